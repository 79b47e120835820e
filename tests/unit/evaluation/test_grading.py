"""Several judges' grades of a pair become one, whatever the order in which they were given."""

import statistics
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.evaluation import grades_of
from matcher.evaluation.grading import Combining
from matcher.tuning import Graded, Judgments

WAYS: tuple[Combining, ...] = ("mean", "median", "lowest", "highest")
GRADED = st.builds(
    Graded,
    st.sampled_from(["ana", "budi", "citra"]),
    st.sampled_from(["C1", "C2"]),
    st.sampled_from(["V1", "V2", "V3"]),
    st.integers(0, 40).map(lambda tenths: tenths / 10),
)


def oracle(said: list[Graded], way: Combining) -> dict[tuple[str, str], float]:
    """Each judge's mean of a pair, then the judges combined."""
    means: defaultdict[tuple[str, str], dict[str, list[float]]] = defaultdict(dict)
    for one in said:
        pair = one.candidate_id, one.vacancy_id
        means[pair].setdefault(one.judge, []).append(one.grade)
    own = {pair: [statistics.fmean(said) for said in by.values()] for pair, by in means.items()}
    match way:
        case "mean":
            return {pair: statistics.fmean(values) for pair, values in own.items()}
        case "median":
            return {pair: statistics.median(values) for pair, values in own.items()}
        case "lowest":
            return {pair: min(values) for pair, values in own.items()}
        case "highest":
            return {pair: max(values) for pair, values in own.items()}


@given(st.lists(GRADED, max_size=12), st.sampled_from(WAYS))
def test_grades_are_each_judges_mean_combined(said: list[Graded], way: Combining) -> None:
    found = grades_of(Judgments(graded=tuple(said)), way)
    flat = {(who, job): grade for who, one in found.of.items() for job, grade in one.items()}
    assert flat == pytest.approx(oracle(said, way))
    assert found.pairs == tuple(sorted(flat))
    assert len(found) == len(flat)


@given(st.data(), st.lists(GRADED, max_size=10), st.sampled_from(WAYS))
def test_the_order_and_the_names_of_judges_change_no_bit(
    data: st.DataObject, said: list[Graded], way: Combining
) -> None:
    shuffled = data.draw(st.permutations(said))
    others = {"ana": "budi", "budi": "citra", "citra": "ana"}
    renamed = [one._replace(judge=others[one.judge]) for one in shuffled]
    assert grades_of(Judgments(graded=tuple(renamed)), way) == grades_of(
        Judgments(graded=tuple(said)), way
    )


def test_a_judge_who_said_it_twice_counts_once() -> None:
    said = [("ana", 3), ("ana", 3), ("ana", 3), ("budi", 1)]
    graded = tuple(Graded(judge, "C", "V", grade) for judge, grade in said)
    assert grades_of(Judgments(graded=graded)).of["C"]["V"] == 2


def test_pairs_on_whose_relevance_judges_differ_are_counted() -> None:
    rows = [("ana", "V1", 0), ("budi", "V1", 2), ("ana", "V2", 1), ("budi", "V2", 2)]
    said = Judgments(graded=tuple(Graded(judge, "C", job, grade) for judge, job, grade in rows))
    assert (grades_of(said).repeated, grades_of(said).disputed) == (2, 1)
    assert grades_of(said, level=2).disputed == 2
    assert grades_of(said, level=3).disputed == 0


def test_a_level_decides_what_is_relevant() -> None:
    said = Judgments(graded=(Graded("", "C1", "V1", 1), Graded("", "C2", "V1", 2)))
    assert grades_of(said).without_relevant() == 0
    assert grades_of(said, level=2).without_relevant() == 1
    assert grades_of(said, level=2).is_relevant(2)
    assert not grades_of(said).is_relevant(0)


def test_what_is_no_grade_or_no_way_is_refused() -> None:
    negative = Judgments(graded=(Graded("ana", "C1", "V1", -1),))
    with pytest.raises(InputError, match="The grade of vacancy 'V1' by 'ana' is -1"):
        grades_of(negative)
    with pytest.raises(UnknownName, match="No way to combine judges 'most'"):
        grades_of(Judgments(), "most")  # type: ignore[arg-type]
