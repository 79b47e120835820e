"""The forms of concepts' names by language, and their descriptions: what a search compares with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from matcher.normalizing.folding import fold
from matcher.normalizing.languages import MEANINGS, OTHER, detect_language, known_language
from matcher.normalizing.wording import meant
from matcher.taxonomy import Taxonomy

__all__ = ["Forms", "forms_by_language", "meant_forms"]

#: Labels that serve in any language.
_ANY = "mul"
_SIDES = 2


@dataclass(frozen=True, repr=False, eq=False)
class Forms:
    """The folded forms of concepts in one language, those of one concept beside each other.

    `owners` are rows among `concepts`, which are ids in order; `descriptions` are folded, one per
    concept, empty where there is none.
    """

    language: str
    concepts: Sequence[str]
    owners: Sequence[int]
    texts: Sequence[str]
    descriptions: Sequence[str]

    def __repr__(self) -> str:
        return f"<Forms: {len(self.texts)} of {len(self.concepts)} concepts, {self.language}>"


def forms_by_language(taxonomy: Taxonomy) -> list[Forms]:
    """The forms in each language; labels that serve in any language stand in every one.

    Where no label has a language it is detected. Descriptions belong to the language that they are
    in, if labels are; else to that of most labels.

    >>> taxonomy = Taxonomy.from_labels(["a"], ["soldador/soldadora"], language="es")
    >>> forms_by_language(taxonomy)[0].texts
    ['soldador', 'soldadora']
    """
    named: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    language_of, folded = cache(known_language), taxonomy.folded(fold)
    for label in taxonomy.labels:
        language = _ANY if label.language == _ANY else language_of(label.language)
        texts = named[language][label.concept]
        texts.update(_sides(label.text) if "/" in label.text else (folded[label.text],))
        texts.discard("")
    shared = named.pop(_ANY, {})
    if not named:
        every = [text for texts in shared.values() for text in sorted(texts)]
        named[detect_language(every)] = shared
    else:
        for forms in named.values():
            for concept, texts in shared.items():
                forms[concept] = forms[concept] | texts
    descriptions = {one.id: fold(one.description or "") for one in taxonomy}
    described = _language_of_descriptions(named, [text for text in descriptions.values() if text])
    return [
        _laid_out(language, named[language], descriptions if language == described else {})
        for language in sorted(named)
    ]


def meant_forms(languages: Iterable[Forms]) -> Forms:
    """What the forms in all languages mean: one for all that mean the same.

    >>> taxonomy = Taxonomy.from_labels(["a", "a"], ["las", "溶接"], language=["id", "ja"])
    >>> meant_forms(forms_by_language(taxonomy)).texts
    ['weld']
    """
    named: defaultdict[str, set[str]] = defaultdict(set)
    for forms in languages:
        for owner, text in zip(forms.owners, forms.texts, strict=True):
            named[forms.concepts[owner]].add(meant(text))
    return _laid_out(MEANINGS, named, {})


def _laid_out(language: str, named: dict[str, set[str]], descriptions: dict[str, str]) -> Forms:
    formed = {concept for concept, texts in named.items() if texts}
    concepts = sorted(formed | {concept for concept, text in descriptions.items() if text})
    owners, texts = [], []
    for row, concept in enumerate(concepts):
        for text in sorted(named.get(concept, ())):
            owners.append(row)
            texts.append(text)
    return Forms(language, concepts, owners, texts, [descriptions.get(one, "") for one in concepts])


def _language_of_descriptions(named: dict[str, dict[str, set[str]]], texts: Sequence[str]) -> str:
    found = detect_language(texts)
    if found in named and found != OTHER:
        return found
    sizes = Counter({language: len(forms) for language, forms in named.items()})
    return max(sorted(sizes), key=sizes.__getitem__)


def _sides(label: str) -> Iterator[str]:
    """The label folded; both sides of a slash between as many words are two forms of one name."""
    sides = [side.strip() for side in label.split("/")]
    counts = {len(side.split()) for side in sides}
    is_pair = len(sides) == _SIDES and len(counts) == 1 and 0 not in counts
    return map(fold, sides if is_pair else (label,))
