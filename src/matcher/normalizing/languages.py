"""What a search weighs in each language, and which language labels are in if nobody says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

__all__ = [
    "MEANINGS",
    "OTHER",
    "STOPWORDS",
    "LanguageWeights",
    "detect_language",
    "known_language",
    "weights_in",
]

#: Every language that has no weights of its own.
OTHER = "other"
#: What words mean, whatever their language (`matcher.normalizing.meanings`).
MEANINGS = "meanings"


@dataclass(frozen=True, slots=True)
class LanguageWeights:
    """How much each way of comparing a text with a concept counts, each at least 0.

    `grams`, `stems` and `written` compare it with each form of the concept's name by groups of
    three letters, by stems and by words as they are written, `document` with all forms together,
    `description` with the description, `letters` the best form letter by letter. `relation`
    is the share of concepts that resemble those found first, where there are descriptions.
    """

    grams: float
    stems: float
    written: float
    document: float
    description: float
    letters: float
    relation: float = 0.0


#: Chosen on the even halves of sets of job titles and skills in these languages. Equal stems tell
#: much in English; Spanish and Portuguese names come in two genders and want their letters
#: compared; Portuguese plurals name groups, so that words as written tell a group from a job.
_WEIGHTS = {
    "en": LanguageWeights(0.3, 0.9, 0.0, 0.9, 0.5, 0.05),
    "es": LanguageWeights(0.2, 0.5, 0.0, 0.7, 0.4, 0.15),
    "pt": LanguageWeights(0.1, 0.5, 0.7, 0.8, 0.4, 0.6),
    "id": LanguageWeights(0.2, 0.3, 0.0, 0.5, 1.1, 0.05, 0.6),
    MEANINGS: LanguageWeights(0.0, 0.9, 0.0, 0.7, 0.0, 0.05),
    OTHER: LanguageWeights(0.5, 0.0, 0.5, 0.6, 0.5, 0.1),
}

_SILENT = (
    "of the and & in for to a an or on at with by as from de la el los las en del y e do da dos "
    "das em para por con com o os di yang untuk pada atau ke dari oleh adalah dengan"
)
#: Words that stand in every description and tell nothing.
STOPWORDS = frozenset(_SILENT.split())
#: Words that are common in one language and none in the others.
_MARKS = {
    "en": "of the for with and to by or from in",
    "es": "el los las y del una con por en la",
    "pt": "do da dos das em e com uma ao os",
    "id": "yang untuk dan pada di dengan bidang lainnya juru tenaga ahli pekerja teknik dari",
}
_LANGUAGE_OF = Counter(word for words in _MARKS.values() for word in words.split())
_TELLING = {
    word: language
    for language, words in _MARKS.items()
    for word in words.split()
    if _LANGUAGE_OF[word] == 1
}
#: So many texts tell a language, if one in so many of them has a telling word.
_READ = 5000
_ONE_IN = 50


def known_language(code: str) -> str:
    """The language whose weights serve for a code: Malay is searched as Indonesian is.

    >>> known_language("ms"), known_language("de"), known_language("en-GB")
    ('id', 'other', 'en')
    """
    language = code.casefold().split("-")[0]
    language = "id" if language == "ms" else language
    return language if language in _WEIGHTS else OTHER


def weights_in(language: str) -> LanguageWeights:
    """The weights in a language, given by its code.

    >>> weights_in("pt").written > weights_in("en").written
    True
    """
    return _WEIGHTS.get(language, _WEIGHTS[OTHER])


def detect_language(texts: Iterable[str]) -> str:
    """The language of folded texts: "en", "es", "pt", "id", or `OTHER` where it cannot be told.

    >>> detect_language(["head of the kitchen"]), detect_language(["ajudante de cozinha do hotel"])
    ('en', 'pt')
    >>> detect_language(["溶接工"])
    'other'
    """
    read = list(islice(texts, _READ))
    found = Counter(
        language
        for text in read
        for language in {_TELLING[word] for word in text.split() if word in _TELLING}
    )
    best = max(sorted(found), key=found.__getitem__, default=OTHER)
    return best if found[best] * _ONE_IN >= max(len(read), 1) else OTHER
