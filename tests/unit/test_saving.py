"""A saved index keeps all that it rests on; one that is damaged, or another's, is told."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Candidate, Matcher, Settings, Vacancy, Weights, default_packs, load_sample
from matcher.eligibility.pack_parsing import parse_pack
from matcher.errors import InputError, UnusableIndex
from matcher.records import Evidence
from matcher.saving import FORMAT, damage, open_saved
from matcher.saving.parts import ARRAYS
from matcher.store import Array, Indices, Offsets, Values, open_store
from saved_engines import known, rankings
from small_field import FIELD
from small_store import contents, forge, forge_array, forge_table

AS_OF = "2025-12-01"
PACK = parse_pack(
    b"""[pack]
id = "ours"
version = "1"
title_en = "Ours"
title_id = "Kami"
[[rule]]
id = "ours-papers"
title_en = "Papers"
title_id = "Berkas"
source = "a letter"
confidence = "quoted"
valid_from = 2020-01-01
stage = "depart"
expression = { any = [{ age_min = 21 }, { section = "documents", what = "paspor" }] }
""",
    "ours.toml",
)
JOBS = [
    Vacancy.model_validate(fields)
    for fields in (
        {"id": "V1", "title": "welder", "skills": "SMAW 3G; FCAW 3G", "age_min": 18, "sex": "M"},
        {"id": "V2", "title": "caregiver", "country": "Japan", "languages": "JLPT|N4 or JFT-Basic"},
        {"id": "V3", "title": "cook", "experience": "cook|12", "departure": "2026-03-01"},
    )
]
PEOPLE = [
    Candidate.model_validate(fields)
    for fields in (
        {"id": "C1", "sex": "M", "birth_date": "2000-01-01", "skills": "SMAW 3G||BNSP"},
        {"id": "C2", "birth_date": "2004-01-01", "languages": "JLPT|N5"},
    )
]


@pytest.fixture(autouse=True, scope="module")
def _nothing_has_to_last() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@cache
def fitted() -> Matcher:
    return Matcher(AS_OF, packs=[*default_packs(), PACK]).fit(JOBS)


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved index, for reading alone."""
    folder = tmp_path_factory.mktemp("saved") / "index"
    fitted().save(folder)
    return folder


@pytest.fixture
def index(intact: Path, tmp_path: Path) -> Path:
    """A saved index to damage."""
    return Path(copytree(intact, tmp_path / "index"))


def array_of(folder: Path, name: str) -> Array:
    """An array of an index, to change."""
    found: Array = open_store(folder, FORMAT).arrays[name].copy()
    return found


def table_of(folder: Path, name: str) -> Any:  # noqa: ANN401 - any JSON at all
    return json.loads((folder / f"{name}.json").read_bytes())


# --- what is kept ------------------------------------------------------------------------


def test_the_sample_is_matched_as_before(tmp_path: Path) -> None:
    sample = load_sample(candidates=20)
    engine = Matcher(sample.as_of).fit(sample.vacancies)
    engine.save(tmp_path / "index")
    loaded = Matcher.load(tmp_path / "index", verify=True)
    assert known(loaded) == known(engine)
    expected = engine.rank(sample.candidates)
    found = loaded.rank(sample.candidates)
    assert found.to_arrow() == expected.to_arrow()
    assert (found.unlisted, found.basis) == (expected.unlisted, expected.basis)


def test_the_choices_are_kept(tmp_path: Path) -> None:
    engine = Matcher(
        "2024-02-29",
        weights=Weights(skills=0.1, prior=1 / 3),
        settings=Settings(horizon_months=7, report_only=("agency",), evidence={Evidence.UKK: 0.95}),
        packs=[PACK],
    ).fit(JOBS)
    engine.save(tmp_path / "index")
    loaded = Matcher.load(tmp_path / "index")
    assert loaded.as_of == date(2024, 2, 29)
    assert (loaded.weights, loaded.settings) == (engine.weights, engine.settings)
    assert loaded.index.context.packs == (PACK,)
    assert repr(loaded) == repr(engine)


