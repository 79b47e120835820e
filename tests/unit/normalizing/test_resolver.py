"""The resolver: what was taken off is kept, what is near is kept, and no text takes long."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing import Normalizer, Resolution
from matcher.normalizing.extracting.marks import MarkIndex
from matcher.normalizing.index import LabelIndex
from matcher.normalizing.inference import Inference
from matcher.normalizing.likeness import Likeness, Near
from matcher.normalizing.lookup import Found, Kinds, Lookup
from matcher.normalizing.names import Names
from matcher.normalizing.resolver import Resolver
from matcher.normalizing.similarity import WordWeights
from matcher.taxonomy import Taxonomy

NORMALIZER = Normalizer()
HOSTILE = st.text(
    alphabet=st.sampled_from("aZ 0\0\u0301\u200d\ud800🙂溶接용접لحامсвар(/[)]:;,.-–、&'`\n\t"),
    max_size=200,
)


@given(HOSTILE)
def test_any_text_is_resolved(text: str) -> None:
    found = NORMALIZER.resolve(text)
    assert found.text == text
    assert NORMALIZER.resolve_many([text, text]) == [found, found]


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "\0",
        "🙂",
        "溶",
        "las ",
        "(",
        "a/",
        "tidak ",
        "1 tahun ",
        ", ",
        "a\u0301",
        "S.",
        "xq,",
        "%",
    ],
)
def test_a_text_of_a_million_letters_names_nothing(part: str) -> None:
    text = part * (1_000_000 // len(part))
    assert NORMALIZER.resolve(text).abstained


@pytest.mark.parametrize(
    "part", ["(", "a/", "tidak ", "wleder ", "1 ", ", ", "S.", "- ", "溶 ", "min "]
)
def test_the_longest_text_that_is_read_has_few_phrases(part: str) -> None:
    text = (part * 1000)[:1000]
    assert NORMALIZER.resolve(text).text == text


def test_what_was_taken_off_is_kept() -> None:
    found = NORMALIZER.resolve("Diutamakan welder (Korea) min 2 tahun, bukan helper")
    assert found.id == "occupation:welder"
    assert (found.months, found.modality, found.negated) == (24, "nice", ("helper",))
    assert NORMALIZER.resolve("min. JLPT N4").level == 2
    assert NORMALIZER.resolve("Welder (Korea)").place == "South Korea"


@pytest.mark.parametrize("text", ["welder", "tidak bertato", "bahasa Korea", "  JUru  LAS "])
def test_a_name_has_nothing_beside_it(text: str) -> None:
    found = NORMALIZER.resolve(text)
    assert found.confidence == 1
    assert (found.level, found.months, found.modality) == (None, None, None)
    assert (found.place, found.negated, found.candidates) == (None, (), ())


def test_a_country_within_a_name_is_no_place() -> None:
    assert NORMALIZER.resolve("kemampuan bahasa Korea").place is None


def test_an_abstention_keeps_what_is_near_and_what_is_asked() -> None:
    found = NORMALIZER.resolve("diutamakan menemani lansia menari")
    assert found.abstained
    assert found.modality == "nice"
    assert 0 < len(found.candidates) <= 5
    scores = [hit.score for hit in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({hit.id for hit in found.candidates}) == len(scores)


@given(
    st.lists(st.sampled_from(["las SMWA 3G", "welder", "qqq", "tukang", "min welder"]), max_size=8)
)
def test_a_batch_equals_its_texts_alone(texts: list[str]) -> None:
    assert NORMALIZER.resolve_many(texts) == [NORMALIZER.resolve(text) for text in texts]


def test_a_repeated_text_is_resolved_once() -> None:
    first, second = NORMALIZER.resolve_many(["las SMWA 3G"] * 2)
    assert first is second


def test_an_empty_taxonomy_abstains_on_everything() -> None:
    empty = Normalizer(Taxonomy.from_labels([], []))
    assert empty.resolve_many(["welder", ""]) == [
        Resolution.abstention("welder"),
        Resolution.abstention(""),
    ]


def test_an_id_goes_before_every_name() -> None:
    swapped = Normalizer(Taxonomy.from_labels(["welder", "cook"], ["cook", "welder"]))
    assert [found.id for found in swapped.resolve_many(["welder", "Welder"])] == ["welder", "cook"]


# --- a name in a part, and what the whole means --------------------------------------------

PARTS = Taxonomy.from_labels(["part", "whole"], ["zorp", "quux"])


class Judging(Inference):
    """An inference that takes every text for the second concept, as sure as it is told."""

    sureness = 0.85
    explains_more = False

    def found(self, near: Mapping[str, Near], allowed: Kinds) -> dict[str, Found]:
        del allowed
        whole = self.lookup.names.first("quux", None)
        assert whole is not None
        return {text: Found(whole, "quux", self.sureness) for text in near}

    def outdoes(self, text: str, meant: Found, named: Found) -> bool:
        del text, meant, named
        return self.explains_more


class Outdoing(Judging):
    explains_more = True


class Unsure(Outdoing):
    sureness = 0.79


def judged(judging: type[Judging], text: str) -> Resolution:
    """What a resolver with such an inference answers."""
    lookup = Lookup(PARTS, Names.of(PARTS))
    texts = lookup.names.texts
    resolver = Resolver(
        lookup,
        0.8,
        lambda: Likeness(lookup, LabelIndex.fit(texts), WordWeights.of(texts)),
        lambda: judging(lookup, lambda texts, *_: dict.fromkeys(texts, ()), MarkIndex.of([])),
    )
    return resolver.many([text], None)[text]


@pytest.mark.parametrize(
    ("judging", "text", "concept", "confidence"),
    [
        (Judging, "zorp; mork", "part", 0.9),
        (Outdoing, "zorp; mork", "whole", 0.85),
        (Unsure, "zorp; mork", "part", 0.9),
        # What is a name as a whole, or less qualifiers, is never asked about.
        (Outdoing, "Zorp", "part", 1.0),
        (Outdoing, "min. zorp", "part", 0.95),
        (Judging, "mork", "whole", 0.85),
        (Unsure, "mork", None, 0.0),
        # What is denied is never meant; the name beside it stays.
        (Outdoing, "zorp; bukan quux", "part", 0.9),
        (Judging, "mork, bukan quux", None, 0.0),
    ],
)
def test_a_name_in_a_part_is_given_up_for_what_explains_more(
    judging: type[Judging], text: str, concept: str | None, confidence: float
) -> None:
    found = judged(judging, text)
    assert (found.id, found.confidence) == (concept, confidence)


@pytest.mark.parametrize(
    ("judging", "text", "method"),
    [
        (Judging, "zorp; mork", "exact"),
        (Outdoing, "zorp; mork", "similar"),
        # The name of what is meant does not stand in the text, be it the only one.
        (Judging, "mork", "similar"),
        (Unsure, "mork", "abstained"),
    ],
)
def test_what_is_meant_is_similar_and_what_is_named_is_exact(
    judging: type[Judging], text: str, method: str
) -> None:
    assert judged(judging, text).method == method
