"""Stems of words by language: what stays when endings that seldom tell concepts apart are gone.

A stem is only compared with stems; it need not be a word. English welder, welding and welders meet
in "weld", Spanish and Portuguese forms of both genders in one, Indonesian pengelasan in "las",
German Reinigung and reinigen in "reinig"; Arabic words meet without article and ending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

__all__ = ["arabic_cores", "stem_in"]

#: A stem keeps so many letters at least.
_LEAST_EN = 3
_LEAST_ROMANCE = 4


#: Endings by their length, the longest first.
Endings = tuple[tuple[int, frozenset[str]], ...]


def _by_length(endings: str) -> Endings:
    several = endings.split()
    sizes = sorted({len(one) for one in several}, reverse=True)
    return tuple((size, frozenset(one for one in several if len(one) == size)) for size in sizes)


_ENGLISH = _by_length(
    "izations ization ational fulness ousness iveness ements ement ments ment ations ation ators "
    "ator ities ings ying ing ions ion ists ist ants ant ents ent ances ance ences ence ives ive "
    "ical ial al ate ates ated ating ied ies ers er ors or ed ic ics ly es s y e"
)
_DOUBLING = frozenset(("ing", "ings", "ed", "er", "ers"))
_SPANISH = _by_length(
    "aciones acion adores adoras adora ador edores edor idores idor iones ion istas ista eros ero "
    "eras era ales al icos icas ico ica ados adas ado ada idos ido ores oras ora or mientos miento "
    "os as es o a e s ar er ir ivos iva ivo ario aria arios ante ente antes entes dad idad ia ria "
    "eria"
)
_PORTUGUESE = _by_length(
    "acoes acao coes cao adores adoras adora ador edor idor oes ao istas ista eiros eiro eira "
    "eiras ais al icos icas ico ica ados adas ado ada ores oras ora or mentos mento os as es o a e "
    "s ar er ir ivo iva ario aria ante ente antes entes dade idade ia"
)
_GERMAN = _by_length("erinnen erin ungen ung innen in ern en em er es e n s")
_LEAST_DE = 4
#: Arabic letters that are written in several ways, and what stands around a word.
_ARABIC = str.maketrans("أإآىؤئ", "ااايوي")
_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_ARABIC_ENDINGS = _by_length("\u0647\u0627 ات ين ون ان ي\u0647 ية \u0647 ة ي")
_LEAST_AR = 3
#: Arabic words of one letter (and, with, for, like, then), which are written with the next word.
_JOINED = frozenset("وبلكف")
#: The prefixes of Indonesian, each with what it has swallowed of a word that begins with a vowel;
#: None where it does not stand before a vowel.
_PREFIXES: tuple[tuple[str, str | None], ...] = (
    ("meng", ""), ("peng", ""), ("meny", "s"), ("peny", "s"), ("mem", "p"), ("pem", "p"),
    ("men", "t"), ("pen", "t"), ("ber", ""), ("ter", ""), ("per", ""), ("di", ""),
    ("me", None), ("pe", None),
)  # fmt: skip
#: Those that only stand around a word together with -an.
_AROUND = ("ke", "se")
_POSSESSIVE, _SUFFIXES = _by_length("nya"), _by_length("kan an i")
_LEAST_ID = 4
_SHORTEST_ID = 6


@lru_cache(maxsize=1 << 17)
def stem_in(language: str, word: str) -> str:
    """The stem of a folded word in a language; the word itself where nothing is known of it.

    >>> stem_in("en", "planners"), stem_in("es", "soldadoras"), stem_in("id", "pengelasan")
    ('plan', 'sold', 'elas')
    >>> stem_in("de", "reinigung"), stem_in("ja", "溶接工")
    ('reinig', '溶接工')
    """
    if language != "ar" and not (word.isascii() and word.isalpha()):
        return word
    stem = _STEMS.get(language)
    return word if stem is None else stem(word)


def _english(word: str) -> str:
    if len(word) <= _LEAST_EN:
        return word
    for size, endings in _ENGLISH:
        ending = word[-size:]
        if ending in endings and len(word) - size >= _LEAST_EN:
            stem = word[:-size]
            is_doubled = ending in _DOUBLING and len(stem) > _LEAST_EN + 1 and stem[-1] == stem[-2]
            return stem[:-1] if is_doubled and stem[-1] not in "sl" else stem
    return word


def _without(word: str, endings: Endings, least: int) -> str:
    """The word without the longest of the endings that leaves enough letters."""
    for size, several in endings:
        if word[-size:] in several and len(word) - size >= least:
            return word[:-size]
    return word


def _indonesian(word: str) -> str:
    if len(word) < _SHORTEST_ID:
        return word
    whole = _without(word, _POSSESSIVE, _LEAST_ID)
    return _without(_without_prefix(whole), _SUFFIXES, _LEAST_ID - 1)


def _arabic(word: str) -> str:
    """The word without article and ending, its letters written in one way (Larkey et al., 2002)."""
    return _without(_without_article(word).translate(_ARABIC), _ARABIC_ENDINGS, _LEAST_AR)


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        rest = word.removeprefix(article)
        if rest != word and len(rest) >= _LEAST_AR:
            return rest
    return word


def arabic_cores(word: str) -> Iterator[str]:
    """A word in Arabic letters without article, or without a letter that joins or places it.

    >>> list(arabic_cores("الرافعة")), list(arabic_cores("وتركيب"))
    (['رافعة'], ['تركيب'])
    """
    if (rest := _without_article(word)) != word:
        yield rest
    elif word[:1] in _JOINED and len(word) > _LEAST_AR:
        yield word[1:]


def _without_prefix(word: str) -> str:
    for prefix, swallowed in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest == word or len(rest) < _LEAST_ID:
            continue
        if rest[0] not in "aiueo":
            if prefix in ("meny", "peny"):
                continue
            return rest
        if swallowed is not None:
            return swallowed + rest
    for prefix in _AROUND:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _LEAST_ID and word.endswith("an"):
            return rest
    return word


_STEMS: dict[str, Callable[[str], str]] = {
    "en": _english,
    "es": partial(_without, endings=_SPANISH, least=_LEAST_ROMANCE),
    "pt": partial(_without, endings=_PORTUGUESE, least=_LEAST_ROMANCE),
    "de": partial(_without, endings=_GERMAN, least=_LEAST_DE),
    "ar": _arabic,
    "id": _indonesian,
    "ms": _indonesian,
}
