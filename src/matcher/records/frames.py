"""Data frames of any library: their rows in, and results out in the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from matcher.errors import InputError, MissingExtra
from matcher.records.arrow_source import columns_source
from matcher.records.batches import Source

if TYPE_CHECKING:
    import narwhals as nw
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["frame_source", "like_frame", "to_pandas", "to_polars"]

F = TypeVar("F")


def frame_source(source: object) -> Source | None:
    """The rows of a data frame or relation; None where it is neither.

    A lazy frame is collected. A column of mixed values, as pandas allows, is read one by one.
    """
    if hasattr(source, "__arrow_c_stream__") and type(source).__module__.startswith("pyarrow"):
        return None
    import narwhals as nw

    try:
        frame = nw.from_native(source, pass_through=True)
    except nw.exceptions.NarwhalsError as error:
        raise InputError(
            f"The data frame cannot be read: {error}.", repair="Rename its columns."
        ) from None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    if not isinstance(frame, nw.DataFrame):
        return None
    names = [str(name) for name in frame.columns]
    return columns_source(names, [_column(series) for series in frame.iter_columns()], len(frame))


def like_frame(table: pa.Table, like: F) -> F:
    """The table as a frame of the kind that `like` is: its library, and lazy where that is lazy."""
    import narwhals as nw

    frame = nw.from_native(like, pass_through=True)
    if not isinstance(frame, nw.DataFrame | nw.LazyFrame):
        problem = f"A {type(like).__name__} is no data frame."
        raise InputError(problem, repair="Give one of the kind that you want back.")
    kind = frame.implementation
    made: Any
    if kind.is_pandas():
        made = to_pandas(table)
    elif kind.is_polars():
        made = to_polars(table)
        made = made.lazy() if isinstance(frame, nw.LazyFrame) else made
    elif isinstance(frame, nw.DataFrame):
        made = nw.from_arrow(table, backend=kind).to_native()
    else:
        made = nw.from_native(table, eager_only=True).lazy(kind).to_native()
    return cast("F", nw.from_native(made) if frame is like else made)


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """The table as a pandas data frame."""
    try:
        frame: pd.DataFrame = table.to_pandas()
    except ImportError:
        raise MissingExtra("A pandas data frame", "pandas") from None
    return frame


def to_polars(table: pa.Table) -> pl.DataFrame:
    """The table as a polars data frame."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra("A polars data frame", "polars") from None
    return cast("pl.DataFrame", pl.from_arrow(table))


def _column(series: nw.Series[Any]) -> pa.ChunkedArray | Sequence[object]:
    import pyarrow as pa

    try:
        return pa.chunked_array([series.to_arrow()])
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        missing = series.is_null().to_list()
        return [
            None if lacks else value for value, lacks in zip(series.to_list(), missing, strict=True)
        ]
