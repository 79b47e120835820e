"""`matcher tune`, run with files as its users run it; its file ranks."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from command_line import Done, matcher
from matcher import Matcher, Weights, read_candidates, read_vacancies
from matcher.settings_files import read_settings, write_settings

AS_OF = "2025-12-01"
TITLES = ("welder", "cook", "caregiver", "nurse")
SKILLS = ("welding", "cooking", "driving", "cleaning")
TESTS = ("JLPT|N4", "TOPIK|2", "IELTS|5", "")
PLANTED = Weights(language=9, skills=0.5, occupation=0.5, prior=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People, vacancies, and grades by planted weights: by two judges, and by two who differ."""
    own, random = tmp_path_factory.mktemp("tune"), np.random.default_rng(0)
    people = [
        {"id": f"C{number}", "birth_date": "2003-05-01", "experience": random.choice(TITLES),
         "skills": random.choice(SKILLS), "languages": random.choice(TESTS)}
        for number in range(14)
    ]  # fmt: skip
    jobs = [
        {"id": f"V{number}", "title": random.choice(TITLES), "skills": random.choice(SKILLS),
         "languages": random.choice(TESTS)}
        for number in range(10)
    ]  # fmt: skip
    write(own / "people.csv", people)
    write(own / "jobs.csv", jobs)
    engine = Matcher(AS_OF, weights=PLANTED).fit(read_vacancies(own / "jobs.csv"))
    found = engine.features(read_candidates(own / "people.csv"))
    pairs = list(zip(found.candidate_ids, found.vacancy_ids, found.score, strict=True))
    said: list[dict[str, object]] = [
        {"judge": judge, "candidate_id": who, "vacancy_id": job,
         "grade": round(20 * float(score + random.normal(0, 0.01)))}
        for judge in ("ana", "budi")
        for who, job, score in pairs
    ]  # fmt: skip
    write(own / "judged.csv", said)
    turned = {"judge": "budi"}.items()
    against = [one | {"grade": -float(str(one["grade"]))} if turned <= one.items() else one
               for one in said]  # fmt: skip
    write(own / "contradictory.csv", against)
    write(own / "few.csv", [one for one in said if str(one["candidate_id"]) < "C2"][:60])
    return own


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def run(folder: Path, judged: str, *more: str | Path) -> Done:
    files = (folder / "people.csv", folder / "jobs.csv")
    return matcher("tune", folder / judged, *files, "--as-of", AS_OF, *more)


def test_weights_are_learned_and_their_file_ranks(folder: Path) -> None:
    output = folder / "weights.json"
    done = run(folder, "judged.csv", "--lock", "preference=1.5", "--lock", "prior", "-o", output)
    assert done.returncode == 0, done.stderr
    assert "2 judges" in done.stdout
    assert "On candidates held out:" in done.stdout
    assert "Recommended: the interval of the gain lies above zero." in done.stdout
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert lines["preference"] == ["1.50", "1.50", "locked"]
    assert lines["education"] == ["1.00", "1.00", "not", "asked"]
    assert lines["language"][3] == "to"
    found = read_settings(output)
    assert found.weights is not None
    assert found.weights.preference == 1.5
    assert found.weights.prior == 2.75
    assert found.weights.language > 2 * found.weights.skills
    assert found.about["recommended"] is True
    assert found.about["locked"] == ["preference", "prior"]
    assert found.about["gain"]["interval"]["low"] > 0
    ranked = matcher("rank", folder / "people.csv", folder / "jobs.csv", "--as-of", AS_OF,
                     "-k", "2", "--weights", output, "--json")  # fmt: skip
    assert json.loads(ranked.stdout)["weights"] == found.weights.model_dump()


def test_settings_are_searched_for_with_a_picture(folder: Path) -> None:
    picture = folder / "search.svg"
    done = run(folder, "judged.csv", "--settings", "--trials", "20", "--chart", picture, "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    names = [one["name"] for one in value["searched"]]
    assert {"language", "prior", "evidence_ukk", "importance_must"} <= set(names)
    assert value["recommended"] is True
    chosen = {one["name"]: one["found"] for one in value["searched"]}
    assert value["settings"]["evidence"]["ukk"] == chosen["evidence_ukk"]
    assert value["weights"]["language"] == chosen["language"]
    assert picture.read_text().startswith("<svg")


def test_a_yardstick_says_what_weights_miss(folder: Path) -> None:
    done = run(folder, "judged.csv", "--yardstick")
    assert done.returncode == 0, done.stderr
    assert "ranker minus learned:" in done.stdout
    assert "Of the ranker's scores, weights explain" in done.stdout


def test_where_nothing_is_recommended_the_file_keeps_the_defaults(folder: Path) -> None:
    output = folder / "kept.json"
    done = run(folder, "few.csv", "-o", output, "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["gain"] is None
    assert value["reason"].startswith("Nothing is recommended: a gain is judged on 10 candidates")
    assert read_settings(output).weights == Weights()


def test_contradictory_judges_are_not_learned_from(folder: Path) -> None:
    done = run(folder, "contradictory.csv")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("matcher: The judges contradict each other: alpha of the order is -")
    assert done.stdout == ""


def test_what_cannot_be_asked_is_refused(folder: Path) -> None:
    for options, told in (
        (("--lock", "skils"), "No weight 'skils'. Did you mean 'skills'?"),
        (("--lock", "skills=much"), "'skills=much' locks no weight."),
        (("--chart", "search.svg"), "There is a picture of a search only. Add --settings."),
    ):
        done = run(folder, "few.csv", *options)
        assert done.returncode == 2
        assert told in done.stderr


def test_an_index_takes_weights_but_no_other_settings(folder: Path) -> None:
    index, file = folder / "jobs.index", folder / "other.json"
    assert matcher("index", folder / "jobs.csv", "--as-of", AS_OF, "-o", index).returncode == 0
    rank = ("rank", folder / "people.csv", index, "--as-of", AS_OF, "--json", "--weights", file)
    write_settings(file, Weights(skills=9))
    assert json.loads(matcher(*rank).stdout)["weights"]["skills"] == 9
    file.write_text('{"weights": {}, "settings": {"importance_must": 5}}')
    done = matcher(*rank)
    assert done.returncode == 2
    assert "was made with other settings" in done.stderr
    assert f"--weights {file}" in done.stderr
    again = matcher("index", folder / "jobs.csv", "--as-of", AS_OF, "-o", index, "--weights", file)
    assert again.returncode == 0
    assert matcher(*rank).returncode == 0
