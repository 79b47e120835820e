"""What a judging sheet looks like: its columns, the grades, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["COLUMNS", "GRADES", "GUIDE", "JUDGE", "TITLE", "Column"]


class Column(NamedTuple):
    """A column: the name by which it is read back, its heading, and its width in characters."""

    name: str
    heading: str
    width: int


#: The columns from left to right; together they fit a screen.
COLUMNS: tuple[Column, ...] = (
    Column("row", "Baris\nRow", 16),
    Column("candidate", "Kandidat\nCandidate", 10),
    Column("has", "Yang dimiliki kandidat\nWhat the candidate has", 62),
    Column("vacancy", "Lowongan\nVacancy", 26),
    Column("place", "Negara, sektor\nCountry, sector", 15),
    Column("asks", "Yang diminta lowongan\nWhat the vacancy asks", 50),
    Column("wage", "Upah\nWage", 18),
    Column("grade", "Nilai 0–3\nGrade 0–3", 11),
    Column("comment", "Catatan\nComment", 28),
)
#: The grades, with what each means.
GRADES: Mapping[int, tuple[str, str]] = {
    0: ("tidak cocok", "no match"),
    1: ("kurang cocok", "poor match"),
    2: ("cocok", "good match"),
    3: ("sangat cocok", "very good match"),
}
TITLE = "Lembar penilaian kecocokan · Judging sheet"
JUDGE = "Penilai / Judge"
#: What stands above the table, a line each.
GUIDE: tuple[str, ...] = (
    "Bandingkan lowongan-lowongan untuk kandidat yang sama: seberapa cocok pekerjaannya bagi orang "
    "ini? Nilai: " + " · ".join(f"{grade} = {own}" for grade, (own, _) in GRADES.items())
    + ". Pakailah semua nilai. Kosongkan bila tidak dapat dinilai. Baris boleh diurutkan; jangan "
    "ubah kolom Baris.",
    "Compare the vacancies of the same candidate: how well does the job suit this person? Grades: "
    + " · ".join(f"{grade} = {own}" for grade, (_, own) in GRADES.items())
    + ". Use all grades. Leave empty what you cannot judge. Rows may be sorted; do not change the "
    "column Row.",
)  # fmt: skip
