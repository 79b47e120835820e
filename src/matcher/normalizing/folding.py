"""Folds labels and texts to one spelling, so that equal things compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "is_native"]

#: Letters that are Latin with a mark but do not decompose into letter and mark.
_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "æ": "ae",
     "œ": "oe", "þ": "th"}
)  # fmt: skip

#: Scripts that are written without blanks, or with blanks that nobody agrees on.
_NATIVE = r"\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_NATIVE_RUN = re.compile(f"[{_NATIVE}]")
_BETWEEN_NATIVE = re.compile(f"(?<=[{_NATIVE}]) (?=[{_NATIVE}])")
_SCRIPT_BORDER = re.compile(f"(?<=[{_NATIVE}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{_NATIVE}])")

#: Arabic signs that few write: vowels, doubling, and the stroke that lengthens a word.
_VOWELS = re.compile("[\u0640\u064b-\u0652\u0670]")
_WITHOUT = re.compile(r"(?<!\w)w/o(?!\w)")
_DOTTED = re.compile(r"(?<!\w)(?:[a-z]\.){2,}(?:[a-z](?!\w))?")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’\u02bc`](?=[^\W\d_])")
#: A token is a number, a word that may end in `+` or `#` (C++, B1+), or the sign for "and".
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:\+\+|[+#](?!\w))?|&")
#: So many single letters spell a word; a number beside a letter has at most so many digits.
_SPELLED = 3
_DIGITS = 2
_AND = frozenset({"and", "dan", "und", "&"})
_CURRICULUM = re.compile(r"(?<=\S)(?: (?:kurikulum )?k(?:20)?(?:06|13)(?: rev(?:isi)?)?)+$")


def fold(text: str) -> str:
    """A text without the differences that carry no meaning; folding twice changes nothing.

    Width, case, marks on Latin letters, Arabic vowels, punctuation and blanks go; "and", "dan",
    "und" and `&` are one sign; letters spelled singly are joined (S.M.A.W, S M A W), and so are a
    letter and its number (N-4, 3 G); the curriculum suffix of a school programme (-K13-rev) is
    dropped.
    Chinese, Japanese and Korean stay as they are written, without blanks.

    >>> fold("Las  S.M.A.W (3-G)"), fold("Konstruksi & Properti-K13-rev"), fold("CO2용접")
    ('las smaw 3g', 'konstruksi & properti', 'co2 용접')
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = _without_marks(unicodedata.normalize("NFKC", plain).casefold())
        plain = _APOSTROPHE.sub("", plain)
        plain = _SCRIPT_BORDER.sub(" ", plain)
    elif "'" in plain or "`" in plain:
        plain = _APOSTROPHE.sub("", plain)
    if "." in plain:
        plain = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", plain)
    if "w/o" in plain:
        plain = _WITHOUT.sub("without", plain)
    return _join(_TOKEN.findall(plain))


def is_native(text: str) -> bool:
    """True for text with Chinese, Japanese or Korean letters, whose words have no blanks.

    >>> is_native("las 溶接"), is_native("las")
    (True, False)
    """
    return not text.isascii() and _NATIVE_RUN.search(text) is not None


def _without_marks(text: str) -> str:
    """The text without marks on Latin letters and those that tell Arabic vowels; others stay."""
    text = _VOWELS.sub("", text)
    decomposed = unicodedata.normalize("NFD", text)
    if not any(map(unicodedata.combining, decomposed)):
        return unicodedata.normalize("NFC", decomposed).translate(_LATIN)
    kept: list[str] = []
    on_latin = False
    for letter in decomposed:
        if unicodedata.combining(letter):
            if on_latin:
                continue
        else:
            on_latin = _is_latin(letter)
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LATIN)


@lru_cache(maxsize=1 << 12)
def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


def _join(tokens: list[str]) -> str:
    """The tokens with single blanks between them, single letters joined where they spell a name."""
    if 1 in map(len, tokens):
        tokens = _join_singles(["&" if token in _AND else token for token in tokens])
    elif not _AND.isdisjoint(tokens):
        tokens = ["&" if token in _AND else token for token in tokens]
    folded = " ".join(tokens)
    if "," in folded:
        folded = folded.replace(",", ".")
    if not folded.isascii():
        folded = _BETWEEN_NATIVE.sub("", folded)
    return _CURRICULUM.sub("", folded) if "06" in folded or "13" in folded else folded


def _join_singles(tokens: list[str]) -> list[str]:
    """Runs of three or more single letters as one word, a single letter and its number as one."""
    joined: list[str] = []
    position = 0
    while position < len(tokens):
        end = position
        while end < len(tokens) and _is_single_letter(tokens[end]):
            end += 1
        if end - position >= _SPELLED:
            joined.append("".join(tokens[position:end]))
            position = end
            continue
        pair = tokens[position : position + 2]
        if position + 1 < len(tokens) and _spell_one_name(*pair):
            joined.append("".join(pair))
            position += 2
            continue
        joined.append(tokens[position])
        position += 1
    return joined


def _is_single_letter(token: str) -> bool:
    return len(token) == 1 and "a" <= token <= "z"


def _spell_one_name(first: str, second: str) -> bool:
    """True for a letter and a number of at most two digits, in either order (N 4, 3 G)."""
    letter, number = (first, second) if _is_single_letter(first) else (second, first)
    return _is_single_letter(letter) and number.isdigit() and len(number) <= _DIGITS
