"""Tabular: whatever is a table can be had in every form, with the same rows."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from matcher.records.tabular import Tabular


@dataclass(frozen=True)
class Counts(Tabular):
    """A table of two columns."""

    names: tuple[str, ...]

    def to_arrow(self) -> pa.Table:
        return pa.table({"name": self.names, "length": [len(name) for name in self.names]})


COUNTS = Counts(("=SUM(A1)", "las"))


def test_every_form_has_the_same_rows() -> None:
    rows = COUNTS.to_arrow().to_pylist()
    assert COUNTS.to_pandas().to_dict("records") == rows
    assert COUNTS.to_polars().to_dicts() == rows
    assert COUNTS.to_frame(pa.table({})).to_pylist() == rows


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_file_runs_no_formula(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"counts.{ending}"
    COUNTS.write(path)
    text = path.read_text(encoding="utf-8-sig")
    assert "las" in text
    assert not any(line.startswith("=") for line in text.splitlines())
