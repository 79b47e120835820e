"""Terms: counted as by hand, the same in a batch and alone."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold
from matcher.normalizing.terms import GRAMS, STEMS, WRITTEN, Terms

KNOWN = ["ward nurse", "juru las 3g", "溶接 welding", "anak"]
TERMS = Terms.of("en", KNOWN)
TEXTS = st.lists(
    st.one_of(st.sampled_from([*KNOWN, "nurses", "anak anak", ""]), st.text(max_size=8)).map(fold),
    max_size=5,
)


def names(text: str) -> list[tuple[int, str]]:
    """The terms of a text, by hand, for words of the alphabet whose stems are known."""
    found = []
    for word in text.split():
        padded = f" {word} "
        found += [(GRAMS, padded[at : at + 3]) for at in range(len(padded) - 2)]
        found += [(STEMS, "=" + {"welding": "weld", "nurse": "nurs"}.get(word, word))]
        found += [(WRITTEN, '"' + word)]
    return found


def test_terms_are_groups_of_three_letters_stems_and_words() -> None:
    terms = Terms.of("en", ["ward nurse"])
    assert {name: int(terms.streams[place]) for name, place in terms.places.items()} == {
        name: stream for stream, name in names("ward nurse")
    }


@given(st.lists(st.sampled_from(["ward", "nurse", "welding", "zzz"]), max_size=4))
def test_counts_are_those_by_hand(words: list[str]) -> None:
    words = [word for place, word in enumerate(words) if word not in words[:place][-1:]]
    counted = TERMS.count([" ".join(words)])
    expected = Counter(name for _, name in names(" ".join(words)) if name in TERMS.places)
    named = {place: name for name, place in TERMS.places.items()}
    found = {named[term]: times for term, times in zip(counted.terms, counted.times, strict=True)}
    assert found == expected
    unknown = Counter(s for s, name in names(" ".join(words)) if name not in TERMS.places)
    assert counted.unknown.tolist() == [[unknown[stream] for stream in (GRAMS, STEMS, WRITTEN)]]


@given(TEXTS)
def test_a_batch_equals_its_texts_alone(texts: list[str]) -> None:
    together = TERMS.count(texts)
    for row, text in enumerate(texts):
        alone = TERMS.count([text])
        part = slice(together.starts[row], together.starts[row + 1])
        assert np.array_equal(together.terms[part], alone.terms)
        assert np.array_equal(together.times[part], alone.times)
        assert np.array_equal(together.unknown[row], alone.unknown[0])
        assert np.all(np.diff(alone.terms) > 0)


def test_a_word_repeated_at_once_counts_once() -> None:
    assert np.array_equal(TERMS.count(["anak anak"]).times, TERMS.count(["anak"]).times)


def test_native_letters_count_alone_and_in_pairs() -> None:
    assert {"溶", "接", "溶接", "=溶接", '"溶接'} <= set(TERMS.places)


def test_words_as_written_are_left_out_where_nothing_is_asked_of_them() -> None:
    terms = Terms.of("en", KNOWN, has_written=False)
    assert WRITTEN not in terms.streams
    assert terms.count(["ward"]).unknown.tolist() == [[0, 0, 0]]


def test_a_long_text_is_counted() -> None:
    counted = TERMS.count(["nurse ward " * 100_000])
    assert counted.times.max() == 100_000
