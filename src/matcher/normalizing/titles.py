"""The words by which a text shows that it is the title of somebody who works."""

from __future__ import annotations

import re
from functools import cache

from matcher.normalizing.folding import fold, is_native
from matcher.tables import read_data_table

__all__ = ["is_activity", "is_title", "ranks"]

_ENGLISH_ENDINGS = ("er", "or", "ist", "man")
#: What makes an Indonesian verb its doer (penjahit); with -an it is what is done (penjahitan).
_DOER = re.compile(r"pe(?:ng|ny|m|n|l)[a-z]{3,}(?<!an)(?<!nya)")
_ACTIVITIES = re.compile(r"[a-z]{3,}(?:ing|tion|sis|ance)|work|services?")
_DONE = re.compile(r"me(?:ng|ny|m|n|l|r)?[a-z]{4,}|p(?:e|er)[a-z]{4,}an|ber[a-z]{4,}")
_NATIVE_ACTIVITIES = ("作業", "業務", "加工", "保守", "管理", "작업", "보수", "관리", "하기")
_SHORTEST = 6


def is_title(folded: str) -> bool:
    """True where a folded text names a worker rather than a skill, a paper or a condition.

    >>> is_title("tukang cat"), is_title("cat tembok"), is_title("溶接工"), is_title("polisher")
    (True, False, True, True)
    """
    words = folded.split()
    if not words:
        return False
    if not _heads("worker").isdisjoint(words) or not _heads("rank").isdisjoint(words):
        return True
    if is_native(folded):
        return folded.endswith(_endings())
    if _DOER.fullmatch(words[0]):
        return True
    last = words[-1]
    is_doer = len(last) >= _SHORTEST and last.endswith(_ENGLISH_ENDINGS)
    return is_doer and last not in _heads("thing")


def is_activity(folded: str) -> bool:
    """True where a folded text that is no title tells what is done.

    >>> is_activity("hair styling"), is_activity("menjahit baju"), is_activity("hair stylist")
    (True, True, False)
    """
    words = folded.split()
    if not words or is_title(folded):
        return False
    if is_native(folded):
        return folded.endswith(_NATIVE_ACTIVITIES)
    return bool(_ACTIVITIES.fullmatch(words[-1]) or _DONE.fullmatch(words[0]))


@cache
def ranks() -> frozenset[str]:
    """The folded words for ranks and professions, which are never a mere addition to a name.

    A lecturer of nursing is no nurse, and an insurance broker no policy.

    >>> "dosen" in ranks(), "pekerja" in ranks()
    (True, False)
    """
    return _heads("rank")


@cache
def _heads(sense: str) -> frozenset[str]:
    return frozenset(
        fold(word)
        for row in read_data_table("data/title_heads.csv", package="matcher.normalizing")
        if row.text("sense") == sense
        for word in row.items("words")
    )


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(filter(is_native, _heads("worker"))))
