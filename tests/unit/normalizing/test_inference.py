"""Inference: unseen wordings of a concept are found, what only shares words with it is not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Normalizer
from matcher.normalizing.extracting.marks import Marked, MarkIndex
from matcher.normalizing.folding import fold
from matcher.normalizing.inference import Inference
from matcher.normalizing.likeness import Near
from matcher.normalizing.lookup import Found, Kinds, Lookup
from matcher.normalizing.names import Names
from matcher.normalizing.searching import Hit
from matcher.normalizing.signs import Text, signs_of
from matcher.normalizing.sureness import evidence
from matcher.normalizing.wording import Wording, units_in
from matcher.taxonomy import Taxonomy

NORMALIZER = Normalizer()


@pytest.mark.parametrize("text", ["bertato", "takut ketinggian", "Program Tokutei Ginou"])
def test_the_opposite_of_a_condition_or_a_scheme_means_no_concept(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


@pytest.mark.parametrize(
    "text",
    ["psychology lecturer", "Dosen Keperawatan", "soldering iron", "plasma", "GMAW 3G SMAW"],
)
def test_what_names_something_else_as_well_is_left_alone(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


def test_kinds_restrict_what_is_inferred() -> None:
    for found in NORMALIZER.resolve_many(["bongkar mesin diesel kapal"], kinds=["document"]):
        assert found.kind in (None, "document")


def test_one_text_and_many_give_the_same() -> None:
    texts = ["jahit jaring yang sobek", "menemani opa jalan pagi", "juru tulis", "welder kapal"]
    assert NORMALIZER.resolve_many(texts) == [NORMALIZER.resolve(text) for text in texts]


def test_a_length_of_time_is_no_part_of_what_is_meant() -> None:
    plain, dated = NORMALIZER.resolve_many(
        ["truck driving", "four years of truck driving"], kinds=["occupation"]
    )
    assert plain.id == dated.id == "occupation:truck-driver"


# --- one of several concepts, by scores that a test gives ---------------------------------


def inference(taxonomy: Taxonomy, hits: Sequence[Hit] = ()) -> Inference:
    """An inference whose search finds the same for every text."""

    def search(texts: Sequence[str], k: int, kinds: Kinds) -> Mapping[str, Sequence[Hit]]:
        del k, kinds
        return dict.fromkeys(texts, hits)

    return Inference(Lookup(taxonomy, Names.of(taxonomy)), search, MarkIndex.of([]))


def scored(**scores: float) -> list[Hit]:
    found = [Hit(concept, "", "concept", score) for concept, score in scores.items()]
    return sorted(found, key=lambda hit: -hit.score)


def meant_by(text: str, taxonomy: Taxonomy, hits: Sequence[Hit]) -> str:
    near = {text: Near(0.0, None, text, ())}
    return inference(taxonomy, hits).found(near, None)[text].name.concept


def test_a_name_that_says_the_same_goes_before_whatever_else_is_likely() -> None:
    taxonomy = Taxonomy.from_labels(["same", "long"], ["zorp las", "zorp las xylo"])
    hits = scored(long=1.0, same=0.05)
    text = Text("溶接 zorp", Wording.of(taxonomy), frozenset())
    likely = {concept: evidence(one) for concept, one in signs_of(text, hits, {}, {}).items()}
    assert likely["long"] > likely["same"]
    assert meant_by("溶接 zorp", taxonomy, hits) == "same"
    assert meant_by("溶接 zorp xylo", taxonomy, scored(same=1.0, long=0.05)) == "long"


@pytest.mark.parametrize(
    ("covers", "scores", "meant"),
    [
        ({"special"}, (0.5, 0.5), "special"),
        ({"special", "general"}, (0.5, 0.5), "general"),
        # Where something tells the two apart, the best is kept, be it the one or the other.
        ({"special", "general"}, (0.5, 0.3), "special"),
        ({"special", "general"}, (0.3, 0.5), "general"),
    ],
)
def test_the_general_is_meant_where_nothing_tells_it_from_the_special(
    covers: set[str], scores: tuple[float, float], meant: str
) -> None:
    ids = ["special", "general", "other"]
    plain = Taxonomy.from_labels(ids, ["zorp las", "las zorp", "mork"])
    taxonomy = replace(plain, covers={"special": frozenset(covers)})
    hits = scored(special=scores[0], general=scores[1], other=0.6)
    assert meant_by("溶接 zorp", taxonomy, hits) == meant


def test_what_is_covered_but_does_not_say_the_same_is_not_meant() -> None:
    plain = Taxonomy.from_labels(["special", "general"], ["zorp las", "las zorp xylo"])
    taxonomy = replace(plain, covers={"special": frozenset({"special", "general"})})
    hits = scored(special=0.5, general=0.9)
    assert meant_by("溶接 zorp", taxonomy, hits) == "special"


# --- what is denied, far, or a part ---------------------------------------------------------

CALM = Taxonomy.from_labels(
    ["calm", "calm", "weld"], ["tidak xylo", "quux xylo", "zorp las"], language="id"
)


@pytest.mark.parametrize(
    ("text", "concept", "contradicts"),
    [
        ("xylo", "calm", True),
        ("xylo, 2 tahun", "calm", True),
        ("tidak xylo", "calm", False),
        ("bukan xylo", "calm", False),
        # Another name says the same without a denial.
        ("quux xylo", "calm", False),
        ("tidak las", "weld", True),
        ("las", "weld", False),
        # Nothing is said at all.
        ("", "calm", False),
        ("di & yang", "calm", False),
    ],
)
def test_only_one_of_text_and_concept_that_denies_contradicts(
    text: str, concept: str, *, contradicts: bool
) -> None:
    assert inference(CALM).contradicts(text, concept) == contradicts


@pytest.mark.parametrize("kinds", [None, ["condition"]])
def test_what_a_condition_denies_is_not_the_condition(kinds: list[str] | None) -> None:
    for text in ("hernia", "seasick", "tato", "riwayat hernia", "seasickness"):
        assert NORMALIZER.resolve(text, kinds=kinds).abstained, text
    for text in ("no hernia", "tidak punya hernia", "bebas hernia"):
        assert NORMALIZER.resolve(text, kinds=kinds).id == "condition:no-hernia"
    assert NORMALIZER.resolve("tidak tato", kinds=kinds).id == "condition:no-tattoo"


PLACES = Taxonomy.from_labels(["here", "there", "alone"], ["zorp las", "mork blarg quux", "pipa"])


def is_found(
    text: str, scores: Mapping[str, float], *, mark: str = "", in_section: bool = False
) -> bool:
    """Whether any concept is judged, however unsure, by scores and a mark of "here"."""
    marks = MarkIndex.of([Marked("here", frozenset({mark}), len(mark))] if mark else [])
    judge = replace(inference(PLACES, scored(**scores)), marks=marks)
    near = {text: Near(0.0, None, text, ())}
    return bool(judge.found(near, frozenset({"concept"}) if in_section else None))


@pytest.mark.parametrize("in_section", [True, False])
def test_what_explains_little_and_is_hardly_like_the_text_is_far(*, in_section: bool) -> None:
    def found(text: str, score: float, mark: str = "") -> bool:
        return is_found(text, {"here": score}, mark=mark, in_section=in_section)

    # Half of the text, then two thirds of it.
    assert not found("mork blarg zorp las", 0.39)
    assert found("mork blarg zorp las", 0.41)
    assert found("mork zorp las", 0.1)
    # A mark speaks for it.
    assert not found("mork zorp blarg quux", 0.1)
    assert found("mork zorp blarg quux", 0.1, "mork")


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [
        # A few words are about the last of them; in a section they are about the concept.
        ("zorp las mork", False, True),
        ("mork zorp las", True, True),
        ("zorp las mork blarg", True, True),
        # A single word makes up most of a name or is a part of it, wherever it stands.
        ("zorp", False, False),
        ("las", False, False),
        ("溶接", True, True),
        ("溶接 mork", True, True),
    ],
)
def test_what_is_a_part_of_something_else_is_judged_in_a_section_alone(
    text: str, *, outside: bool, inside: bool
) -> None:
    assert is_found(text, {"here": 0.9}) == outside
    assert is_found(text, {"here": 0.9}, in_section=True) == inside


@pytest.mark.parametrize("in_section", [True, False])
def test_a_single_word_is_one_that_a_name_holds_as_it_is_written(*, in_section: bool) -> None:
    assert is_found("pipa", {"alone": 0.9}, in_section=in_section)
    for derived in ("Rohr", "pipanya"):
        assert units_in(fold(derived)) != ()
        assert not is_found(derived, {"alone": 0.9}, in_section=in_section)


# --- what explains more than a name in a part ---------------------------------------------

WORDS = [f"{letter}qzorp" for letter in "bcdfghjklmnpqrstvwxz"]
#: The concept "6" is named by the first six of the words.
SIZES = range(1, len(WORDS) + 1)
COUNTS = Taxonomy.from_labels(
    [str(count) for count in SIZES], [" ".join(WORDS[:count]) for count in SIZES]
)
COUNTING, WORDING = inference(COUNTS), Wording.of(COUNTS)
NAMED = {name.concept: Found(name, "", 0.9) for name in Names.of(COUNTS).concepts}
CONCEPTS = st.sampled_from(sorted(NAMED))


@given(st.lists(st.sampled_from(WORDS), min_size=1, unique=True), CONCEPTS, CONCEPTS)
def test_what_outdoes_explains_a_tenth_more_of_the_text(
    words: list[str], meant: str, named: str
) -> None:
    text = Text(" ".join(words), WORDING, frozenset())
    more = text.explained_by(meant) - text.explained_by(named)
    outdoes = COUNTING.outdoes(text.folded, NAMED[meant], NAMED[named])
    assert outdoes == (more > 0.1) or abs(more - 0.1) < 1e-9
    assert not (outdoes and COUNTING.outdoes(text.folded, NAMED[named], NAMED[meant]))


def outdone(text: str) -> list[tuple[str, str]]:
    """Which concepts outdo which others by a text."""
    return [
        (meant, named)
        for meant in NAMED
        for named in NAMED
        if COUNTING.outdoes(text, NAMED[meant], NAMED[named])
    ]


def test_a_little_more_is_not_enough() -> None:
    found = outdone(" ".join(WORDS))
    assert ("20", "18") in found
    assert ("20", "19") not in found


def test_what_is_narrower_than_the_name_need_explain_only_a_little_more() -> None:
    narrower = replace(COUNTS, covers={"20": frozenset({"20", "19"})})
    judge = inference(narrower)

    def outdoes(text: str, meant: str, named: str) -> bool:
        return judge.outdoes(text, NAMED[meant], NAMED[named])

    whole = " ".join(WORDS)
    assert outdoes(whole, "20", "19")
    assert not outdoes(" ".join(WORDS[:19]), "20", "19")
    # Neither what is broader, nor what only lies near it.
    assert not outdoes(" ".join(WORDS[:19]), "19", "18")
    assert not outdoes(whole, "19", "20")


def test_a_length_of_time_is_no_part_of_the_text() -> None:
    plain = " ".join(WORDS)
    assert outdone(f"{plain} min. 3 years") == outdone(plain)
    assert outdone(f"{plain} 2 tahun") == outdone(plain)


PARTED = Normalizer(
    Taxonomy.from_labels(["part", "whole", "far"], ["las", "kitchen las pipa", "blarg"])
)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("las; zorp", "part"),
        ("zorp; las", "part"),
        ("las; 溶接", "part"),
        ("pipa kitchen; las", "whole"),
        ("las; Küche pipa", "whole"),
        ("zorp; blarg", "far"),
    ],
)
def test_a_name_in_a_part_is_given_up_for_what_the_whole_means(text: str, concept: str) -> None:
    assert PARTED.resolve(text).id == concept


def test_what_is_a_name_is_never_given_up() -> None:
    assert PARTED.resolve("las").confidence == 1
    assert PARTED.resolve("min. las").id == "part"
