"""A draft keeps the first that it hears of a concept, and every name once."""

from matcher.records import Rejected
from matcher.taxonomy import Code, Label
from matcher.taxonomy.drafting import Draft


def test_the_first_kind_and_description_are_kept() -> None:
    draft = Draft()
    for kind, text in (("skill", None), ("document", "First."), ("document", "Second.")):
        draft.name("a", "las", "id", kind=kind)
        draft.describe("a", text)
    concept = draft.parts().concepts["a"]
    assert (concept.kind, concept.description) == ("skill", "First.")


def test_names_and_codes_stand_once_in_their_order() -> None:
    draft = Draft()
    for text, language in (("las", "id"), ("weld", "en"), ("las", "id"), ("las", "ms")):
        draft.name("a", text, language, kind="skill")
        draft.code("a", "X", "1", "las")
    parts = draft.parts()
    assert parts.labels == (Label("las", "id", "a"), Label("weld", "en", "a"),
                            Label("las", "ms", "a"))  # fmt: skip
    assert parts.codes == {"a": (Code("X", "1", "las"),)}


def test_without_relations_nothing_is_said_of_them() -> None:
    draft = Draft()
    draft.name("a", "las", "id", kind="skill")
    assert not draft.parts().covers
    assert not draft.parts().similar


def test_what_is_near_passes_along_covers() -> None:
    draft = Draft()
    for name in "abc":
        draft.name(name, name, "en", kind="skill")
    draft.covers.append(("a", "b"))
    draft.near.append(("b", "c", 0.5))
    assert draft.parts().similar["a"] == {"a": 1.0, "b": 1.0, "c": 0.5}


def test_every_concept_has_the_source_of_the_whole() -> None:
    draft = Draft()
    draft.name("a", "las", "id", kind="skill")
    rejected = Rejected(1, "", "", "Why.", "How.")
    parts = draft.parts([rejected], source="a page", confidence="quoted")
    assert (parts.concepts["a"].source, parts.concepts["a"].confidence) == ("a page", "quoted")
    assert parts.rejected == (rejected,)