def test_the_taxonomy_of_the_package_is_not_copied(intact: Path) -> None:
    assert not (intact / "taxonomy.json").exists()
    assert Matcher.load(intact).taxonomy is fitted().taxonomy


def test_a_taxonomy_of_ones_own_is_kept_whole(tmp_path: Path) -> None:
    engine = Matcher(AS_OF, taxonomy=FIELD).fit(JOBS)
    engine.save(tmp_path / "index")
    loaded = Matcher.load(tmp_path / "index")
    assert loaded.taxonomy == FIELD
    assert rankings(loaded, PEOPLE) == rankings(engine, PEOPLE)


def test_a_loaded_matcher_needs_its_folder_no_more(intact: Path, index: Path) -> None:
    loaded = Matcher.load(index)
    for path in index.iterdir():
        path.unlink()
    assert rankings(loaded, PEOPLE) == rankings(Matcher.load(intact), PEOPLE)


def test_arrays_are_read_and_never_written(intact: Path) -> None:
    loaded, before = Matcher.load(intact), contents(intact)
    rankings(loaded, PEOPLE)
    assert not loaded.index.order.flags.writeable
    assert contents(intact) == before


def test_every_file_is_plain(intact: Path) -> None:
    for path in intact.iterdir():
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)
        else:
            json.loads(path.read_bytes())


def test_an_index_is_saved_over_the_one_it_came_from(index: Path) -> None:
    before = contents(index)
    Matcher.load(index).save(index)
    assert contents(index) == before


def test_a_matcher_that_knows_nothing_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="knows no vacancies yet"):
        Matcher(AS_OF).save(tmp_path / "index")
    assert list(tmp_path.iterdir()) == []


# --- another package ---------------------------------------------------------------------


def test_an_index_of_another_version_is_told(index: Path) -> None:
    forge(index, lambda manifest: manifest.update(package="0.0.1"))
    with pytest.raises(UnusableIndex, match=r"found one of version 0\.0\.1 .*Fit the vacancies"):
        Matcher.load(index)


def test_an_index_of_other_data_tables_is_told(index: Path) -> None:
    forge_table(index, "choices", table_of(index, "choices") | {"data": "0" * 64})
    with pytest.raises(UnusableIndex, match="with these data tables, found one of version"):
        Matcher.load(index)


# --- damage ------------------------------------------------------------------------------


def test_an_intact_index_has_no_damage(intact: Path) -> None:
    assert damage(intact) == ()
    assert known(Matcher.load(intact, verify=True)) == known(fitted())


def altered(path: Path, place: int, by: int = 1) -> None:
    text = bytearray(path.read_bytes())
    text[place] ^= by
    path.write_bytes(text)


def test_an_altered_byte_is_found_by_verifying(index: Path) -> None:
    altered(index / "order.npy", -8)
    with pytest.raises(UnusableIndex, match=r"order\.npy: expected SHA-256"):
        Matcher.load(index, verify=True)


def test_an_altered_byte_of_an_array_costs_no_reading_to_load(index: Path) -> None:
    altered(index / "criteria.importance.npy", -3)
    assert len(Matcher.load(index).index) == len(JOBS)


def test_all_altered_files_are_named(index: Path) -> None:
    for name in ("order.npy", "asked.json"):
        altered(index / name, -3)
    with pytest.raises(UnusableIndex, match=r"found other bytes in asked\.json, order\.npy\."):
        Matcher.load(index, verify=True)


@given(
    name=st.sampled_from([*sorted(ARRAYS), "records.codes8", "records.texts.bytes"]),
    place=st.integers(0, 2**30),
    by=st.integers(1, 255),
)
def test_an_altered_array_is_found_and_crashes_nothing(
    intact: Path, tmp_path_factory: pytest.TempPathFactory, name: str, place: int, by: int
) -> None:
    folder = Path(copytree(intact, tmp_path_factory.mktemp("altered") / "index"))
    path = folder / f"{name}.npy"
    size = array_of(folder, name).nbytes
    altered(path, -1 - place % size, by)
    assert [Path(one.path).name for one in damage(folder)] == [path.name]
    # What passes the bounds may contradict the rest. Any error is good: a crash would be none.
    with suppress(Exception):
        rankings(Matcher.load(folder), PEOPLE)


