"""What the texts of a section name: its own kinds first, then those that stray into it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.naming import KINDS_NAMED, Named, Naming
from matcher.normalizing.normalizer import Normalizer, Resolution, default_normalizer
from matcher.records.claims import SECTION_NAMES
from small_world import TAXONOMY


class Counting(Normalizer):
    """A normalizer that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__(TAXONOMY)
        self.asked: list[list[str]] = []

    def resolve_many(
        self, texts: Iterable[str], *, kinds: Iterable[str] | None = None
    ) -> list[Resolution]:
        asked = list(texts)
        self.asked.append(asked)
        return super().resolve_many(asked, kinds=kinds)


NAMING = Naming(Normalizer(TAXONOMY))


@pytest.mark.parametrize(
    ("section", "text", "concept"),
    [
        ("skills", "SMAW", "skill:smaw"),
        ("skills", "First aid", "certificate:first-aid"),
        ("skills", "No tattoo", "condition:no-tattoo"),
        ("certificates", "First aid", "certificate:first-aid"),
        ("certificates", "SMAW", "skill:smaw"),
        ("certificates", "Passport", "document:passport"),
        ("certificates", "JLPT", "language:jlpt"),
        ("languages", "JLPT", "language:jlpt"),
        ("education", "Steel welding", "education:steel"),
        ("education", "First aid", "certificate:first-aid"),
        ("experience", "Welder", "occupation:welder"),
        ("documents", "Passport", "document:passport"),
        ("documents", "First aid", "certificate:first-aid"),
        ("conditions", "No tattoo", "condition:no-tattoo"),
        ("conditions", "Passport", "document:passport"),
        ("title", "Juru las", "occupation:welder"),
    ],
)
def test_a_section_names_its_own_kinds_and_those_that_stray_into_it(
    section: str, text: str, concept: str
) -> None:
    assert NAMING.name(section, text).concept == concept


@pytest.mark.parametrize(
    ("section", "text"),
    [("skills", "Welder"), ("languages", "First aid"), ("experience", "SMAW"), ("title", "SMAW")],
)
def test_a_section_names_no_other_kinds(section: str, text: str) -> None:
    assert NAMING.name(section, text) == Named(f"?{text.casefold()}")


HOLDING_SECTIONS = [name for name in SECTION_NAMES if name != "experience"]


@pytest.mark.parametrize("section", HOLDING_SECTIONS)
@pytest.mark.parametrize("concept", [one.id for one in TAXONOMY])
def test_an_id_means_its_concept_wherever_it_stands(section: str, concept: str) -> None:
    assert NAMING.name(section, f" {concept} ").concept == concept


@pytest.mark.parametrize("section", ["experience", "title"])
@pytest.mark.parametrize("concept", [one.id for one in TAXONOMY])
def test_work_is_named_by_the_ids_of_occupations_alone(section: str, concept: str) -> None:
    is_work = TAXONOMY[concept].kind == "occupation"
    assert NAMING.name(section, concept).is_resolved is is_work


def test_an_id_is_looked_up_and_never_compared_with_names() -> None:
    normalizer = Counting()
    naming = Naming(normalizer)
    naming.learn([("documents", "language:jlpt"), ("experience", "skill:smaw")])
    assert normalizer.asked == []


def test_a_text_may_name_other_things_in_other_sections() -> None:
    assert NAMING.name("skills", "Cooking").concept == "skill:cooking"
    assert NAMING.name("languages", "Cooking").concept == "?cooking"


def test_every_section_has_its_kinds_and_so_has_a_title() -> None:
    assert set(KINDS_NAMED) == {*SECTION_NAMES, "title"}


@pytest.mark.parametrize(("text", "level"), [("JLPT N4", 2), ("JLPT", None), ("IELTS 5.5", 5.5)])
def test_a_level_beside_the_name_is_read_on_its_scale(text: str, level: float | None) -> None:
    assert NAMING.name("languages", text).level == level


def test_what_has_no_scale_has_no_level() -> None:
    assert NAMING.name("skills", "SMAW 3G") == Named("skill:smaw-3g", None)


def test_a_text_that_names_nothing_is_kept_folded() -> None:
    found = NAMING.name("skills", "  XQ-zt ")
    assert found == Named("?xq zt")
    assert not found.is_resolved
    assert NAMING.name("skills", "SMAW").is_resolved


@pytest.mark.parametrize(
    ("text", "concept", "level"),
    [
        ("Teknik Pengelasan", "education:steel", 3),
        ("D3 Teknik Pengelasan", "education:steel", 6),
        ("SMK", "education:any", 3),
        ("SMP", "education:any", 2),
        ("Any field", "education:any", None),
        ("xqzt", "?xqzt", None),
    ],
)
def test_schooling_is_a_field_and_a_level(text: str, concept: str, level: float | None) -> None:
    assert NAMING.name("education", text) == Named(concept, level)


def test_texts_are_resolved_together_and_once() -> None:
    normalizer = Counting()
    naming = Naming(normalizer)
    naming.learn([("skills", "SMAW"), ("skills", "Cooking"), ("skills", "SMAW")])
    assert normalizer.asked == [["SMAW", "Cooking"]]
    naming.learn([("skills", "SMAW")])
    naming.name("skills", "Cooking")
    assert normalizer.asked == [["SMAW", "Cooking"]]


def test_only_what_a_section_does_not_know_itself_is_looked_for_elsewhere() -> None:
    normalizer = Counting()
    Naming(normalizer).learn([("skills", "SMAW"), ("skills", "First aid")])
    assert normalizer.asked == [["SMAW", "First aid"], ["First aid"]]


def test_the_taxonomy_is_that_of_the_normalizer() -> None:
    assert NAMING.taxonomy is TAXONOMY


#: Phrases whose parts, levels and qualifiers are read, in letters that have capitals.
SPELLED = (
    *("smaw 3g", "memiliki sertifikat first aid", "jlpt n4", "welder", "smk kuliner", "slta"),
    *("d3 or smk teknik pengelasan", "bukan juru las", "juggling", "juru las - pipe welder"),
    *("pengalaman juru masak 2 tahun", "tidak bertato", "smaw+", "n4", "skill:smaw", "smaw (3g)"),
)


@given(st.sampled_from(SECTION_NAMES), st.sampled_from(SPELLED), st.data())
def test_capitals_change_nothing_even_where_both_spellings_are_learned_together(
    section: str, text: str, data: st.DataObject
) -> None:
    capitals = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    other = "".join(
        letter.upper() if is_capital else letter
        for letter, is_capital in zip(text, capitals, strict=True)
    )
    together = Naming(NAMING.normalizer)
    together.learn([(section, text), (section, other), (section, text)])
    for spelling in (text, other):
        alone = Naming(NAMING.normalizer)
        assert together.name(section, spelling) == alone.name(section, spelling)


@pytest.mark.parametrize("section", SECTION_NAMES)
def test_texts_learned_together_name_what_each_does_alone(section: str) -> None:
    together = Naming(NAMING.normalizer)
    together.learn((section, text) for text in SPELLED)
    for text in SPELLED:
        assert together.name(section, text) == Naming(NAMING.normalizer).name(section, text)


def test_what_is_inferred_is_named_in_its_own_section_alone() -> None:
    naming = Naming(default_normalizer())
    said = "helping grandmothers with their bath"
    assert naming.name("skills", said).concept == "skill:bathing-assistance"
    assert not naming.name("certificates", said).is_resolved
