"""Names: which concept a folded text names."""

import numpy as np

from matcher.normalizing.names import Names
from matcher.taxonomy import Concept, Label, Taxonomy

TAXONOMY = Taxonomy(
    concepts={
        concept.id: concept
        for concept in [
            Concept("skill:welding", "skill", "Welding", "Pengelasan"),
            Concept("education:welding", "education", "Welding (SMK)", "Teknik Las", "education"),
            Concept("occupation:welder", "occupation", "Welder", "Juru Las"),
        ]
    },
    labels=(
        Label("Welding", "en", "skill:welding"),
        Label("Pengelasan", "id", "skill:welding"),
        Label("Welding (SMK)", "en", "education:welding"),
        Label("Teknik Las", "id", "education:welding"),
        Label("pengelasan", "id", "education:welding"),
        Label("Welder", "en", "occupation:welder"),
        Label("las", "id", "occupation:welder"),
        Label("las", "id", "skill:welding"),
        Label("--", "id", "skill:welding"),
    ),
)
NAMES = Names.of(TAXONOMY)


def concept_of(folded: str, *kinds: str, scale: str | None = None) -> str | None:
    name = NAMES.first(folded, frozenset(kinds) or None, scale=scale)
    return name.concept if name else None


def test_a_label_goes_before_an_alias() -> None:
    assert concept_of("pengelasan") == "skill:welding"
    assert concept_of("pengelasan", "education") == "education:welding"


def test_among_aliases_the_kinds_have_an_order() -> None:
    assert concept_of("las") == "skill:welding"
    assert concept_of("las", "occupation") == "occupation:welder"


def test_a_label_counts_without_its_bracket_where_that_is_free() -> None:
    assert concept_of("welding smk") == "education:welding"
    assert concept_of("welding", "education") is None


def test_a_scale_restricts_the_concepts() -> None:
    assert concept_of("teknik las", scale="education") == "education:welding"
    assert concept_of("las", scale="education") is None


def test_a_text_of_signs_names_nothing() -> None:
    assert "" not in NAMES.names


def test_values_of_texts_become_values_of_concepts() -> None:
    values = np.arange(1, len(NAMES.texts) + 1, dtype=np.float32)
    best = NAMES.best_per_concept(values)
    for place, name in enumerate(NAMES.concepts):
        rows = [NAMES.texts.index(text) for text in NAMES.texts_of(place)]
        assert best[place] == max(values[rows])
        assert all(
            any(n.concept == name.concept for n in NAMES.names[t]) for t in NAMES.texts_of(place)
        )


def test_the_texts_of_a_kind_are_marked() -> None:
    marked = NAMES.of_kinds(["occupation"])
    assert [text for text, is_marked in zip(NAMES.texts, marked, strict=True) if is_marked] == [
        "juru las" if "juru las" in NAMES.texts else "las",
        "welder",
    ]


def shared(*labels: Label) -> Names:
    """The names where two welding skills and an occupation share a text."""
    concepts = {
        name: Concept(name, name.partition(":")[0], name, name)
        for name in ("skill:arc", "skill:weld", "occupation:arc")
    }
    return Names.of(Taxonomy(concepts=concepts, labels=labels))


def test_of_two_concepts_of_a_kind_the_preferred_one_is_meant() -> None:
    names = shared(Label("las", "id", "skill:arc"),
                   Label("las", "id", "skill:weld", is_preferred=True))  # fmt: skip
    found = names.first("las")
    assert found is not None
    assert found.concept == "skill:weld"


def test_without_a_preference_the_smaller_id_is_meant() -> None:
    names = shared(Label("las", "id", "skill:weld"), Label("las", "id", "skill:arc"))
    found = names.first("las")
    assert found is not None
    assert found.concept == "skill:arc"


def test_a_label_goes_before_a_preferred_alias() -> None:
    names = shared(Label("skill:arc", "id", "skill:arc"),
                   Label("skill:arc", "id", "skill:weld", is_preferred=True))  # fmt: skip
    found = names.first("skill arc")
    assert found is not None
    assert found.concept == "skill:arc"


def test_a_preference_does_not_reach_over_kinds() -> None:
    names = shared(Label("las", "id", "skill:arc"),
                   Label("las", "id", "occupation:arc", is_preferred=True))  # fmt: skip
    found = names.first("las")
    assert found is not None
    assert found.concept == "skill:arc"
