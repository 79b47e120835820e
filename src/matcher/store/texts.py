"""Many texts as two arrays: their bytes one after the other, and where each starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError

__all__ = ["Texts"]


@dataclass(frozen=True, eq=False, repr=False)
class Texts(Sequence[str]):
    """Texts in UTF-8: text i is `bytes[offsets[i]:offsets[i + 1]]`. Equal to a sequence of them.

    `bytes` (b,) uint8; `offsets` (n + 1,) int64, which start at 0, never fall and end at b: they
    are not checked here (`Offsets`). A text is decoded when it is looked at.

    >>> texts = Texts.of(["las", "", "溶接"])
    >>> texts.offsets.tolist(), texts[2], list(texts[:2])
    ([0, 3, 3, 9], '溶接', ['las', ''])
    """

    bytes: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """The arrays of some texts."""
        encoded = [text.encode() for text in texts]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def part(self, start: int, stop: int) -> Texts:
        """The texts from place `start` up to `stop`, over the same bytes.

        >>> list(Texts.of(["las", "a", "b"]).part(1, 3))
        ['a', 'b']
        """
        offsets = self.offsets[start : stop + 1]
        return Texts(self.bytes[offsets[0] : offsets[-1]], offsets - offsets[0])

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        place = range(len(self))[index]
        return _decoded(self.bytes[self.offsets[place] : self.offsets[place + 1]].tobytes())

    def __iter__(self) -> Iterator[str]:
        whole = self.bytes.tobytes()
        ends = pairwise(self.offsets.tolist())
        if whole.isascii():
            # Bytes are letters: to cut one text is much faster than to decode many.
            letters = whole.decode("ascii")
            return iter([letters[start:end] for start, end in ends])
        return iter([_decoded(whole[start:end]) for start, end in ends])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Texts: {len(self):,} of {len(self.bytes):,} bytes>"


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        found = f"A stored text is not UTF-8: {text[:40]!r}."
        raise InputError(found, repair="Save the index again.") from None
