"""What `RESULTS.md` says of each benchmark, from the JSON line of its run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["REPORTS"]

Found = dict[str, Any]

_M, _G = 1e6, 1e9


def core(found: Found) -> Iterator[str]:
    """A table of ratios, then a table of methods for each row."""
    yield (
        f"Against the best exact peer of the same round, used as documented, CPU time: median "
        f"**{found['ratio_median']:.0f}×**, least {found['ratio_min']:.0f}×; against the best of "
        f"these and of the same libraries tuned by hand {found['ratio_tuned_median']:.0f}×, least "
        f"{found['ratio_tuned_min']:.0f}×. All ids and scores "
        f"equal: {words(found['equal'])}. Peak memory {found['peak_rss_gb']:.2f} GB with inputs."
    )
    yield ""
    yield from ratios(found["rows"])
    for row in found["rows"]:
        yield from methods(row)
        yield from threads(row)


def ratios(rows: list[Found]) -> Iterator[str]:
    """How many times as fast, by row."""
    names = list(dict.fromkeys(name for row in rows for name in row["ratios"]))
    yield from head("inputs", *names)
    for row in rows:
        cells = [spread(row["ratios"].get(name)) for name in names]
        yield line(row["row"], *cells)
    yield ""


def spread(ratio: Found | None) -> str:
    """A median with the least and the most."""
    if ratio is None:
        return ""
    return f"{ratio['median']:.1f} ({ratio['least']:.1f} to {ratio['most']:.1f})"


def methods(row: Found) -> Iterator[str]:
    """The methods of one row."""
    yield (
        f"**{row['row']}**: {row['candidates']:,} candidates × {row['vacancies']:,} vacancies, k = "
        f"{row['k']}, eligible share {row['eligible_share']}."
    )
    yield ""
    yield from head(
        "method", "use", "found", "candidates timed", "Mpairs / CPU s", "quartiles", "Mpairs / s",
        "prepared, CPU s", "GB index + scratch",
    )  # fmt: skip
    for one in row["methods"]:
        speed, wall = one["pairs_per_cpu_second"], one["pairs_per_second"]
        low, high = (quartile / _M for quartile in speed["quartiles"])
        yield line(
            one["name"], one["kind"], one["found"], f"{one['candidates']:,}",
            f"{speed['median'] / _M:,.1f}", f"{low:,.1f} to {high:,.1f}",
            f"{wall['median'] / _M:,.1f}", f"{one['preparation_cpu_seconds']:.2f}",
            f"{one['index_gb']:.2f} + {one['peak_above_index_gb']:.2f}",
        )  # fmt: skip
    yield ""
    for missing in row["missing"]:
        yield f"Missing: {missing}"
        yield ""


def threads(row: Found) -> Iterator[str]:
    """Two threads against one."""
    if not row.get("threads"):
        return
    yield from head("two threads", "times as fast by the clock", "times the CPU time")
    for name, one in row["threads"].items():
        yield line(name, spread(one["wall_ratio"]), f"{one['cpu_ratio']['median']:.2f}")
    yield ""


def single(found: Found) -> Iterator[str]:
    """One candidate at a time."""
    yield f"One candidate over {found['vacancies']:,} vacancies, in process."
    yield ""
    yield from head("method", "queries", "p50 CPU ms", "p99 CPU ms", "most", "found")
    for row in found["rows"]:
        yield line(
            row["name"], f"{row['queries']:,}", f"{row['p50_cpu_ms']:.2f}",
            f"{row['p99_cpu_ms']:.2f}", f"{row['most_cpu_ms']:.2f}", row["found"],
        )  # fmt: skip
    yield ""


def stress(found: Found) -> Iterator[str]:
    """The stress size."""
    yield from head(
        "candidates × vacancies", "k", "threads", "CPU s", "s", "Gpairs / CPU s", "index GB",
        "GB above it", "answers checked",
    )  # fmt: skip
    for row in found["rows"]:
        pairs = row["candidates"] * row["vacancies"]
        yield line(
            f"{row['candidates']:,} × {row['vacancies']:,}", row["k"], row["threads"],
            f"{row['cpu_seconds']:.1f}", f"{row['wall_seconds']:.1f}",
            f"{pairs / row['cpu_seconds'] / _G:.1f}", f"{row['index_gb']:.2f}",
            f"{row['peak_above_index_gb']:.2f}", "equal" if row["equal"] else "DIFFERENT",
        )  # fmt: skip
    yield ""


def scaling(found: Found) -> Iterator[str]:
    """Exponents and the picture."""
    yield f"k = {found['k']}. ![CPU time by size](../docs/pictures/scaling.svg)"
    yield ""
    yield from head("method, what grows", "exponent")
    for name, value in found["exponents"].items():
        yield line(name, f"{value:.2f}")
    yield ""


def small(found: Found) -> Iterator[str]:
    """Where the kernel is slower, if anywhere, and the closest sizes."""
    yield (
        f"Slower than SciPy and argpartition by more than 50 µs at {found['slower']} of "
        f"{found['sizes']} sizes; answers equal: {words(found['equal'])}. The closest:"
    )
    yield ""
    yield from head("candidates × vacancies", "k", "CPU µs", "peer's CPU µs", "times as fast")
    for row in sorted(found["rows"], key=lambda row: row["ratio"])[:8]:
        yield line(
            f"{row['candidates']:,} × {row['vacancies']:,}", f"{row['k']:,}",
            f"{row['cpu_us']:,.0f}", f"{row['peer_cpu_us']:,.0f}", f"{row['ratio']:.1f}",
        )  # fmt: skip
    yield ""


def reverse(found: Found) -> Iterator[str]:
    """Both directions."""
    yield (
        f"{found['candidates']:,} candidates × {found['vacancies']:,} vacancies, k = {found['k']}, "
        f"threads {found['threads']}; answers equal: {words(found['equal'])}; at most "
        f"{found['peak_above_index_gb']:.2f} GB above the index."
    )
    yield ""
    yield from head("ranked", "CPU s", "s")
    for row in found["rows"]:
        yield line(row["direction"], f"{row['cpu_seconds']:.2f}", f"{row['wall_seconds']:.2f}")
    yield ""


def equality(found: Found) -> Iterator[str]:
    """How many ways of calling gave the same."""
    different = [row["way"] for row in found["rows"] if not row["equal"]]
    yield (
        f"{len(found['rows']) - len(different)} of {len(found['rows'])} ways of calling gave the "
        f"same ids and float32 scores{'; not: ' + ', '.join(different) if different else ''}."
    )
    yield ""
    yield from head("way", "lists compared", "")
    for row in found["rows"]:
        yield line(row["way"], f"{row['compared']:,}", "equal" if row["equal"] else "DIFFERENT")
    yield ""


def words(truth: bool) -> str:  # noqa: FBT001 - a truth is what it is about
    """A truth value as a word."""
    return "yes" if truth else "**no**"


def head(*cells: str) -> Iterator[str]:
    """The head of a table."""
    yield line(*cells)
    yield line(*("---" for _ in cells))


def line(*cells: object) -> str:
    """A line of a table."""
    return f"| {' | '.join(map(str, cells))} |"


#: By benchmark.
REPORTS: dict[str, Callable[[Found], Iterator[str]]] = {
    "core": core,
    "single": single,
    "stress": stress,
    "scaling": scaling,
    "small": small,
    "reverse": reverse,
    "equality": equality,
}
