"""Resolves texts to concepts of the taxonomy, or abstains: exact names first, then similar ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice

from matcher.errors import InputError, UnknownName
from matcher.normalizing.folding import fold
from matcher.normalizing.index import LabelIndex, Rows, best_rows
from matcher.normalizing.levels import split_level
from matcher.normalizing.names import Name, Names
from matcher.normalizing.readings import Phrase, pieces, strip_edges
from matcher.normalizing.resolution import Method, Resolution
from matcher.normalizing.searching import ConceptSearch, Hit
from matcher.normalizing.similarity import WordWeights, agreement, calibrated
from matcher.normalizing.words import KIND_ORDER
from matcher.taxonomy import Taxonomy, default_taxonomy

__all__ = ["Hit", "Method", "Normalizer", "Resolution", "default_normalizer"]

Kinds = frozenset[str] | None

#: A longer text is no name of anything.
_LONGEST_TEXT = 1000
#: So many of a text's phrases are compared with the labels, and each with so many labels.
_MOST_PHRASES = 6
_MOST_LABELS = 10
#: The confidence of a name found after qualifiers or a level were taken off, and in a part.
_STRIPPED = 0.95
_PART = 0.9


class Normalizer:
    """Resolves texts to the concepts of a taxonomy; a value that threads may share.

    A text is read in this order: a concept id; a label; an alias; the same after qualifiers
    ("min.", "memiliki", "pengalaman di bidang") or a level ("N4") are taken off; its parts
    (brackets, alternatives); at last the most similar label. A negated text is never taken for
    what it negates. Where a name belongs to several concepts a label goes before an alias, then
    the kinds in the order certificate, language, skill, occupation, education, document,
    condition, then the one preferred for that alias, then the smaller id. `kinds` restricts the
    answer.

    A name found as it stands has the confidence 1, after something was taken off .95, in a part
    of the text .9. A similar label has the confidence that `calibrated` gives to their
    `agreement`, in a part of the text .9 times that; below `threshold` it is no answer.
    `background` is a larger taxonomy in which other words for the same thing meet.

    >>> normalizer = Normalizer()
    >>> normalizer.resolve("Memiliki sertifikat las SMAW 3G").id
    'skill:smaw-3g'
    >>> normalizer.resolve("notaris").abstained
    True
    """

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        *,
        threshold: float = 0.8,
        background: Taxonomy | None = None,
    ) -> None:
        if not 0 <= threshold <= 1:
            raise InputError(f"The threshold is {threshold}.", repair="Give one within [0, 1].")
        self._taxonomy = default_taxonomy() if taxonomy is None else taxonomy
        self._threshold = threshold
        self._background = background
        self._names = Names.of(self._taxonomy)
        self._countries = frozenset(map(fold, self._taxonomy.country_names))

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts texts are resolved to."""
        return self._taxonomy

    @property
    def threshold(self) -> float:
        """The confidence below which a similar label is not an answer."""
        return self._threshold

    def __repr__(self) -> str:
        return f"<Normalizer: {self._taxonomy!r}, threshold {self._threshold}>"

    def resolve(self, text: str, *, kinds: Iterable[str] | None = None) -> Resolution:
        """The concept that a text names, or an abstention.

        >>> Normalizer().resolve("JLPT N4", kinds=["language"]).id
        'language:jlpt'
        """
        return self.resolve_many((text,), kinds=kinds)[0]

    def resolve_many(
        self, texts: Iterable[str], *, kinds: Iterable[str] | None = None
    ) -> list[Resolution]:
        """The concept of each text, as `resolve` gives it; repeated texts are read once.

        >>> [found.id for found in Normalizer().resolve_many(["welder", "caregiver"])]
        ['occupation:welder', 'occupation:caregiver']
        """
        allowed, texts = self._allowed(kinds), _checked(texts)
        answers: dict[str, Resolution] = {}
        unnamed: list[str] = []
        for text in texts:
            if text not in answers:
                found = self._by_name(text, allowed)
                answers[text] = found or Resolution.abstention(text)
                if found is None and text.strip() and len(text) <= _LONGEST_TEXT:
                    unnamed.append(text)
        if unnamed and self._names.texts:
            answers.update(self._by_likeness(unnamed, allowed))
        return [answers[text] for text in texts]

    def search(
        self, texts: Iterable[str], k: int = 10, *, kinds: Iterable[str] | None = None
    ) -> list[list[Hit]]:
        """For each text the k most similar concepts, best first, ties by id.

        Every concept that shares a word or three letters with the text has a score in (0, 1];
        `ConceptSearch` says which. Unlike `resolve` this never abstains.

        >>> [hit.id for hit in Normalizer().search(["elderly care giver"], k=1)[0]]
        ['occupation:caregiver']
        """
        if k < 1:
            raise InputError(f"k is {k}.", repair="Ask for one hit or more.")
        allowed, texts = self._allowed(kinds), _checked(texts)
        folded = [fold(text[:_LONGEST_TEXT]) for text in texts]
        if not self._names.texts:
            return [[] for _ in folded]
        hits = self._search.hits(folded, k, allowed)
        return [list(hits.get(text, ())) for text in folded]

    # --- names ---------------------------------------------------------------------------

    def _by_name(self, text: str, allowed: Kinds) -> Resolution | None:
        """The resolution of a text that is an id or, whole or in part, a name of a concept."""
        if len(text) > _LONGEST_TEXT:
            return None
        concept = self._taxonomy.concepts.get(text.strip())
        if concept is not None and (allowed is None or concept.kind in allowed):
            return Resolution(concept.id, concept.label_en, concept.kind, 1.0, "id", text)
        if name := self._names.first(fold(text), allowed):
            return self._resolution(text, name, 1.0, _method(name))
        for place, piece in enumerate(pieces(text)):
            if name := self._named(piece, allowed):
                return self._resolution(text, name, _PART if place else _STRIPPED, _method(name))
        return None

    def _named(self, piece: str, allowed: Kinds) -> Name | None:
        """The concept that a piece names: as it is, without qualifiers, or without a level."""
        readings: list[tuple[str, str | None]] = [(piece, None)]
        on = self._names.scales(allowed)
        for name, scale in self._taxonomy.scales.items():
            # A level counts only beside a name that has levels on its scale.
            rest, rank = split_level(piece, scale) if name in on else (piece, None)
            if rank is not None:
                readings += [(named, name) for named in ([rest] if rest else _heads(piece))]
        for reading, scale_name in readings:
            folded = fold(reading)
            for phrase in (Phrase(folded, None), strip_edges(folded, self._countries)):
                kinds = self._open_kinds(allowed, phrase)
                if found := self._names.first(phrase.text, kinds, scale=scale_name):
                    return found
        return None

    # --- similar labels ------------------------------------------------------------------

    @cached_property
    def _background_names(self) -> Names | None:
        return None if self._background is None else Names.of(self._background)

    @cached_property
    def _index(self) -> LabelIndex:
        return LabelIndex.fit(self._names.texts, self._background_names)

    @cached_property
    def _weights(self) -> WordWeights:
        known = self._background_names
        return WordWeights.of([*self._names.texts, *(known.texts if known else ())])

    @cached_property
    def _search(self) -> ConceptSearch:
        return ConceptSearch(self._taxonomy, self._names, self._index)

    def _by_likeness(self, texts: Sequence[str], allowed: Kinds) -> dict[str, Resolution]:
        """The resolutions of the texts that agree enough with a name."""
        phrases = {text: self._comparable(text) for text in texts}
        every = dict.fromkeys(phrase for several in phrases.values() for phrase in several)
        distinct = list(dict.fromkeys(phrase.text for phrase in every))
        mask = None if allowed is None else self._names.of_kinds(allowed)
        near = {
            text: best_rows(cosines if mask is None else cosines * mask, _MOST_LABELS)
            for text, cosines in zip(distinct, self._index.similarities(distinct), strict=True)
        }
        agreeing = {
            phrase: list(self._agreeing(phrase, near[phrase.text], allowed)) for phrase in every
        }
        found: dict[str, Resolution] = {}
        for text, several in phrases.items():
            answers = (
                (confidence * (_PART if place else 1.0), name)
                for place, phrase in enumerate(several)
                for confidence, name in agreeing[phrase]
            )
            best = min(((-confidence, name) for confidence, name in answers), default=None)
            if best is not None and -best[0] >= self._threshold:
                found[text] = self._resolution(text, best[1], -best[0], "similar")
        return found

    def _comparable(self, text: str) -> list[Phrase]:
        """The phrases of a text to compare with names: the first few pieces, without qualifiers."""
        stripped = (strip_edges(fold(piece), self._countries) for piece in pieces(text))
        distinct = dict.fromkeys(phrase for phrase in stripped if phrase.text)
        return list(islice(distinct, _MOST_PHRASES))

    def _agreeing(self, phrase: Phrase, rows: Rows, allowed: Kinds) -> Iterator[tuple[float, Name]]:
        """The concepts named in these rows, each with the confidence that the phrase means it."""
        kinds = self._open_kinds(allowed, phrase)
        for row in rows:
            label = self._names.texts[row]
            if name := self._names.first(label, kinds):
                yield calibrated(agreement(phrase.text, label, self._weights)), name

    # --- answers -------------------------------------------------------------------------

    def _resolution(self, text: str, name: Name, confidence: float, method: Method) -> Resolution:
        label = self._taxonomy[name.concept].label_en
        return Resolution(name.concept, label, name.kind, confidence, method, text)

    @cached_property
    def _known_kinds(self) -> frozenset[str]:
        return frozenset(concept.kind for concept in self._taxonomy)

    def _allowed(self, kinds: Iterable[str] | None) -> Kinds:
        """The kinds asked for, checked."""
        if kinds is None:
            return None
        allowed = frozenset((kinds,) if isinstance(kinds, str) else kinds)
        known = self._known_kinds.union(KIND_ORDER)
        for kind in sorted(allowed - known):
            raise UnknownName("kind", kind, known=known)
        return allowed

    def _open_kinds(self, allowed: Kinds, phrase: Phrase) -> Kinds:
        """The kinds that both the caller and the words around the phrase allow.

        The words know the kinds of the package; a taxonomy with kinds of its own is not narrowed.
        """
        if phrase.kinds is None:
            return allowed
        hinted = phrase.kinds | self._known_kinds.difference(KIND_ORDER)
        return hinted if allowed is None else hinted & allowed


@cache
def default_normalizer() -> Normalizer:
    """The normalizer of the package's own taxonomy, built once per process.

    >>> default_normalizer() is default_normalizer()
    True
    """
    return Normalizer()


def _heads(piece: str) -> list[str]:
    """The beginnings of a text that is a level as a whole, but may name its test (TOPIK 2)."""
    words = fold(piece).split()
    return [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]


def _method(name: Name) -> Method:
    return "alias" if name.is_alias else "exact"


def _checked(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise InputError("One text was given instead of a list.", repair="Give [text].")
    listed = list(texts)
    for position, text in enumerate(listed):
        if not isinstance(text, str):
            found = f"The text at position {position} is {type(text).__name__}, not str."
            raise InputError(found, repair="Leave empty cells out, or give '' for them.")
    return listed
