"""The free text that records keep."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.records import Candidate, Vacancy
from matcher.records.claims import SECTION_NAMES

__all__ = ["text_of", "texts_of"]


def texts_of(records: Iterable[Candidate | Vacancy]) -> dict[str, str]:
    r"""The text of each record by its id; see `text_of`.

    >>> texts_of([Vacancy(id="V1", title="welder", note="pipes")])
    {'V1': 'welder\npipes'}
    """
    return {record.id: text_of(record) for record in records}


def text_of(record: Candidate | Vacancy) -> str:
    r"""The words of a record, one line for each cell or claim.

    Of a vacancy its title, description and note; of a candidate the phrases of all claims. Who
    somebody is (sex, age, body, place, school) is not in it.

    >>> text_of(Candidate(id="C1", skills="las SMAW;las pipa", education="Teknik Pengelasan|SMK"))
    'las SMAW\nlas pipa\nTeknik Pengelasan'
    """
    if isinstance(record, Vacancy):
        cells = (record.title, record.description, record.note)
        return "\n".join(cell for cell in cells if cell)
    sections = (record.section(name) for name in SECTION_NAMES)
    return "\n".join(claim.what for section in sections for claim in section.claims)
