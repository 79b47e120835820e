"""Texts as words: nothing is lost but words repeated at once."""

from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.worded import Remembered, Worded, word_rows

TEXTS = st.lists(st.text(max_size=12).map(fold), max_size=5)


@given(TEXTS)
def test_letters_and_words_are_those_of_the_texts(texts: list[str]) -> None:
    worded = Worded.of(texts)
    letters, starts, native, words = worded.words
    assert len(letters) == starts[-1] + 1
    for row, text in enumerate(texts):
        own = worded.flat[words[row] : words[row + 1]]
        spelt = "".join(map(chr, letters[starts[row] : starts[row + 1] + 1].tolist()))
        assert spelt == f" {' '.join(own)} "
        assert own == [word for word, _ in groupby(text.split())]
    assert native.tolist() == [is_native(word) for word in worded.flat]


def test_a_word_repeated_at_once_stands_once() -> None:
    assert Worded.of(["anak anak las anak", "", "las"]).flat == ["anak", "las", "anak", "las"]


def test_words_are_found_once_and_kept() -> None:
    asked: list[str] = []

    def find(word: str) -> int:
        asked.append(word)
        return len(word)

    remembered = Remembered(find)
    assert [remembered["nurse"], remembered["ward"], remembered["nurse"]] == [5, 4, 5]
    assert asked == ["nurse", "ward"]


def test_a_long_word_is_found_anew_each_time() -> None:
    remembered = Remembered(len)
    assert [remembered["a" * 1000], remembered["a" * 1000]] == [1000, 1000]
    assert not remembered


@given(st.lists(st.text(max_size=5), max_size=5))
def test_rows_have_the_letters_of_their_words(words: list[str]) -> None:
    rows = word_rows(words, list(range(len(words))), Worded.of([]).words.word_starts)
    letters = list(map(chr, rows.letters.tolist()))
    ends = rows.letter_starts.tolist()
    assert ["".join(letters[a:b]) for a, b in pairwise(ends)] == words
