"""Shelves: the score of a text and a concept is what dictionaries and loops give."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.forms import Forms
from matcher.normalizing.languages import STOPWORDS, weights_in
from matcher.normalizing.shelves import LanguageShelf
from matcher.normalizing.stemming import stem_in

NAMED = {0: ["nurse", "ward nurse"], 1: ["head of the kitchen", "chef chef"], 2: ["welder"]}
TOLD = ["cares for the sick", "", "the welder joins metal and metal"]
WORDS = ["nurses", "ward", "welding", "kitchen", "metal", "head", "of", "sick", "zzz", "chef"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
Term = tuple[str, str]
Counts = Mapping[Term, float]


def shelf_of(language: str, told: Sequence[str]) -> LanguageShelf:
    owners = [row for row, texts in NAMED.items() for _ in texts]
    texts = [text for several in NAMED.values() for text in several]
    return LanguageShelf.of(Forms(language, ["a", "b", "c"], owners, texts, told))


def words(text: str) -> list[str]:
    several = text.split()
    return [word for at, word in enumerate(several) if not at or word != several[at - 1]]


def grams(text: str) -> list[str]:
    padded = [f" {word} " for word in words(text)]
    return [word[at : at + 3] for word in padded for at in range(len(word) - 2)]


def rarity(documents: Sequence[Counts]) -> Callable[[Term], float]:
    return lambda term: (
        math.log((1 + len(documents)) / (1 + sum(term in one for one in documents))) + 1
    )


def length(weighed: Counts) -> float:
    return math.sqrt(sum(value**2 for value in weighed.values())) or 1.0


def dot(one: Counts, other: Counts) -> float:
    return sum(value * other.get(term, 0.0) for term, value in one.items())


class ByHand:
    """The score of a text and a concept, term by term; terms are (stream, text) pairs."""

    def __init__(self, language: str, told: Sequence[str]) -> None:
        self.told, self.weights = told, weights_in(language)
        self.language = language
        self.streams: dict[str, Callable[[str], list[Term]]] = {
            "grams": lambda text: [("grams", gram) for gram in grams(text)],
            "stems": self.stems,
            "written": lambda text: [("written", word) for word in words(text)],
        }
        self.forms = [(row, text) for row, texts in NAMED.items() for text in texts]
        named = [
            term
            for split in self.streams.values()
            for _, form in self.forms
            for term in split(form)
        ]
        self.known = {*named, *(term for text in told for term in self.stems(text))}

    def stems(self, text: str) -> list[Term]:
        return [("stems", stem_in(self.language, word)) for word in words(text)]

    def asked(self, terms: Sequence[Term], weight: Callable[[Term], float]) -> Counts:
        """The terms of a text at length one; each that is not known is another one every time."""
        counts = Counter(terms)
        weighed = {term: times * weight(term) for term, times in counts.items()}
        new = {term: times for term, times in counts.items() if term not in self.known}
        squares = sum(value**2 for term, value in weighed.items() if term not in new)
        size = math.sqrt(squares + sum(n * weight(term) ** 2 for term, n in new.items())) or 1.0
        return {term: value / size for term, value in weighed.items()}

    def form(self, text: str, other: str) -> float:
        total = 0.0
        for name, split in self.streams.items():
            rare = rarity([Counter(split(form)) for _, form in self.forms])
            has = {term: times * rare(term) for term, times in Counter(split(other)).items()}
            cosine = dot(self.asked(split(text), rare), has) / length(has)
            total += getattr(self.weights, name) * cosine
        return total

    def document(self, text: str, concept: int) -> float:
        scales = {}
        for name, part in (("grams", 1.0), ("stems", 0.4)):
            counted = [Counter(self.streams[name](form)) for _, form in self.forms]
            rare = rarity(counted)
            squares = [sum((n * rare(t)) ** 2 for t, n in one.items()) for one in counted]
            scales[name] = part / math.sqrt(sum(squares) / len(squares))

        def of_all(one: str) -> list[Term]:
            return [term for name in scales for term in self.streams[name](one)]

        documents = [Counter(t for form in forms for t in of_all(form)) for forms in NAMED.values()]
        rare = rarity(documents)
        weighed = [
            {t: (1 + math.log(n)) * rare(t) * scales[t[0]] for t, n in one.items()}
            for one in documents
        ]
        mean = sum(map(length, weighed)) / len(weighed)
        asked = self.asked(of_all(text), lambda term: rare(term) * scales[term[0]])
        return dot(asked, weighed[concept]) / (0.4 * mean + 0.6 * length(weighed[concept]))

    def description(self, text: str, concept: int) -> float:
        silent = {term for word in STOPWORDS for term in self.stems(word)} & self.known
        every = [Counter(self.stems(told)) for told in self.told]
        rare = rarity(every)

        def telling(term: Term) -> float:
            return 0.0 if term in silent else rare(term)

        sizes = [sum(n for t, n in one.items() if t not in silent) for one in every]
        mean = sum(sizes) / len(sizes)
        own = {
            t: n / (n + 1.2 * (0.5 + 0.5 * sizes[concept] / mean)) * telling(t)
            for t, n in every[concept].items()
        }
        return dot(self.asked(self.stems(text), telling), own) / length(own)

    def score(self, text: str, concept: int) -> float:
        weights = self.weights
        total = weights.grams + weights.stems + weights.written + weights.document
        score = max(self.form(text, form) for row, form in self.forms if row == concept)
        score += weights.document * self.document(text, concept)
        if any(self.told):
            total += weights.description
            score += weights.description * self.description(text, concept)
        return score / total


@pytest.mark.parametrize("language", ["en", "pt", "other"])
@pytest.mark.parametrize("told", [TOLD, ["", "", ""]], ids=["described", "bare"])
@given(TEXTS)
def test_scores_are_those_by_hand(language: str, told: list[str], text: str) -> None:
    shelf, by_hand = shelf_of(language, told), ByHand(language, told)
    allowed, nothing = np.ones(3, dtype=bool), np.zeros((0, 3), dtype=np.float32)
    best = shelf.finder.best(*shelf.weighed([text]), nothing, allowed, 3)
    found = dict(zip(best.concepts[0].tolist(), best.scores[0].tolist(), strict=True))
    for concept in range(3):
        assert found.get(concept, 0.0) == pytest.approx(by_hand.score(text, concept), abs=1e-5)


@given(st.lists(st.one_of(TEXTS, st.just("")), max_size=4))
def test_a_batch_is_weighed_as_its_texts_alone(texts: list[str]) -> None:
    shelf = shelf_of("en", TOLD)
    together = shelf.weighed(texts)
    for row, text in enumerate(texts):
        for whole, alone in zip(together, shelf.weighed([text]), strict=True):
            part = slice(whole.starts[row], whole.starts[row + 1])
            assert np.array_equal(whole.values[part], alone.values)
            assert np.array_equal(whole.features[part], alone.features)
