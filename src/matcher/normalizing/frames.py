"""Takes off what frames a name in a language: "経験者", "가능자", "畢業", "-kenntnisse"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from matcher.normalizing.folding import fold, is_native
from matcher.tables import read_data_table

__all__ = ["Frame", "bare", "bare_parts", "frame_of", "is_framing", "phrase_frames"]

Edge = Literal["start", "end"]
_EDGES: tuple[Edge, ...] = ("end", "start")
#: A compound in an alphabet keeps so many letters; between its parts may stand one that joins them.
_LEAST_LETTERS, _JOINER = 4, "s"
#: A native word keeps so many signs; a frame of one sign may be the end of a word.
_LEAST_SIGNS = 2
#: What is longer is no row of frames alone.
_MOST_FRAMING = 24
_HIRAGANA = "\u3041-\u3096"
_IDEAS = "\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
#: Particles between words that are not of the same script as they are, or long enough.
_PARTICLES = re.compile(
    f"(?<=[{_IDEAS}])(?:の|を|に|が|で|と|や|への|での|との|などの|及び|および|または)(?=[{_IDEAS}])"
    f"|(?<=[{_HIRAGANA}][{_HIRAGANA}])[のを](?=[{_IDEAS}])"
    "|(?<=[\u4e00-\u9fff][\u4e00-\u9fff])[的及與](?=[\u4e00-\u9fff][\u4e00-\u9fff])"
    "|(?<=[\uac00-\ud7a3][\uac00-\ud7a3])및(?=[\uac00-\ud7a3][\uac00-\ud7a3])"
)


class Frame(NamedTuple):
    """Words that frame a name at one edge, and the kinds that they leave open (None: all).

    The signs of `not_beside` do not touch them: 必要 ends in 要, and is one word.
    """

    words: str
    kinds: frozenset[str] | None
    not_beside: frozenset[str]

    def is_at(self, edge: Edge, word: str) -> bool:
        """True where a word begins or ends with this frame."""
        if edge == "end":
            beside = word[-len(self.words) - 1 : -len(self.words)]
            return word.endswith(self.words) and beside not in self.not_beside
        beside = word[len(self.words) : len(self.words) + 1]
        return word.startswith(self.words) and beside not in self.not_beside

    def off(self, edge: Edge, word: str) -> str:
        """The word without this frame, which is at that edge."""
        return word[: -len(self.words)] if edge == "end" else word[len(self.words) :]


def phrase_frames(edge: Edge) -> Mapping[str, frozenset[str] | None]:
    """The frames that are words of their own, at an edge of a phrase, with the kinds left open.

    >>> sorted(phrase_frames("start")["umgang mit"] or ())
    ['condition', 'language', 'skill']
    """
    return _tables()[edge].phrases


def frame_of(edge: Edge, word: str) -> tuple[str, frozenset[str] | None] | None:
    """A folded word without the longest frame at its edge, and the kinds that this leaves open.

    A native word may be nothing but a frame: then nothing is left of it. None where there is none.

    >>> frame_of("end", "機械科卒業"), frame_of("end", "機械")
    (('機械', frozenset({'education'})), None)
    """
    table = _tables()[edge]
    if not is_native(word):
        return _compound(table, word)
    sign = word[-1] if edge == "end" else word[0]
    for frame in table.native.get(sign, ()):
        if frame.is_at(edge, word):
            return frame.off(edge, word), frame.kinds
    return None


@lru_cache(maxsize=1 << 15)
def bare_parts(word: str) -> tuple[str, ...]:
    """The parts of a folded native word between particles, without the frames at its edges.

    >>> bare_parts("夜勤が可能な方"), bare_parts("入浴の介助"), bare_parts("以上")
    (('夜勤',), ('入浴', '介助'), ('以上',))
    """
    return tuple(filter(None, _PARTICLES.split(_unframed(word)))) or (word,)


def bare(folded: str) -> str:
    """A folded text whose native words have no particles.

    >>> bare("cnc 旋盤の操作")
    'cnc 旋盤操作'
    """
    while not folded.isascii() and (shorter := _PARTICLES.sub("", folded)) != folded:
        folded = shorter
    return folded


@lru_cache(maxsize=1 << 12)
def is_framing(word: str) -> bool:
    """True for a folded native word that is nothing but frames: 合格者歓迎.

    >>> is_framing("合格者歓迎"), is_framing("溶接経験")
    (True, False)
    """
    if len(word) > _MOST_FRAMING:
        return False
    while word:
        framed = frame_of("end", word) if is_native(word) else None
        if framed is None:
            return False
        word = framed[0]
    return True


def _unframed(word: str) -> str:
    """A native word without the frames at its edges, as long as a word of two signs is left."""
    for edge in _EDGES:
        while (framed := frame_of(edge, word)) and len(framed[0]) >= _LEAST_SIGNS:
            is_end = edge == "end"
            if not is_end and len(word) - len(framed[0]) < _LEAST_SIGNS:
                break
            word = framed[0]
    return word


def _compound(table: _Table, word: str) -> tuple[str, frozenset[str] | None] | None:
    for frame in table.compounds:
        rest = word.removesuffix(frame.words)
        if rest != word and len(rest) >= _LEAST_LETTERS:
            return rest.removesuffix(_JOINER), frame.kinds
    return None


class _Table(NamedTuple):
    """The frames of an edge: native ones by their outer sign, compounds, words of their own."""

    native: Mapping[str, tuple[Frame, ...]]
    compounds: tuple[Frame, ...]
    phrases: Mapping[str, frozenset[str] | None]


@cache
def _tables() -> Mapping[Edge, _Table]:
    return {edge: _table(edge) for edge in _EDGES}


def _table(edge: Edge) -> _Table:
    native: defaultdict[str, list[Frame]] = defaultdict(list)
    compounds: list[Frame] = []
    phrases: dict[str, frozenset[str] | None] = {}
    for row in read_data_table("data/frames.csv", package="matcher.normalizing"):
        if row.required("edge") not in (edge, "compound"):
            continue
        kinds = frozenset(row.items("kinds")) or None
        for words in map(fold, row.items("words")):
            frame = Frame(words, kinds, frozenset(row.text("not_beside")))
            if row.required("edge") == "compound":
                compounds.append(frame)
            elif is_native(words):
                native[words[-1] if edge == "end" else words[0]].append(frame)
            else:
                phrases[words] = kinds
    by_sign = {sign: tuple(sorted(own, key=_longest_first)) for sign, own in native.items()}
    ends = tuple(sorted(compounds, key=_longest_first)) if edge == "end" else ()
    return _Table(by_sign, ends, phrases)


def _longest_first(frame: Frame) -> tuple[int, str]:
    return -len(frame.words), frame.words