Change = Callable[[Array], Array]


def last(value: int) -> Change:
    """Another last number."""
    return lambda array: np.append(array[:-1], np.array(value).astype(array.dtype))


def greatest(array: Array) -> Array:
    """The greatest number of its type at the end."""
    return np.append(array[:-1], np.iinfo(array.dtype).max).astype(array.dtype)


_OF_ANY: dict[str, Change] = {
    "type": lambda array: array.astype(np.float32),
    "length": lambda array: np.append(array, array[-1:]),
    "axes": lambda array: array.reshape(-1, 1),
}
_OF_KIND: dict[type, dict[str, Change]] = {
    Offsets: {"start": lambda array: array + 1, "end": greatest, "fall": last(-1)},
    Indices: {"high": greatest, "low": last(-1)},
    Values: {"low": last(-2)},
}
#: Where one part more, which nobody has, harms nobody.
_MAY_BE_LONGER = {"kinds.examples", "select.starts", "depart.starts"}
BREAKS = [
    pytest.param(name, change, id=f"{name}-{what}")
    for name, spec in ARRAYS.items()
    for what, change in {**_OF_ANY, **_OF_KIND[type(spec)]}.items()
    if not (what == "length" and name in _MAY_BE_LONGER)
]


@pytest.mark.parametrize(("name", "change"), BREAKS)
def test_an_array_out_of_its_bounds_is_told(index: Path, name: str, change: Change) -> None:
    array = array_of(index, name)
    assert array.size, "an array without a number could not show that it is checked"
    forge_array(index, name, change(array))
    with pytest.raises(UnusableIndex):
        Matcher.load(index)


@pytest.mark.parametrize("name", sorted(ARRAYS))
def test_an_array_that_is_not_there_is_told(index: Path, name: str) -> None:
    forge(index, lambda manifest: manifest["arrays"].pop(name))
    with pytest.raises(UnusableIndex, match=rf"{name}\.npy: expected a file, found none"):
        Matcher.load(index)


@pytest.mark.parametrize("name", ["asked", "choices", "packs", "records", "vacancies"])
@pytest.mark.parametrize("table", [None, [], {}, [[]], {"a": 1}, 1, "text", [{}]], ids=str)
def test_a_table_of_something_else_is_told(index: Path, name: str, table: object) -> None:
    if name == "packs" and table in ([], {}):
        pytest.skip("no packs are packs")
    forge_table(index, name, table)
    with pytest.raises(UnusableIndex):
        Matcher.load(index)


def test_a_table_that_is_not_there_is_told(index: Path) -> None:
    forge(index, lambda manifest: manifest["tables"].pop("asked"))
    with pytest.raises(UnusableIndex, match=r"asked\.json: expected a file, found none"):
        Matcher.load(index)


def test_a_gate_over_personal_facts_that_asks_something_else_is_told(index: Path) -> None:
    leaves = table_of(index, "asked")["leaves"]
    other = next(place for place, leaf in enumerate(leaves) if leaf[0] != "bound")
    terms = array_of(index, "bodies.terms")
    terms[:] = array_of(index, "due.leaf_of").size + other
    forge_array(index, "bodies.terms", terms)
    with pytest.raises(UnusableIndex, match=r"bodies\.terms\.npy: expected columns and bounds"):
        Matcher.load(index)


def test_gates_that_are_not_laid_out_are_told(index: Path) -> None:
    starts = array_of(index, "layout.starts")
    forge_array(index, "layout.starts", starts[[0, -1]])
    with pytest.raises(UnusableIndex, match=r"gates\..*npy: expected"):
        Matcher.load(index)


def test_a_folder_of_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndex, match=r"manifest\.json: expected a file, found none"):
        open_saved(tmp_path)
    with pytest.raises(UnusableIndex, match=r"expected a folder, found nothing\. Check the path"):
        open_saved(tmp_path / "nowhere")
