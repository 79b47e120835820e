"""What must be said beside the figures is said, in both languages, and only where it holds."""

import pytest

from matcher.errors import UnknownName
from matcher.evaluation.cautions import Asked, Caution, Said, cautions_of
from matcher.evaluation.grading import Grades
from matcher.evaluation.listing import RunLists
from matcher.evaluation.reaching import Reach
from matcher.metrics import Interval

MANY = Grades({f"C{number}": {"V1": 1.0} for number in range(20)})
FINE = Said(judges=2, candidates=20, grades=20, preferences=0, pairs=20, relevant=20, barred=0)
ASKED = Asked(k=10, depth=100, baseline="engine")


def reach(run: str, share: float) -> Reach:
    return Reach(run, 100, Interval(share, share, share), empty=0, unlisted=0)


def names(
    said: Said = FINE,
    grades: Grades = MANY,
    runs: dict[str, RunLists] | None = None,
    shares: dict[str, float] | None = None,
) -> list[str]:
    reaches = [reach(run, share) for run, share in (shares or {"engine": 0.9}).items()]
    known = {"engine": RunLists({}, {}), **(runs or {})}
    found = cautions_of(said, grades, known, reaches, ASKED)
    for one in found:
        assert "{" not in one.text("en") + one.text("id")
        assert one.text("en") != one.text("id")
    return [one.name for one in found]


def test_nothing_is_said_where_all_is_well() -> None:
    assert names() == []


@pytest.mark.parametrize(
    ("said", "grades", "expected"),
    [
        (FINE._replace(judges=1), MANY, ["one judge"]),
        (FINE._replace(pairs=0), MANY, ["no grades"]),
        (FINE, Grades({"C1": {"V1": 1.0}}), ["few candidates"]),
        (FINE, Grades(MANY.of, None, 4, 1), ["disputed"]),
        (FINE, Grades({**MANY.of, "C99": {"V1": 0.0}}), ["nothing relevant"]),
        (FINE._replace(barred=1), MANY, ["relevant and barred"]),
    ],
)
def test_judgments_that_say_little_are_told(
    said: Said, grades: Grades, expected: list[str]
) -> None:
    assert names(said, grades) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"engine": 0.5, "other": 0.6}, []),
        ({"engine": 0.49}, ["few judged"]),
        ({"engine": 0.9, "other": 0.79}, ["uneven"]),
        ({"engine": 0.7, "other": 0.3}, ["few judged", "uneven"]),
    ],
)
def test_lists_that_were_hardly_judged_are_told(
    shares: dict[str, float], expected: list[str]
) -> None:
    assert names(shares=shares) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (RunLists({}, {}, longest=100), []),
        (RunLists({}, {}, longest=10), ["short lists"]),
        (RunLists({}, {}, longest=9), ["shorter than k"]),
        (RunLists({}, {}, longest=0), []),
        (RunLists({}, {}, longest=200, left_out=3), ["left out"]),
    ],
)
def test_short_and_strange_lists_are_told(run: RunLists, expected: list[str]) -> None:
    assert names(runs={"other": run}) == expected


def test_other_languages_are_refused() -> None:
    with pytest.raises(UnknownName, match="No language 'fr'"):
        Caution("one judge").text("fr")  # type: ignore[arg-type]
