"""Respelling: a slip never hides a name, and never makes one of a word that is none."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.normalizing.lookup import Lookup
from matcher.normalizing.names import Names
from matcher.normalizing.respelling import Respelled, certainty
from matcher.normalizing.spelling import Reading, Slip
from matcher.sample.misspelling import misspell
from matcher.taxonomy import default_taxonomy

LOOKUP = Lookup(default_taxonomy(), Names.of(default_taxonomy()))
RESPELLED = Respelled.of(LOOKUP)
LONG = [text for text in LOOKUP.names.texts if len(text) > 12 and text.isascii()]
SEEDS = st.integers(0, 2**32)


@given(st.sampled_from(LONG), SEEDS)
def test_what_is_found_is_less_sure_than_a_name(name: str, seed: int) -> None:
    found = RESPELLED.find(misspell(name, np.random.default_rng(seed)), None)
    assert found is None or 0 < found.confidence < 0.96


def test_nearly_every_slip_in_a_long_name_finds_the_name() -> None:
    drawn = np.random.default_rng(7)
    names = drawn.choice(LONG, 500, replace=False)
    outcomes: Counter[str] = Counter()
    for name in map(str, names):
        text = misspell(name, drawn)
        if LOOKUP.find(text, None) is None:
            found = RESPELLED.find(text, None)
            meant = {one.concept for one in LOOKUP.names.names[name]}
            right = found is not None and found.name.concept in meant
            outcomes["right" if right else "wrong" if found else "none"] += 1
    assert outcomes["right"] > 0.9 * outcomes.total()
    assert outcomes["wrong"] < 0.02 * outcomes.total()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("las SMWA 3G", "skill:smaw-3g"),
        ("teknik pengelsan", "education:teknik-pengelasan"),
        ("teknikpengelasan", "education:teknik-pengelasan"),
        ("minimla welder", "occupation:welder"),
        ("Careggiver (Taiwan)", "occupation:caregiver"),
    ],
)
def test_a_misspelt_name_is_found(text: str, concept: str) -> None:
    found = RESPELLED.find(text, None)
    assert found is not None
    assert found.name.concept == concept
    assert found.confidence > 0.8


@pytest.mark.parametrize("text", ["las SMAW 9G", "JLPT N9", "welder", "printer", "xwelder", ""])
def test_a_code_and_a_known_word_are_not_respelled(text: str) -> None:
    assert RESPELLED.find(text, None) is None


@pytest.mark.parametrize(
    "text", ["las XMAW 3G", "XMAW", "career", "welded", "cares", "cafe assistant"]
)
def test_a_doubtful_word_is_no_answer(text: str) -> None:
    found = RESPELLED.find(text, None)
    assert found is None or found.confidence < 0.8


def test_a_misspelt_negation_still_negates() -> None:
    found = RESPELLED.find("tidka bertato", None)
    assert found is not None
    assert found.name.concept == "condition:no-tattoo"


def test_what_may_mean_two_concepts_means_none() -> None:
    both = ["las gmaw 3g", "las gtaw 3g"]
    assert len({LOOKUP.names.first(text) for text in both}) == 2
    assert RESPELLED.find("las GAAW 3G", None) is None


def test_a_word_taken_for_a_short_one_beside_a_name_makes_doubtful() -> None:
    slips = [Reading("", (Slip(f"{meant}w", meant, 1.5),)) for meant in ("to", "urgent")]
    short, long = (certainty(one, "truck driver") for one in slips)
    assert short < 0.8 < long


@given(st.integers(5, 20), st.sampled_from([0.75, 1.0, 1.5, 2.0]))
def test_a_longer_name_is_surer_and_so_is_one_with_other_words(length: int, cost: float) -> None:
    word = "x" * length
    assume(cost < length)
    slip = Reading(word, (Slip("y", word, cost),))
    longer = Reading(f"{word}x", (Slip("y", f"{word}x", cost),))
    assert certainty(slip, word) < certainty(longer, f"{word}x")
    assert certainty(slip, word) < certainty(slip, f"{word} juru")
