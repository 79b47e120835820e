"""What does `import matcher` cost beyond NumPy and pydantic, in CPU seconds?

Each measurement is a fresh process; the libraries are imported before the clock starts. The first
process, which may have to compile the modules, is not counted.
"""

import os
import platform
import statistics
import subprocess
import sys

RUNS = 11
BUDGET = 0.3
CODE = """
import time
import numpy, pydantic
start = time.process_time()
import matcher
print(time.process_time() - start)
"""


def main() -> None:
    """Measure, print, and fail where the budget is broken."""
    measure()
    found = sorted(measure() for _ in range(RUNS))
    median = statistics.median(found)
    print(f"{platform.machine()}, Python {platform.python_version()}, {RUNS} fresh processes")
    print(f"import matcher: median {median:.3f} CPU s, from {found[0]:.3f} to {found[-1]:.3f}")
    if median > BUDGET:
        sys.exit(f"more than {BUDGET} CPU s")


def measure() -> float:
    """One import in a fresh process."""
    # Compiled modules are kept, as they are wherever the package is installed.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=kept)
    return float(done.stdout)


if __name__ == "__main__":
    main()
