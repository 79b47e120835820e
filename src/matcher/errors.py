"""The errors of the package: each keeps its facts as fields and proposes the repair."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_NAMES_SHOWN = 12

__all__ = [
    "CellError",
    "DataTableError",
    "InputError",
    "MatcherError",
    "MissingExtra",
    "MissingKernels",
    "RulePackError",
    "UnknownName",
    "UnusableIndex",
]


class MatcherError(Exception):
    """The ancestor of every error that the package raises on purpose.

    >>> try:
    ...     raise UnknownName("component", "skils", known=["skills"])
    ... except MatcherError as error:
    ...     print(error)
    No component 'skils'. Did you mean 'skills'?
    """


class InputError(MatcherError, ValueError):
    """An input that cannot be used as a whole: what was found, and what to do.

    >>> raise InputError("The file has no rows.", repair="Check that it was exported fully.")
    Traceback (most recent call last):
    ...
    matcher.errors.InputError: The file has no rows. Check that it was exported fully.
    """

    def __init__(self, found: str, *, repair: str) -> None:
        self.found = found
        self.repair = repair
        super().__init__(f"{found} {repair}")


class CellError(MatcherError, ValueError):
    """One cell that cannot be read: its text, the reason and the repair."""

    def __init__(self, value: str, reason: str, *, repair: str) -> None:
        self.value = value
        self.reason = reason
        self.repair = repair
        super().__init__(f"{reason} {repair}")


class UnknownName(MatcherError, LookupError):
    """A name that is not among the known ones, with the nearest of them.

    Where the known ones are not to be told, as people's are not, a `repair` is told instead.

    >>> raise UnknownName("component", "skils", known=["skills", "language"])
    Traceback (most recent call last):
    ...
    matcher.errors.UnknownName: No component 'skils'. Did you mean 'skills'?
    """

    def __init__(
        self, what: str, name: str, *, known: Iterable[str] = (), repair: str | None = None
    ) -> None:
        self.what = what
        self.name = name
        self.known = tuple(sorted(known))
        near = get_close_matches(name, self.known, n=1)
        if repair is not None:
            advice = repair
        elif near:
            advice = f"Did you mean '{near[0]}'?"
        else:
            shown = ", ".join(self.known[:_NAMES_SHOWN])
            shown += ", ..." if len(self.known) > _NAMES_SHOWN else ""
            advice = f"Known: {shown or 'none'}."
        super().__init__(f"No {what} '{name}'. {advice}")


class DataTableError(MatcherError, ValueError):
    """A row of a data table (taxonomy, rule pack, defaults) that breaks the table's own rules."""

    def __init__(self, table: str, row: int, reason: str, *, repair: str) -> None:
        self.table = table
        self.row = row
        self.reason = reason
        self.repair = repair
        super().__init__(f"{table}, row {row}: {reason} {repair}")


class MissingExtra(MatcherError, ImportError):
    """A feature whose optional library is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f'{feature} needs: pip install "smk-matcher[{extra}]"')


class MissingKernels(MatcherError, ImportError):
    """The compiled kernels are asked for and are not there: what is missing."""

    def __init__(self, lack: str) -> None:
        self.lack = lack
        super().__init__(
            f"The compiled kernels are not there ({lack}). Install a C++ compiler and smk-matcher "
            "again, or unset MATCHER_KERNELS and MATCHER_REQUIRE_COMPILED."
        )


class RulePackError(InputError):
    """A rule pack that is refused: its file, the line, the reason and the repair."""

    def __init__(self, file: str, line: int | None, reason: str, *, repair: str) -> None:
        self.file = file
        self.line = line
        self.reason = reason
        where = f"{file}, line {line}" if line is not None else file
        super().__init__(f"{where}: {reason}", repair=repair)


class UnusableIndex(InputError):
    """A saved index that cannot be used: what stands at `path`, and what should.

    >>> raise UnusableIndex("jobs/ids.npy", expected="512 bytes", found="0 bytes")
    Traceback (most recent call last):
    ...
    matcher.errors.UnusableIndex: jobs/ids.npy: expected 512 bytes, found 0 bytes. Save it again.
    """

    def __init__(
        self, path: str, *, expected: str, found: str, repair: str = "Save it again."
    ) -> None:
        super().__init__(f"{path}: expected {expected}, found {found}.", repair=repair)
        self.path = path
        self.expected = expected
        self.found = found
