"""Resolves texts to concepts of the taxonomy, or abstains: exact names first, then similar ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from matcher.errors import InputError, UnknownName
from matcher.normalizing.blending import BlendedSearch
from matcher.normalizing.encoders import EncodedNames, Encoder
from matcher.normalizing.extracting import Extraction, Marks, extract
from matcher.normalizing.folding import fold
from matcher.normalizing.index import LabelIndex
from matcher.normalizing.inference import Inference
from matcher.normalizing.labelled import LabelledTexts, Pairs
from matcher.normalizing.learning import Learned
from matcher.normalizing.likeness import Likeness
from matcher.normalizing.lookup import Kinds, Lookup
from matcher.normalizing.names import Names
from matcher.normalizing.resolution import Method, Resolution
from matcher.normalizing.resolver import LONGEST_TEXT, Resolver
from matcher.normalizing.searching import ConceptSearch, Hit
from matcher.normalizing.similarity import WordWeights
from matcher.normalizing.words import KIND_ORDER
from matcher.taxonomy import Taxonomy, default_taxonomy

__all__ = ["Hit", "Method", "Normalizer", "Resolution", "default_normalizer"]


class Normalizer:
    """Resolves texts to the concepts of a taxonomy; a value that threads may share.

    A text is read in this order: a concept id; a label; an alias; the same after qualifiers
    ("min.", "memiliki", "pengalaman di bidang") or a level ("N4") are taken off; its parts
    (brackets, alternatives); the same where words that are not known are one slip away from words
    that are; at last the most similar label, or the concept for which most signs speak
    (`Inference`). A negated text is never taken for what it negates.
    Where a name belongs to several concepts a label goes before an alias, then the kinds in the
    order certificate, language, skill, occupation, education, document, condition, then the one
    preferred for that alias, then the smaller id. `kinds` restricts the answer.

    A name found as it stands has the confidence 1, after something was taken off .95, in a part of
    the text .9, each times the `certainty` of the words that were read as misspelt. A similar label
    has the confidence that `calibrated` gives it, in a part of the text .9 times that; what is
    inferred has that of `matcher.normalizing.sureness.confidence`. In a taxonomy whose names are
    shared freely (`Names.is_loose`) none is sure, nothing is inferred, and every confidence is that
    of `loosely_calibrated`. Below `threshold` there is no answer. `background` is a larger
    taxonomy in which other words for the same thing meet. `encoder` is any sentence encoder
    (`Encoder`): with it half the score of a search is its cosine.

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
        encoder: Encoder | None = None,
    ) -> None:
        if not 0 <= threshold <= 1:
            raise InputError(f"The threshold is {threshold}.", repair="Give one within [0, 1].")
        self._taxonomy = default_taxonomy() if taxonomy is None else taxonomy
        self._threshold = threshold
        self._background = background
        self._encoded = None if encoder is None else EncodedNames(encoder, self._taxonomy)
        self._learned: Learned | None = None
        self._names = Names.of(self._taxonomy)
        self._lookup = Lookup(self._taxonomy, self._names)
        self._resolver = Resolver(self._lookup, threshold, self._likeness, self._inference)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts texts are resolved to."""
        return self._taxonomy

    @property
    def threshold(self) -> float:
        """The confidence below which a similar label is not an answer."""
        return self._threshold

    @property
    def labelled(self) -> LabelledTexts:
        """The texts that this normalizer has learned from."""
        return LabelledTexts() if self._learned is None else self._learned.labelled

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
        known = self._learned.resolution if self._learned else None
        answers = self._resolver.many(texts, allowed, known)
        return [answers[text] for text in texts]

    def search(
        self, texts: Iterable[str], k: int = 10, *, kinds: Iterable[str] | None = None
    ) -> list[list[Hit]]:
        """For each text the k most similar concepts, best first, ties by id.

        Every concept that shares a word or three letters with the text has a score in (0, 1];
        `ConceptSearch` says which. Unlike `resolve` this never abstains.

        >>> [hit.id for hit in Normalizer().search(["welder of pipes"], k=1)[0]]
        ['occupation:pipe-welder']
        """
        if k < 1:
            raise InputError(f"k is {k}.", repair="Ask for one hit or more.")
        allowed, texts = self._allowed(kinds), _checked(texts)
        if (self._learned or self._encoded) and self._names.texts:
            blended = self._blended.hits([text[:LONGEST_TEXT] for text in texts], k, allowed)
            return [list(blended.get(text[:LONGEST_TEXT], ())) for text in texts]
        folded = [fold(text[:LONGEST_TEXT]) for text in texts]
        if not self._names.texts:
            return [[] for _ in folded]
        hits = self._search.hits(folded, k, allowed)
        return [list(hits.get(text, ())) for text in folded]

    def extract(self, text: str, *, country: str | None = None) -> Extraction:
        """What an advert says: its clauses by bucket, what they ask, and its figures.

        `country` is where the work is; it tells the currency of a bare amount.

        >>> found = Normalizer().extract("Syarat: bisa las SMAW, usia 20-35. Gaji NT$ 28.590")
        >>> [(clause.bucket, clause.text) for clause in found.clauses][1:]
        [('requirement', 'bisa las SMAW,'), ('bound', 'usia 20-35.'), ('offer', 'Gaji NT$ 28.590')]
        >>> found.spans[0].concept, found.figures.ages.ages.both
        ('skill:smaw', Range(low=20, high=35))
        """
        return extract(text, self, self._marks, country)

    @cached_property
    def _marks(self) -> Marks:
        return Marks.of(self._taxonomy)

    # --- labelled texts ------------------------------------------------------------------

    def learn(self, pairs: Pairs | LabelledTexts, *, source: str = "") -> Normalizer:
        """A normalizer that also knows what these texts mean; this one stays as it is.

        `pairs` are (text, concept id) or (text, concept id, count); labels that contradict each
        other are all kept. A text that was labelled with one concept alone names it (the method is
        "alias"); where labels differ, see `Learned`. A search adds the `Evidence` of the labelled
        texts. `normalizer.labelled.write(path)` keeps them with their source, and
        `learn(LabelledTexts.read(path))` has them back. UnknownName for a concept that is not in
        the taxonomy.

        >>> taught = Normalizer().learn([("tukang ngelas kapal", "occupation:welder")])
        >>> taught.resolve("Tukang Ngelas Kapal").method
        'alias'
        """
        untaught = Learned(LabelledTexts(), self._search, self._names, self._threshold)
        learned = (self._learned or untaught).adding(LabelledTexts.of(pairs, source=source))
        if not learned.labelled:
            return self
        named = learned.named()
        taught = Normalizer(named, threshold=self._threshold, background=self._background)
        taught._learned, taught._encoded = learned, self._encoded
        return taught

    @cached_property
    def _blended(self) -> BlendedSearch:
        if self._learned is None:
            return BlendedSearch(self._search, None, self._encoded)
        return BlendedSearch(self._learned.search, self._learned.evidence, self._encoded)

    # --- names and similar labels --------------------------------------------------------

    @cached_property
    def _background_names(self) -> Names | None:
        return None if self._background is None else Names.of(self._background)

    @cached_property
    def _index(self) -> LabelIndex:
        return LabelIndex.fit(self._names.texts, self._background_names)

    def _likeness(self) -> Likeness:
        known = self._background_names
        weights = WordWeights.of([*self._names.texts, *(known.texts if known else ())])
        return Likeness(self._lookup, self._index, weights)

    def _inference(self) -> Inference:
        return Inference(self._lookup, self._search.hits, self._marks.sayings)

    @cached_property
    def _search(self) -> ConceptSearch:
        # Where names are shared freely each language has so many that no other is needed.
        crosses = not self._names.is_loose
        return ConceptSearch.of(self._taxonomy, self._background, crosses=crosses)

    def _allowed(self, kinds: Iterable[str] | None) -> Kinds:
        """The kinds asked for, checked."""
        if kinds is None:
            return None
        allowed = frozenset((kinds,) if isinstance(kinds, str) else kinds)
        known = self._lookup.kinds.union(KIND_ORDER)
        for kind in sorted(allowed - known):
            raise UnknownName("kind", kind, known=known)
        return allowed


@cache
def default_normalizer() -> Normalizer:
    """The normalizer of the package's own taxonomy, built once per process.

    >>> default_normalizer() is default_normalizer()
    True
    """
    return Normalizer()


def _checked(texts: Iterable[str]) -> list[str]:
    if isinstance(texts, str):
        raise InputError("One text was given instead of a list.", repair="Give [text].")
    listed = list(texts)
    for position, text in enumerate(listed):
        if not isinstance(text, str):
            found = f"The text at position {position} is {type(text).__name__}, not str."
            raise InputError(found, repair="Leave empty cells out, or give '' for them.")
    return listed
