"""A store stands whole or not at all, and takes the place of nothing but its like."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InputError, UnusableIndex
from matcher.store import Array, Format, differences, write_store
from small_store import ARRAYS, KIND, TABLES, contents, opened, saved


def write(folder: Path, arrays: dict[str, Array], kind: Format = KIND) -> None:
    write_store(folder, kind, package="1", arrays=arrays.items(), tables=[])


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = opened(saved(tmp_path / "jobs"))
    assert dict(store.tables) == TABLES
    assert store.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert store.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(store.arrays[name], array, strict=True)


def test_equal_contents_are_equal_bytes(tmp_path: Path) -> None:
    assert contents(saved(tmp_path / "a")) == contents(saved(tmp_path / "b"))


def test_numpy_itself_reads_the_arrays_without_pickle(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    for name, array in ARRAYS.items():
        read = np.load(folder / f"{name}.npy", allow_pickle=False)
        np.testing.assert_array_equal(read, array, strict=True)


def test_any_order_in_memory_is_one_order_in_the_file(tmp_path: Path) -> None:
    plain = np.arange(6, dtype=np.int32).reshape(2, 3)
    for name, array in {
        "plain": plain,
        "fortran": np.asfortranarray(plain),
        "big": plain.astype(">i4"),
        "sliced": np.repeat(plain, 2, axis=0)[::2],
    }.items():
        write(tmp_path / name, {"codes": array})
    written = [contents(tmp_path / name) for name in ("plain", "fortran", "big", "sliced")]
    assert all(files == written[0] for files in written)


@pytest.mark.parametrize("array", [np.array(["a"]), np.array([None]), np.array([1j])])
def test_what_is_no_plain_number_is_refused(tmp_path: Path, array: Array) -> None:
    with pytest.raises(InputError, match="no plain number"):
        write(tmp_path / "jobs", {"titles": array})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", ".", "../out", "/out", "A", "a..b", "a/b", "a\n", "é"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="names no part of an index"):
        write(tmp_path / "jobs", {name: np.zeros(1)})
    assert list(tmp_path.iterdir()) == []


def test_folders_above_are_made(tmp_path: Path) -> None:
    assert contents(saved(tmp_path / "a" / "b"))


def test_an_older_store_is_replaced_with_all_its_files(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    write(folder, {"codes": np.zeros(1)})
    assert contents(folder).keys() == {"codes.npy", "manifest.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["jobs"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert contents(saved(tmp_path))


def test_an_open_store_outlives_its_replacement(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    store = opened(folder)
    write(folder, {"weights": np.zeros(9_000)})
    np.testing.assert_array_equal(store.arrays["weights"], ARRAYS["weights"])


def test_an_open_store_can_be_saved_over_itself(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    before, store = contents(folder), opened(folder)
    write_store(
        folder, KIND, package="1.2.3", arrays=store.arrays.items(), tables=store.tables.items()
    )
    assert contents(folder) == before


def test_a_link_is_followed_to_the_folder_that_it_names(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    link = tmp_path / "link"
    link.symlink_to(folder)
    write(link, {"codes": np.zeros(1)})
    assert link.is_symlink()
    assert opened(folder).arrays.keys() == {"codes"}


class _Interrupted(BaseException):
    pass


def interrupted() -> Iterator[tuple[str, Array]]:
    yield from ARRAYS.items()
    raise _Interrupted


def test_an_interrupted_save_leaves_the_older_store_and_nothing_else(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    before = contents(folder)
    with pytest.raises(_Interrupted):
        write_store(folder, KIND, package="1", arrays=interrupted(), tables=[])
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["jobs"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_store_that_cannot_be_put_in_place_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    folder = saved(tmp_path / "jobs")
    before, rename, calls = contents(folder), Path.rename, []

    def refusing(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(PermissionError):
        write(folder, {"codes": np.zeros(1)})
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["jobs"]


@pytest.mark.parametrize("name", ["notes.txt", "sub.npy/", ".hidden"])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = saved(tmp_path / "jobs")
    if name.endswith("/"):
        (folder / name).mkdir()
    else:
        (folder / name).touch()
    with pytest.raises(InputError, match=f"holds '{name.strip('/')}'"):
        write(folder, {"codes": np.zeros(1)})
    assert differences(folder, KIND) == ()


@pytest.mark.parametrize("manifest", [None, b"", b'{"format": "something else"}'])
def test_a_folder_of_other_arrays_is_left_alone(tmp_path: Path, manifest: bytes | None) -> None:
    (tmp_path / "mine.npy").touch()
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    before = contents(tmp_path)
    with pytest.raises(InputError, match="other files, and no matcher test store"):
        write(tmp_path, {"codes": np.zeros(1)})
    assert contents(tmp_path) == before


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jobs"
    path.touch()
    with pytest.raises(InputError, match="is a file"):
        write(path, {"codes": np.zeros(1)})


def test_a_damaged_store_can_be_saved_again(tmp_path: Path) -> None:
    folder = saved(tmp_path / "jobs")
    (folder / "codes.npy").unlink()
    (folder / "manifest.json").write_text("matcher test store, broken")
    with pytest.raises(UnusableIndex):
        opened(folder)
    saved(folder)
    assert differences(folder, KIND) == ()
