"""Whether a run has two vacancies in the order that a judge gave, by grades or by preference."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.orders import in_order, orders_of
from matcher.tuning import Graded, Judgments, Preferred

JOBS = ["V1", "V2", "V3", "V4"]


def test_orders_come_from_grades_of_one_judge_and_from_preferences() -> None:
    graded = (
        Graded("ana", "C1", "V1", 3),
        Graded("ana", "C1", "V2", 1),
        Graded("ana", "C1", "V3", 1),
        Graded("budi", "C1", "V3", 9),
    )
    said = Judgments(graded=graded, preferred=(Preferred("budi", "C0", "V9", "V1"),))
    assert dict(orders_of(said)) == {
        "C0": (("V9", "V1"),),
        "C1": (("V1", "V2"), ("V1", "V3")),
    }


def test_every_judge_is_counted() -> None:
    said = Judgments(preferred=tuple(Preferred(one, "C", "V1", "V2") for one in ("a", "b")))
    assert orders_of(said)["C"] == (("V1", "V2"),) * 2


@given(st.permutations(JOBS), st.integers(0, 4))
def test_shares_are_counted_pair_by_pair(order: list[str], length: int) -> None:
    listed = order[:length]
    said = tuple((one, other) for one in JOBS for other in JOBS if one < other)
    kept = 0.0
    for better, worse in said:
        if better in listed and worse in listed:
            kept += listed.index(better) < listed.index(worse)
        elif better in listed or worse in listed:
            kept += better in listed
        else:
            kept += 0.5
    run = in_order({"C": listed}, {"C": said})
    assert run["C"].relevance.tolist() == [kept / len(said)]


def test_a_list_in_the_judges_order_is_wholly_in_order_and_its_reverse_is_not() -> None:
    said = orders_of(Judgments.of_list("ana", "C", JOBS))
    assert in_order({"C": JOBS}, said)["C"].relevance.tolist() == [1]
    assert in_order({"C": JOBS[::-1]}, said)["C"].relevance.tolist() == [0]
    assert in_order({}, said)["C"].relevance.tolist() == [0.5]
