"""Results as tables: Arrow first, from it the data frames and files of every kind."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from matcher.records.frames import like_frame, to_pandas, to_polars
from matcher.records.writing import write_table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Tabular"]

F = TypeVar("F")


class Tabular:
    """What can be had as a table in whatever form its user works with."""

    __slots__ = ()

    @abstractmethod
    def to_arrow(self) -> pa.Table:
        """An Arrow table."""

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas data frame (needs the extra `pandas`)."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> pl.DataFrame:
        """The table as a polars data frame (needs the extra `polars`)."""
        return to_polars(self.to_arrow())

    def to_frame(self, like: F) -> F:
        """The table in the kind of table that `like` is, such as the frame that was ranked.

        pandas, polars (lazy too), pyarrow, DuckDB: whatever reading takes, results can be had in.
        """
        return like_frame(self.to_arrow(), like)

    def write(self, path: str | Path) -> None:
        """Write the table as csv, tsv, jsonl, parquet or xlsx, by the ending of the path."""
        write_table(self.to_arrow(), path)
