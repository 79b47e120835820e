"""What the repository promises: no index addresses, no foreign lock, every pin hash-checked."""

import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import matcher

ROOT = Path(__file__).parents[2]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")

# Each is put together from halves, so that this file does not hold what it looks for.
ADDRESSES = tuple(
    "".join(halves)
    for halves in [
        ("py", "pi.org"),
        ("py", "pi.python.org"),
        ("python", "hosted.org"),
        ("registry.", "npmjs.org"),
        ("deb.", "debian.org"),
        ("://", "pypi"),
        ("/sim", "ple/"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--find", "-links"),
        ("--trusted", "-host"),
    ]
)
INDEX_ADDRESS = re.compile("|".join(map(re.escape, ADDRESSES)), re.IGNORECASE)

PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*)(\[[a-z0-9,-]+\])?==(?P<version>[\w.+!]+)\b")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def committed_files() -> list[Path]:
    """Every file that is committed or would be by adding everything."""
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked archive has no list of committed files")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return [path for path in paths if path.is_file()]


def requirement_blocks(constraints: str) -> Iterator[str]:
    """Each requirement with the lines that continue it, comments left out."""
    lines = [line for line in constraints.splitlines() if not line.lstrip().startswith("#")]
    for block in re.split(r"\n(?=\S)", "\n".join(lines)):
        if block.strip():
            yield block


def normalized(requirement: str) -> str:
    """The name of a requirement, written as indexes write it."""
    match = NAME.match(requirement)
    assert match, f"'{requirement}' names nothing"
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def declared_requirements() -> Iterator[str]:
    """Every requirement that pyproject.toml declares, for use, for building and for development."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    yield from declared["build-system"]["requires"]
    yield from declared["project"]["dependencies"]
    for group in declared["project"]["optional-dependencies"].values():
        yield from group
    for group in declared["dependency-groups"].values():
        yield from group


def test_no_committed_file_holds_the_address_of_an_index_or_a_download() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in committed_files()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if (match := INDEX_ADDRESS.search(line))
    ]
    assert found == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_search_for_addresses_finds_each_of_them(address: str) -> None:
    assert INDEX_ADDRESS.search(f"see {address.upper()} for more")


def test_no_lock_that_writes_addresses_is_committed() -> None:
    locks = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"}
    assert [path for path in committed_files() if path.name in locks] == []


def test_every_constraint_is_one_exact_version_with_a_hash() -> None:
    blocks = list(requirement_blocks(CONSTRAINTS))
    loose = [block for block in blocks if not PIN.match(block) or "--hash=sha256:" not in block]
    assert blocks
    assert loose == []


def test_every_declared_requirement_is_pinned() -> None:
    pinned = {normalized(block) for block in requirement_blocks(CONSTRAINTS)}
    missing = [name for name in map(normalized, declared_requirements()) if name not in pinned]
    assert missing == []


def test_the_build_backend_is_installed_in_the_range_the_build_asks_for() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(declared["build-system"]["requires"]) <= set(declared["dependency-groups"]["dev"])


@pytest.mark.parametrize("name", matcher.__all__)
def test_every_public_name_has_an_example_that_runs_as_a_doctest(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(matcher, name)) or "")
