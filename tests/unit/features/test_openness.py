"""What an incomplete section leaves open: the most that a claim there could resemble."""

import pytest

from matcher.features.openness import could_resemble
from matcher.normalizing.expressions import Literal
from matcher.records.claims import SECTION_NAMES, SectionName
from small_world import TAXONOMY, ask, ask_work

NOWHERE = dict.fromkeys(SECTION_NAMES, 0.0)


@pytest.mark.parametrize(
    ("literal", "open_in"),
    [
        # A school teaches it.
        (ask("skill:smaw"), {"skills": 1.0, "certificates": 1.0, "education": 1.0}),
        (ask("skill:cooking"), {"skills": 1.0, "certificates": 1.0}),
        # A school teaches SMAW, which is welding, which is near to it.
        (
            ask("skill:brazing"),
            {"skills": 1.0, "certificates": 1.0, "education": 0.4},
        ),
        (
            ask("certificate:first-aid"),
            {"skills": 1.0, "certificates": 1.0, "education": 1.0, "documents": 1.0},
        ),
        (ask("language:jlpt", 2), {"languages": 1.0, "certificates": 1.0}),
        (ask("language:japanese", 2), {"languages": 1.0, "certificates": 1.0}),
        (ask("education:smk", 3), {"education": 1.0}),
        # A school leads to it.
        (ask("occupation:welder"), {"experience": 1.0, "education": 0.8}),
        (ask("occupation:cook"), {"experience": 1.0}),
        (ask_work("occupation:welder", 12), {"experience": 1.0}),
        (
            ask("document:passport"),
            {"documents": 1.0, "certificates": 1.0, "conditions": 1.0},
        ),
        (ask("condition:no-tattoo"), {"conditions": 1.0, "skills": 1.0}),
    ],
    ids=lambda value: value.key.replace("|", " ") if isinstance(value, Literal) else "",
)
def test_a_section_leaves_open_what_it_may_name(
    literal: Literal, open_in: dict[SectionName, float]
) -> None:
    found = {name: could_resemble(name, literal, TAXONOMY) for name in SECTION_NAMES}
    assert found == NOWHERE | open_in
