"""The manifest of a store: what stands in each of its files, checked by its own checksum."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from matcher.errors import UnusableIndex
from matcher.store.headers import MOST_AXES
from matcher.store.plain_json import json_bytes

__all__ = [
    "MANIFEST",
    "MOST_MANIFEST_BYTES",
    "NAME",
    "ArrayFile",
    "Format",
    "Manifest",
    "TableFile",
]

#: The file that holds it.
MANIFEST = "manifest.json"
#: More than any manifest takes.
MOST_MANIFEST_BYTES = 2**24

#: A name is the stem of its file: no separator, nothing that a file system could fold or follow.
NAME = r"[a-z0-9_]+(\.[a-z0-9_]+)*"
_Name = Annotated[str, StringConstraints(pattern=f"^{NAME}$", max_length=100)]
_Size = Annotated[int, Field(ge=0, le=2**62)]
_Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Format(NamedTuple):
    """What a store holds, and the version of its layout. Each version reads itself alone."""

    name: str
    version: int


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TableFile(_Part):
    """A file as it was written: its size in bytes and the SHA-256 of them."""

    size: _Size
    checksum: _Checksum


class ArrayFile(TableFile):
    """A file that holds an array."""

    dtype: str
    shape: Annotated[tuple[_Size, ...], Field(max_length=MOST_AXES)]


class Manifest(_Part):
    """What a store is, which version of the package wrote it, and its files by name."""

    format: str
    version: int
    package: str
    arrays: dict[_Name, ArrayFile]
    tables: dict[_Name, TableFile]

    def to_bytes(self) -> bytes:
        """The manifest as JSON, with the checksum of everything else in it."""
        plain = self.model_dump(mode="json")
        signed = {**plain, "checksum": sha256(json_bytes(plain)).hexdigest()}
        return json_bytes(signed, indent=1)

    @classmethod
    def from_bytes(cls, text: bytes, wanted: Format, path: str) -> Manifest:
        """The manifest that `to_bytes` wrote of a store of the wanted format, or UnusableIndex."""
        _check_format(text, wanted, path)
        try:
            found = _Signed.model_validate_json(text)
        except ValidationError as error:
            raise UnusableIndex(path, expected="a manifest", found=_first(error)) from None
        manifest = cls(**{name: getattr(found, name) for name in cls.model_fields})
        # One spelling: what is not exactly what was written was changed after it.
        if manifest.to_bytes() != text:
            raise UnusableIndex(path, expected="its checksum to hold", found="other contents")
        return manifest


class _Signed(Manifest):
    checksum: _Checksum


class _Head(BaseModel):
    """What every version of every format has in common."""

    model_config = ConfigDict(strict=True)

    format: str
    version: int


def _check_format(text: bytes, wanted: Format, path: str) -> None:
    try:
        head = _Head.model_validate_json(text)
    except ValidationError as error:
        raise UnusableIndex(path, expected="a manifest", found=_first(error)) from None
    if head.format != wanted.name:
        raise UnusableIndex(
            path,
            expected=f"format '{wanted.name}'",
            found=f"'{head.format:.60}'",
            repair="Give the folder of a saved index.",
        )
    if head.version != wanted.version:
        raise UnusableIndex(
            path,
            expected=f"version {wanted.version} of its format",
            found=f"version {head.version}",
            repair="Save it again with this version of the package.",
        )


def _first(error: ValidationError) -> str:
    """The first thing that a text lacks for a manifest."""
    found = error.errors(include_url=False, include_input=False)[0]
    where = "/".join(str(step) for step in found["loc"])
    return f"{found['msg']:.200}" + (f" at '{where:.100}'" if where else "")
