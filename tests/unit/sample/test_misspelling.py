"""A slip of the fingers: laws that hold for any text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.sample.misspelling import misspell

seeds = st.integers(0, 2**32)
words = st.text(alphabet="abcdeäéいABCDE3", min_size=1, max_size=9)
texts = st.one_of(st.lists(words, min_size=1, max_size=4).map(" ".join), st.text(max_size=30))


def misspelt(text: str, seed: int) -> str:
    return misspell(text, np.random.default_rng(seed))


def letters_in(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def distance(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two texts."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, start=1):
        row = [i]
        for j, right in enumerate(other, start=1):
            best = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and right == one[i - 2]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@given(texts, seeds)
def test_the_same_numbers_make_the_same_slip(text: str, seed: int) -> None:
    assert misspelt(text, seed) == misspelt(text, seed)


@given(texts.filter(lambda text: letters_in(text) < 5), seeds)
def test_a_text_of_fewer_than_five_letters_stays(text: str, seed: int) -> None:
    assert misspelt(text, seed) == text


@given(texts, seeds)
def test_there_is_never_more_than_one_slip(text: str, seed: int) -> None:
    assert distance(text, misspelt(text, seed)) <= 1


@given(texts, st.text(alphabet="abcdeABCDE", min_size=5, max_size=9), seeds)
def test_a_text_with_a_word_of_five_letters_changes(text: str, word: str, seed: int) -> None:
    assert misspelt(f"{text} {word}", seed) != f"{text} {word}"


@given(texts.filter(bool), seeds)
def test_the_first_letter_stays(text: str, seed: int) -> None:
    assert misspelt(text, seed)[0] == text[0]


@given(st.lists(st.text(alphabet="xyz", min_size=2, max_size=6), min_size=1), seeds)
def test_the_first_letter_of_every_word_stays(parts: list[str], seed: int) -> None:
    text = " ".join("A" + part for part in parts)
    assert misspelt(text, seed).count("A") == len(parts)


@given(texts, seeds)
def test_figures_and_signs_stay(text: str, seed: int) -> None:
    def others(one: str) -> list[str]:
        return [letter for letter in one if not letter.isalpha() and letter != " "]

    assert others(misspelt(text, seed)) == others(text)


@given(texts, seeds)
def test_letters_change_places_only_with_letters(text: str, seed: int) -> None:
    for typed in {misspelt(text, seed + more) for more in range(30)}:
        if len(typed) == len(text):
            changed = [(old, new) for old, new in zip(text, typed, strict=True) if old != new]
            assert all(old.isalpha() and new.isalpha() for old, new in changed)


def test_every_kind_of_slip_occurs() -> None:
    made = {misspelt("las listrik", seed) for seed in range(400)}
    assert {"las lsitrik", "las lstrik", "las lisstrik", "las liatrik", "laslistrik"} <= made


def test_a_capital_is_replaced_by_a_capital() -> None:
    made = {misspelt("WELDER", seed) for seed in range(200)}
    assert "WRLDER" in made
    assert all(text.isupper() for text in made)


def test_text_without_a_place_for_a_slip_stays() -> None:
    assert misspelt("3G-4G-5G-6G-A-B", 0) == "3G-4G-5G-6G-A-B"
