"""Every damage is told by an error that names the file; none is a crash, none goes unnoticed."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import UnusableIndex
from matcher.store import ArraySpec, Format, Indices, Offsets, Values, differences, open_store
from matcher.store.files import read_table
from matcher.store.manifests import TableFile
from small_store import ARRAYS, KIND, TABLES, contents, forge, opened, rewrite, saved


@pytest.fixture(autouse=True, scope="module")
def _nothing_has_to_last() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


FILES = sorted(
    [f"{name}.npy" for name in ARRAYS] + [f"{name}.json" for name in TABLES] + ["manifest.json"]
)


def found(folder: Path) -> list[str]:
    """The names of the files that differ."""
    return [Path(error.path).name for error in differences(folder, KIND)]


def test_an_intact_store_has_no_differences(tmp_path: Path) -> None:
    assert differences(saved(tmp_path), KIND) == ()


def test_arrays_cannot_be_written_to(tmp_path: Path) -> None:
    for array in opened(saved(tmp_path)).arrays.values():
        assert not array.flags.writeable


def test_data_are_aligned(tmp_path: Path) -> None:
    saved(tmp_path)
    for name in ARRAYS:
        raw = (tmp_path / f"{name}.npy").read_bytes()
        assert (raw.index(b"\n") + 1) % 64 == 0
    assert opened(tmp_path).arrays["weights"].ctypes.data % 64 == 0


def test_its_words_tell_what_it_holds(tmp_path: Path) -> None:
    assert repr(opened(saved(tmp_path))) == f"<Store {tmp_path}: 7 arrays, 2 tables>"


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, Callable[[bytes], bytes]]:
    """A file, and a change of one of its bytes."""
    kind = draw(st.sampled_from(["flip", "insert", "delete"]))
    place, byte = draw(st.integers(0, 2**32)), draw(st.integers(1, 255))

    def damage(text: bytes) -> bytes:
        at = place % len(text)
        if kind == "flip":
            return text[:at] + bytes([text[at] ^ byte]) + text[at + 1 :]
        return (
            text[:at] + (bytes([byte]) if kind == "insert" else b"") + text[at:][kind[0] == "d" :]
        )

    return draw(st.sampled_from(FILES)), damage


@given(damage=damages())
def test_any_byte_flipped_inserted_or_deleted_is_found(
    tmp_path_factory: pytest.TempPathFactory, damage: tuple[str, Callable[[bytes], bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    name, change = damage
    path = saved(folder) / name
    path.write_bytes(change(path.read_bytes()))
    assert found(folder) == [name]
    with suppress(UnusableIndex):
        shapes = {one: array.shape for one, array in opened(folder).arrays.items()}
        # Only a byte of the data, or of the blanks of a header, passes unread.
        assert name.endswith(".npy")
        assert shapes == {one: array.shape for one, array in ARRAYS.items()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    (saved(tmp_path) / name).unlink()
    with pytest.raises(UnusableIndex, match=rf"{name}: expected a file, found none\. Save it"):
        opened(tmp_path)
    assert found(tmp_path) == [name]


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_named(tmp_path: Path, name: str) -> None:
    (saved(tmp_path) / name).write_bytes(b"")
    with pytest.raises(UnusableIndex, match=name):
        opened(tmp_path)
    assert found(tmp_path) == [name]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["a folder", "a link", "a pipe"])
def test_what_is_no_plain_file_is_named(tmp_path: Path, name: str, kind: str) -> None:
    path = saved(tmp_path / "jobs") / name
    elsewhere = tmp_path / name
    path.rename(elsewhere)
    if kind == "a link":
        path.symlink_to(elsewhere)
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(UnusableIndex, match=f"{name}: expected a plain file, found {kind}"):
        opened(tmp_path / "jobs")
    assert found(tmp_path / "jobs") == [name]


def test_every_file_that_differs_is_named(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "codes.npy").unlink()
    (tmp_path / "words.json").write_bytes(b"[]")
    whole = (tmp_path / "weights.npy").read_bytes()
    (tmp_path / "weights.npy").write_bytes(whole[:-1] + b"\0")
    assert found(tmp_path) == ["codes.npy", "weights.npy", "words.json"]


def test_files_that_changed_places_are_named(tmp_path: Path) -> None:
    files = contents(saved(tmp_path))
    names = ("flags.npy", "titles.bytes.npy")
    rewrite(tmp_path, dict(zip(names, (files[names[1]], files[names[0]]), strict=True)))
    with pytest.raises(UnusableIndex, match=r"flags\.npy: expected .* bytes"):
        opened(tmp_path)
    assert found(tmp_path) == list(names)


def test_an_array_of_the_same_size_and_another_type_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path) / "weights.npy"
    path.write_bytes(path.read_bytes().replace(b"<f8", b"<i8"))
    with pytest.raises(UnusableIndex) as told:
        opened(tmp_path)
    assert (told.value.expected, told.value.found) == ("<f8 (9000,)", "<i8 (9000,)")


def test_a_table_with_an_altered_byte_is_told_at_once(tmp_path: Path) -> None:
    path = saved(tmp_path) / "settings.json"
    path.write_bytes(path.read_bytes().replace(b"12", b"13"))
    with pytest.raises(UnusableIndex, match=r"settings\.json: expected SHA-256"):
        opened(tmp_path)


@pytest.mark.parametrize(
    "text",
    [b"", b"no JSON", b"[" * 100_000, b"[]", b"{}", b'{"format": 1}', b"\xff", b"1" * 5_000],
    ids=lambda text: repr(text[:20]),
)
def test_a_manifest_that_is_none_is_told(tmp_path: Path, text: bytes) -> None:
    (saved(tmp_path) / "manifest.json").write_bytes(text)
    with pytest.raises(UnusableIndex, match=r"manifest\.json: expected a manifest"):
        opened(tmp_path)


def test_a_manifest_without_end_is_not_read(tmp_path: Path) -> None:
    with (saved(tmp_path) / "manifest.json").open("r+b") as stream:
        stream.truncate(2**24 + 1)
    with pytest.raises(UnusableIndex, match="expected a manifest, found 16,777,217 bytes"):
        opened(tmp_path)


def test_a_store_of_something_else_is_told(tmp_path: Path) -> None:
    saved(tmp_path)
    with pytest.raises(UnusableIndex, match=r"expected format 'x', found 'matcher test store'\."):
        open_store(tmp_path, Format("x", KIND.version))


def test_a_store_of_another_version_is_told(tmp_path: Path) -> None:
    saved(tmp_path)
    with pytest.raises(UnusableIndex, match="expected version 4 of its format, found version 3"):
        open_store(tmp_path, Format(KIND.name, 4))


def test_another_version_may_have_any_other_manifest(tmp_path: Path) -> None:
    later = {"format": KIND.name, "version": 9, "parts": []}
    (saved(tmp_path) / "manifest.json").write_text(json.dumps(later))
    with pytest.raises(UnusableIndex, match="found version 9"):
        opened(tmp_path)


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_no_folder_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableIndex, match=r"expected a folder.* Check the path\."):
        opened(tmp_path / place)


def test_a_store_that_is_replaced_while_it_is_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path)

    def meanwhile(path: Path, wanted: TableFile) -> object:
        forge(tmp_path, lambda manifest: manifest.update(package="2"))
        return read_table(path, wanted)

    monkeypatch.setattr("matcher.store.reading.read_table", meanwhile)
    with pytest.raises(UnusableIndex, match=r"one saved meanwhile\. Load it again\."):
        opened(tmp_path)


@pytest.mark.parametrize(
    "name", ["../codes", "/etc/passwd", "a/b", "..", "", "A", "codes\n", "c\0"]
)
@pytest.mark.parametrize("part", ["arrays", "tables"])
def test_a_forged_name_is_not_followed(tmp_path: Path, name: str, part: str) -> None:
    saved(tmp_path)
    one = next(iter(ARRAYS if part == "arrays" else TABLES))
    forge(tmp_path, lambda manifest: manifest[part].update({name: manifest[part][one]}))
    with pytest.raises(UnusableIndex, match="expected a manifest, found String should match"):
        opened(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", -1),
        ("size", True),
        ("size", 1.5),
        ("size", 10**30),
        ("shape", [10**30]),
        ("shape", [-1]),
        ("shape", [1] * 9),
        ("shape", 3),
        ("checksum", "0"),
        ("dtype", 3),
        ("more", 1),
    ],
)
def test_a_forged_entry_is_told(tmp_path: Path, field: str, value: object) -> None:
    saved(tmp_path)
    forge(tmp_path, lambda manifest: manifest["arrays"]["codes"].update({field: value}))
    with pytest.raises(UnusableIndex, match="expected a manifest"):
        opened(tmp_path)


def test_a_manifest_in_another_spelling_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path) / "manifest.json"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UnusableIndex, match="expected its checksum to hold"):
        opened(tmp_path)


def test_a_forged_table_of_any_depth_is_told(tmp_path: Path) -> None:
    bomb = b"[" * 1_000_000
    (saved(tmp_path) / "words.json").write_bytes(bomb)
    entry = {"size": len(bomb), "checksum": sha256(bomb).hexdigest()}
    forge(tmp_path, lambda manifest: manifest["tables"].update(words=entry))
    with pytest.raises(UnusableIndex, match=r"words\.json: expected JSON, found no JSON \(nested"):
        opened(tmp_path)


def test_a_forged_array_larger_than_its_file_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path) / "weights.npy"
    whole = path.read_bytes().replace(b"(9000,)", b"(9001,)")
    path.write_bytes(whole)
    forge(tmp_path, lambda manifest: manifest["arrays"]["weights"].update(shape=[9001]))
    with pytest.raises(UnusableIndex, match=r"expected 72,\d+ bytes, found 72,\d+ bytes"):
        opened(tmp_path)


def test_arrays_are_checked_by_what_their_owner_says(tmp_path: Path) -> None:
    store = opened(saved(tmp_path))
    sizes = {"titles": 3, "bytes": 12}
    specs: dict[str, ArraySpec] = {
        "titles.offsets": Offsets("titles", "bytes"),
        "codes": Values("<i2", (2, 3)),
    }
    assert store.checked(specs, sizes).keys() == specs.keys()
    with pytest.raises(UnusableIndex, match=r"codes\.npy: expected numbers from 0 to 2, found"):
        store.checked({"codes": Indices("<i2", (2, 3), below="titles")}, sizes)


def test_an_array_or_table_that_its_owner_misses_is_told(tmp_path: Path) -> None:
    store = opened(saved(tmp_path))
    with pytest.raises(UnusableIndex, match=r"gates\.npy: expected a file, found none"):
        store.checked({"gates": Values("<i2", (1,))}, {})
    with pytest.raises(UnusableIndex, match=r"packs\.json: expected a file, found none"):
        store.parsed("packs", len)


def test_a_table_is_what_its_owner_makes_of_it(tmp_path: Path) -> None:
    store = opened(saved(tmp_path))
    assert store.parsed("words", tuple) == ("las", "溶接")


@pytest.mark.parametrize(
    "parse",
    [
        lambda table: table["horizon"]["months"],
        lambda table: table["no such key"],
        lambda table: table.horizon,
        lambda table: date.fromisoformat(table["share"]),
        lambda table: date.fromisoformat(str(table["share"])),
        lambda table: table[0],
    ],
    ids=["subscript", "key", "attribute", "type", "value", "place"],
)
def test_a_table_that_its_owner_does_not_understand_is_told(
    tmp_path: Path, parse: Callable[[Any], object]
) -> None:
    store = opened(saved(tmp_path))
    with pytest.raises(UnusableIndex, match=r"settings\.json: expected what this version writes"):
        store.parsed("settings", parse)


def test_maps_of_a_large_array_share_their_file(tmp_path: Path) -> None:
    array = opened(saved(tmp_path)).arrays["weights"]
    with (tmp_path / "weights.npy").open("r+b") as stream:
        stream.seek(-8, os.SEEK_END)
        stream.write(np.float64(7).tobytes())
    assert array[-1] == 7
