"""Generated tables are the same in memory and in files, and the same every time."""

from hashlib import sha256
from pathlib import Path

import pytest

from matcher import read_candidates, read_vacancies
from matcher.errors import InputError
from matcher.sample import generate, generate_files, load_sample, reproduced_margins

PEOPLE, JOBS = 300, 400


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_files_hold_what_memory_holds(tmp_path: Path) -> None:
    files = generate_files(tmp_path, candidates=PEOPLE, vacancies=JOBS, seed=3)
    made = generate(candidates=PEOPLE, vacancies=JOBS, seed=3)
    people, jobs = read_candidates(files.candidates), read_vacancies(files.vacancies)
    assert people.rejected == jobs.rejected == ()
    assert people.to_arrow().equals(made.candidates.to_arrow())
    assert jobs.to_arrow().equals(made.vacancies.to_arrow())


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = (
        generate_files(tmp_path / name, candidates=PEOPLE, vacancies=JOBS, seed=seed)
        for name, seed in (("first", 3), ("again", 3), ("other", 4))
    )
    assert digest(first.candidates) == digest(again.candidates) != digest(other.candidates)
    assert digest(first.vacancies) == digest(again.vacancies) != digest(other.vacancies)


def test_every_vacancy_names_the_row_that_it_follows() -> None:
    rows = {job.id for job in load_sample(candidates=0).vacancies}
    jobs = generate(candidates=0, vacancies=JOBS, seed=3).vacancies
    assert {str(job.source).removeprefix("after ").split(";")[0] for job in jobs} <= rows


def test_open_seats_add_up_to_both_public_counts() -> None:
    jobs = generate(candidates=0, vacancies=JOBS, seed=3).vacancies
    found = reproduced_margins(jobs.to_arrow())
    assert len(found) == 21
    assert [one for one in found if one.wanted != one.found] == []
    assert sum(one.found for one in found if one.margin == "country") == 285_865


def test_some_openings_are_unknown() -> None:
    jobs = generate(candidates=0, vacancies=JOBS, seed=3).vacancies
    assert {job.openings is None for job in jobs} == {True, False}


def test_people_come_from_all_over_the_country() -> None:
    people = generate(candidates=PEOPLE, vacancies=1, seed=3).candidates
    assert len({who.province for who in people}) > 10


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    generate_files(
        tmp_path, candidates=20, vacancies=30, seed=1, progress=lambda *one: told.append(one)
    )
    assert told == [(20, 50), (50, 50)]


@pytest.mark.parametrize(("people", "jobs"), [(-1, 1), (1, 0), (1, 351_744)])
def test_sizes_are_checked_before_anything_is_written(
    tmp_path: Path, people: int, jobs: int
) -> None:
    with pytest.raises(InputError):
        generate_files(tmp_path / "out", candidates=people, vacancies=jobs, seed=1)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="is no folder"):
        generate_files(tmp_path / "out", candidates=1, vacancies=1, seed=1)
