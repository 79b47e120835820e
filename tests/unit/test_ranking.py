"""Ranks: the order, its ties, what is listed, and who is not and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.errors import UnknownName
from matcher.index import Index, build_index
from matcher.kernels import READY, TRAINABLE
from matcher.normalizing.expressions import Bound, Given, either
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.ranking import Listing, Unlisted, rank_candidates, rank_vacancies, verdict_codes
from matcher.records.evidence import Evidence
from matcher.settings import COMPONENTS
from small_world import AS_OF, CONTEXT, ask, claim, must, nice, person, vacancy, work

SMAW, COOKING = ask("skill:smaw"), ask("skill:cooking")
NO_TATTOO = ask("condition:no-tattoo")
FEMALE = Bound("sex", value="F")
LISTED = ("READY", "NEEDS_PROOF")


def index_of(*vacancies: NormalVacancy) -> Index:
    return build_index(vacancies, CONTEXT)


def rank(
    index: Index, *people: NormalCandidate, k: int = 10, verdicts: Sequence[str] = LISTED
) -> Listing:
    return rank_vacancies(index, [people], k=k, verdicts=verdicts)


def listed(listing: Listing) -> list[tuple[str, str, int]]:
    return list(zip(listing.candidate_ids, listing.vacancy_ids, listing.rank.tolist(), strict=True))


def types(listing: Listing) -> list[str]:
    columns = (listing.rank, listing.score, listing.possible, listing.verdict)
    return [str(values.dtype) for values in columns]


def single(value: float) -> float:
    return float(np.float32(value))


#: Three vacancies that a proven cook fits more and more, and one that nobody is ready for.
JOBS = (
    vacancy(name="none"),
    vacancy(nice(COOKING), nice(SMAW), name="half"),
    vacancy(nice(COOKING), name="full"),
    vacancy(must(NO_TATTOO), name="barred"),
)
COOK = person(claim("skill:cooking"), name="cook")


# --- verdict codes -----------------------------------------------------------------------


def test_verdicts_are_given_by_name_in_any_order_and_once() -> None:
    assert verdict_codes(["TRAINABLE", "READY", "READY"]).tolist() == [READY, TRAINABLE]


@pytest.mark.parametrize("name", ["BARRED", "ready", "READDY"])
def test_barred_pairs_and_unknown_verdicts_are_never_listed(name: str) -> None:
    with pytest.raises(UnknownName, match=f"No listed verdict '{name}'"):
        verdict_codes([name])


# --- the best vacancies of a candidate ---------------------------------------------------


def test_the_best_score_comes_first() -> None:
    assert listed(rank(index_of(*JOBS), COOK)) == [
        ("cook", "full", 1),
        ("cook", "half", 2),
        ("cook", "none", 3),
    ]


def test_the_listed_pairs_have_their_scores() -> None:
    found = rank(index_of(*JOBS), COOK)
    total = 5.75 + 3
    assert found.score.tolist() == [single(3 / total), single(1.5 / total), 0]
    # Only the wish is unknown of a person whose lists are complete.
    assert found.possible.tolist() == [
        single(4 / total),
        single(2.5 / total),
        single(1 / 5.75),
    ]
    assert found.components["skills"].tolist()[:2] == [1.0, 0.5]
    assert np.isnan(found.components["skills"][2])
    assert found.components["occupation"].tolist() == [0, 0, 0]
    assert tuple(found.components) == COMPONENTS


def test_the_columns_have_the_types_of_the_schema() -> None:
    found = rank(index_of(*JOBS), COOK)
    assert types(found) == ["int32", "float32", "float32", "int8"]
    assert {values.dtype for values in found.components.values()} == {np.dtype(np.float32)}


def test_ties_go_by_the_id_of_the_vacancy_by_code_point() -> None:
    index = index_of(*(vacancy(name=name) for name in ("b", "10", "é", "9", "B")))
    assert rank(index, person()).vacancy_ids == ["10", "9", "B", "b", "é"]


def test_ties_are_ties_of_the_reported_score() -> None:
    # In float64 the second is ahead by less than a float32 can say.
    jobs = (
        vacancy(nice(COOKING, weight=1.0), nice(SMAW, weight=1.0), name="a"),
        vacancy(nice(COOKING, weight=1.0 + 1e-9), nice(SMAW, weight=1.0), name="b"),
    )
    found = rank(index_of(*reversed(jobs)), COOK)
    assert found.vacancy_ids == ["a", "b"]
    assert found.score[0] == found.score[1]


def test_each_longer_list_begins_with_the_shorter_one() -> None:
    index = index_of(*JOBS, *(vacancy(name=name) for name in "zyx"))
    longest = rank(index, COOK, k=9).vacancy_ids
    assert len(longest) == 6
    for k in range(1, 7):
        assert rank(index, COOK, k=k).vacancy_ids == longest[:k]


def test_candidates_keep_their_order_and_each_begins_with_rank_one() -> None:
    people = [person(name="b"), COOK, person(name="a")]
    found = listed(rank(index_of(*JOBS), *people, k=2))
    assert found == [
        ("b", "full", 1),
        ("b", "half", 2),
        ("cook", "full", 1),
        ("cook", "half", 2),
        ("a", "full", 1),
        ("a", "half", 2),
    ]


def test_only_pairs_of_the_asked_verdicts_are_listed() -> None:
    jobs = (
        vacancy(name="ready"),
        vacancy(must(ask("?skill:juggling")), name="to show"),
        vacancy(must(SMAW), name="to learn"),
        vacancy(must(NO_TATTOO), name="barred"),
    )
    index = index_of(*jobs)
    assert set(rank(index, person()).vacancy_ids) == {"ready", "to show"}
    assert rank(index, person(), verdicts=["READY"]).vacancy_ids == ["ready"]
    assert rank(index, person(), verdicts=["TRAINABLE"]).vacancy_ids == ["to learn"]
    assert rank(index, person(), verdicts=["TRAINABLE"]).verdict.tolist() == [TRAINABLE]


def test_all_pairs_are_counted_by_verdict() -> None:
    found = rank(index_of(*JOBS), COOK, person(name="b"), k=1)
    assert found.verdicts == {"READY": 6, "NEEDS_PROOF": 0, "TRAINABLE": 0, "BARRED": 2}
    assert (found.candidates, found.vacancies, found.as_of) == (2, 4, AS_OF)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_the_size_of_the_blocks_changes_nothing(size: int) -> None:
    index = index_of(*JOBS)
    people = [COOK, person(name="b"), person(claim("skill:smaw"), name="c"), person(name="d")]
    blocks = [people[start : start + size] for start in range(0, len(people), size)]
    whole = rank(index, *people)
    found = rank_vacancies(index, blocks, k=10, verdicts=LISTED)
    assert listed(found) == listed(whole)
    assert found.score.tolist() == whole.score.tolist()
    assert (found.verdicts, found.candidates) == (whole.verdicts, whole.candidates)


def test_without_candidates_the_columns_are_empty() -> None:
    found = rank_vacancies(index_of(*JOBS), [], k=3, verdicts=LISTED)
    assert listed(found) == []
    assert types(found) == ["int32", "float32", "float32", "int8"]
    assert found.verdicts == {"READY": 0, "NEEDS_PROOF": 0, "TRAINABLE": 0, "BARRED": 0}
    assert (found.unlisted, found.candidates, found.vacancies) == ((), 0, 4)


# --- who is not listed -------------------------------------------------------------------


def unlisted(*vacancies: NormalVacancy, who: NormalCandidate | None = None) -> Unlisted:
    (found,) = rank(index_of(*vacancies), who or person()).unlisted
    return found


def test_who_is_listed_is_not_unlisted() -> None:
    assert rank(index_of(*JOBS), COOK).unlisted == ()


def test_who_has_no_row_is_told_the_counts_of_each_verdict() -> None:
    found = unlisted(
        vacancy(must(SMAW), name="a"), vacancy(must(COOKING), name="b"), vacancy(must(NO_TATTOO))
    )
    assert found.id == "C1"
    assert found.counts == {"READY": 0, "NEEDS_PROOF": 0, "TRAINABLE": 2, "BARRED": 1}


def test_the_blocker_is_what_is_lacking_most_often() -> None:
    found = unlisted(
        vacancy(must(SMAW), name="a"),
        vacancy(must(COOKING), must(NO_TATTOO), name="b"),
        vacancy(must(COOKING), name="c"),
    )
    assert (found.blocker, found.blocked) == (COOKING, 2)


def test_of_equally_frequent_blockers_the_first_key_is_told() -> None:
    found = unlisted(vacancy(must(SMAW), name="a"), vacancy(must(COOKING), name="b"))
    assert (found.blocker, found.blocked) == (COOKING, 1)


def test_what_is_asked_twice_of_one_pair_blocks_one_pair() -> None:
    proven = ask("skill:smaw", None, Evidence.BNSP)
    found = unlisted(
        vacancy(must(SMAW), must(proven), name="a"),
        vacancy(must(COOKING), name="b"),
        vacancy(must(COOKING), name="c"),
    )
    assert (found.blocker, found.blocked) == (COOKING, 2)


def test_what_must_only_be_shown_is_no_blocker() -> None:
    shown = ask("?skill:juggling")
    found = unlisted(vacancy(must(shown), must(SMAW), name="a"), vacancy(must(shown), must(SMAW)))
    assert (found.blocker, found.blocked) == (SMAW, 2)


def test_a_document_that_can_still_be_had_is_no_blocker() -> None:
    passport = must(ask("document:passport"), stage="depart")
    found = unlisted(vacancy(passport, must(SMAW), name="a"), vacancy(passport, must(COOKING)))
    assert (found.blocker, found.blocked) == (COOKING, 1)


def test_a_document_that_comes_too_late_is_a_blocker() -> None:
    visa = ask("document:visa")
    job = vacancy(must(visa, stage="depart"))
    found = unlisted(replace(job, permit_until=date(2026, 3, 31)))
    assert (found.blocker, found.blocked) == (visa, 1)


@pytest.mark.parametrize(
    ("until", "blocked"), [(date(2026, 4, 1), False), (date(2026, 3, 31), True)]
)
def test_a_document_blocks_from_the_first_month_that_is_too_late(
    until: date, *, blocked: bool
) -> None:
    visa = ask("document:visa")
    jobs = [
        replace(
            vacancy(must(visa, stage="depart"), must(one), name=one.concept), permit_until=until
        )
        for one in (SMAW, COOKING)
    ]
    assert unlisted(*jobs).blocker == (visa if blocked else COOKING)


def test_the_personal_musts_of_a_vacancy_block_as_one() -> None:
    who = replace(person(), sex="M")
    found = unlisted(
        vacancy(must(FEMALE), name="a"), vacancy(must(FEMALE), must(SMAW), name="b"), who=who
    )
    assert (found.blocker, found.blocked) == (FEMALE, 2)


def test_documents_that_could_be_had_do_not_hide_that_the_person_can_never_leave() -> None:
    passport = must(ask("document:passport"), stage="depart")
    who = replace(person(), sex="M")
    found = unlisted(
        vacancy(must(FEMALE), passport, name="a"), vacancy(must(FEMALE), passport), who=who
    )
    assert (found.blocker, found.blocked) == (FEMALE, 2)


def test_an_unknown_personal_fact_is_no_blocker() -> None:
    assert unlisted(vacancy(must(FEMALE), must(SMAW))).blocker == SMAW


def test_a_closed_destination_is_a_blocker() -> None:
    closed = Given("placement_open", 1)
    found = unlisted(vacancy(must(closed, stage="depart")))
    assert found.blocker is not None
    assert found.blocker.key.startswith("=placement_open|")
    assert found.blocked == 1


def test_without_any_blocker_there_is_none_to_tell() -> None:
    (found,) = rank(index_of(vacancy()), person(), verdicts=["TRAINABLE"]).unlisted
    assert found == Unlisted(
        "C1", {"READY": 1, "NEEDS_PROOF": 0, "TRAINABLE": 0, "BARRED": 0}, None, 0
    )


# --- gaps --------------------------------------------------------------------------------


def test_near_misses_tell_what_is_missing() -> None:
    index = index_of(vacancy(must(SMAW), must(COOKING)), vacancy(name="V2"))
    found = rank_vacancies(index, [[COOK]], k=3, verdicts=["TRAINABLE"], with_gaps=True)
    assert listed(found) == [("cook", "V1", 1)]
    assert found.gaps is not None
    ((gap,),) = found.gaps
    assert (gap.expression, gap.state, gap.months, gap.by) == (
        SMAW,
        "obtainable",
        3,
        date(2026, 3, 1),
    )


def test_an_age_that_is_reached_in_time_is_a_gap_with_its_day() -> None:
    who = replace(person(), birth_date=date(2008, 8, 17))
    index = index_of(vacancy(must(Bound("age", low=216))))
    found = rank_vacancies(index, [[who]], k=1, verdicts=["TRAINABLE"], with_gaps=True)
    assert found.gaps is not None
    ((gap,),) = found.gaps
    assert (gap.state, gap.months, gap.by) == ("obtainable", None, date(2026, 8, 17))


def test_gaps_stand_beside_their_pairs() -> None:
    index = index_of(
        vacancy(must(SMAW), name="a"), vacancy(must(either([SMAW, COOKING])), name="b")
    )
    people = [person(name="x"), person(claim("skill:cooking"), name="y"), person(name="z")]
    found = rank_vacancies(
        index, [people[:1], people[1:]], k=1, verdicts=["TRAINABLE"], with_gaps=True
    )
    assert listed(found) == [("x", "a", 1), ("y", "a", 1), ("z", "a", 1)]
    assert found.gaps is not None
    assert [[gap.expression for gap in gaps] for gaps in found.gaps] == [[SMAW]] * 3


def test_gaps_are_given_only_where_they_are_asked_for() -> None:
    assert rank(index_of(*JOBS), COOK).gaps is None


# --- the best candidates of a vacancy ----------------------------------------------------

WELDERS = [
    person(name="b"),
    person(work("occupation:welder", 1), name="c"),
    person(work("occupation:welder", 1, evidence=Evidence.INTERNSHIP), name="d"),
    person(name="a"),
    person(name="A"),
]


def test_the_best_candidates_come_first_and_ties_go_by_their_id() -> None:
    found = rank_candidates(index_of(vacancy()), [WELDERS], k=9, verdicts=LISTED)
    assert listed(found) == [
        (name, "V1", place) for place, name in enumerate(["c", "d", "A", "a", "b"], start=1)
    ]
    assert found.score.tolist() == [single(2 / 5.75), single(1.6 / 5.75), 0, 0, 0]
    assert found.components["occupation"].tolist() == [1, single(0.8), 0, 0, 0]
    assert np.isnan(found.components["skills"]).all()
    assert found.possible.tolist() == [single(3 / 5.75)] * 2 + [single(1 / 5.75)] * 3


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("k", [1, 3, 9])
def test_the_best_candidates_are_those_of_the_whole_whatever_the_blocks(size: int, k: int) -> None:
    index = index_of(vacancy(), vacancy(must(SMAW), name="V2"), vacancy(nice(COOKING), name="V3"))
    blocks = [WELDERS[start : start + size] for start in range(0, len(WELDERS), size)]
    whole = rank_candidates(index, [WELDERS], k=k, verdicts=LISTED)
    found = rank_candidates(index, blocks, k=k, verdicts=LISTED)
    assert listed(found) == listed(whole)
    assert found.score.tolist() == whole.score.tolist()
    assert found.unlisted == whole.unlisted


def test_vacancies_keep_their_order_and_each_begins_with_rank_one() -> None:
    index = index_of(vacancy(name="z"), vacancy(must(COOKING), name="y"))
    found = rank_candidates(index, [[COOK, person(name="a")]], k=2, verdicts=LISTED)
    assert listed(found) == [("a", "z", 1), ("cook", "z", 2), ("cook", "y", 1)]


def test_a_vacancy_without_a_candidate_is_told_the_counts_of_each_verdict() -> None:
    index = index_of(vacancy(), vacancy(must(SMAW), name="V2"))
    people = [[COOK, person(name="a")], [person(incomplete=["skills"], name="b")]]
    found = rank_candidates(index, people, k=2, verdicts=["READY"])
    assert found.unlisted == (
        Unlisted("V2", {"READY": 0, "NEEDS_PROOF": 1, "TRAINABLE": 2, "BARRED": 0}),
    )
    assert {type(count) for count in found.unlisted[0].counts.values()} == {int}
    assert found.verdicts == {"READY": 3, "NEEDS_PROOF": 1, "TRAINABLE": 2, "BARRED": 0}
    assert (found.candidates, found.vacancies, found.gaps) == (3, 2, None)


def test_both_directions_give_a_pair_the_same_row() -> None:
    index = index_of(*JOBS)
    people = [COOK, *WELDERS]
    by_candidate = rank(index, *people)
    by_vacancy = rank_candidates(index, [people], k=9, verdicts=LISTED)

    def rows(listing: Listing) -> dict[tuple[str, str], list[float]]:
        columns = [
            values.astype(np.float64)
            for values in (listing.score, listing.possible, *listing.components.values())
        ]
        table = np.nan_to_num(
            np.stack([*columns, listing.verdict.astype(np.float64)], axis=1), nan=-1
        )
        pairs = zip(listing.candidate_ids, listing.vacancy_ids, strict=True)
        return dict(zip(pairs, table.tolist(), strict=True))

    assert rows(by_candidate) == rows(by_vacancy)


def test_without_candidates_every_vacancy_is_unlisted() -> None:
    found = rank_candidates(index_of(*JOBS), [], k=3, verdicts=LISTED)
    assert listed(found) == []
    assert [one.id for one in found.unlisted] == ["none", "half", "full", "barred"]
