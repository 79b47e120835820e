"""The audit: parts that add up, the planted cause named, small groups nowhere to be found."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audited_market import AS_OF, GROUPS, audited, engine, people
from matcher import Candidate, Matcher, Vacancy, Weights
from matcher.errors import InputError, UnknownName
from matcher.fairness import Audit, Gap
from matcher.fairness.lifting import reference_of
from matcher.fairness.shares import PARTS
from small_field import FIELD

SHORT = {"height_cm": 150}
ON_WORD = {"skills": "Pipe seams||self_report; Cooking||self_report"}
NOT_SAID = {"skills": None}
IN_NUMBERS = {"skills": "KD 101||BNSP; KD 102||BNSP"}
NOTHING_HAD = {"skills": "-"}


def gap_of(audit: Audit) -> Gap:
    return audit.between("side", "B", "A")


@pytest.mark.parametrize(
    ("changed", "height", "cause"),
    [
        (SHORT, 160, "rule"),
        (ON_WORD, None, "documents"),
        (NOT_SAID, None, "documents"),
        (IN_NUMBERS, None, "taxonomy"),
        (NOTHING_HAD, None, None),
        (None, 160, None),
    ],
)
def test_what_was_done_to_a_group_is_named(
    changed: dict[str, Any] | None, height: int | None, cause: str | None
) -> None:
    assert gap_of(audited(changed, height, k=15)).cause == cause


def test_weights_are_named_where_the_reference_would_not_part_groups() -> None:
    # All vacancies are in Taiwan: who wishes for it gains by the preference alone.
    jobs = [Vacancy(id=f"V{n}", title="welder", country="Taiwan") for n in range(3)]
    matcher = Matcher(AS_OF, packs=[], weights=Weights(preference=9), taxonomy=FIELD).fit(jobs)
    asked = [
        Candidate(id=f"C{n:03}", birth_date="2004-03-01", wishes={"countries": ["Taiwan"][: n % 2]})  # type: ignore[arg-type]
        for n in range(60)
    ]
    none_of_it = Weights(preference=0)
    found = matcher.audit(asked, GROUPS, k=15, reference=none_of_it, threads=1)
    gap = gap_of(found)
    assert gap.cause == "weight"
    assert gap.difference.mean == pytest.approx(0.5)
    assert found.reference == none_of_it


@pytest.mark.parametrize("measure", ["exposure", "eligible"])
@pytest.mark.parametrize("changed", [None, SHORT, ON_WORD, IN_NUMBERS])
def test_the_parts_add_up_to_the_gap(changed: dict[str, Any] | None, measure: str) -> None:
    audit = audited(changed, 160, measure=measure)
    for gap in (*audit.gaps, gap_of(audit)):
        assert list(gap.parts) == list(PARTS)
        total = sum(part.mean for part in gap.parts.values())
        assert abs(total - gap.difference.mean) < 1e-9


def test_groups_exchanged_turn_every_sign() -> None:
    audit = audited(SHORT, 160)
    one, other = gap_of(audit), audit.between("side", "A", "B")
    assert one.difference.mean == -other.difference.mean
    for name in PARTS:
        assert one.parts[name].mean == pytest.approx(-other.parts[name].mean, abs=1e-12)
    assert (one.p_value, one.cause) == (other.p_value, other.cause)


def test_who_is_shown_is_who_stands_in_the_lists() -> None:
    cohort = people(ON_WORD)
    ranking = engine().rank_candidates(cohort, k=5)
    times = Counter(match.candidate_id for match in ranking)
    sides = {row["candidate_id"]: row["side"] for row in GROUPS}
    attention = dict.fromkeys(sides, 0.0)
    for match in ranking:
        attention[match.candidate_id] += 1 / np.log2(match.rank + 1)
    mean = sum(attention.values()) / len(cohort)
    for row in engine().audit(cohort, GROUPS, k=5, minimum=2):
        own = [name for name, side in sides.items() if side == row.group]
        assert row.measured is not None
        assert row.measured.exposure.mean == pytest.approx(sum(n in times for n in own) / len(own))
        expected = sum(attention[name] for name in own) / len(own) / mean
        assert row.measured.attention.mean == pytest.approx(expected)


@given(st.permutations(range(60)))
@settings(max_examples=5)
def test_the_order_of_people_changes_nothing(order: list[int]) -> None:
    cohort = people(IN_NUMBERS)
    found = engine().audit([cohort[place] for place in order], GROUPS[::-1], k=5, threads=1)
    assert found.to_dict() == audited(IN_NUMBERS).to_dict()
    assert found.text() == audited(IN_NUMBERS).text()


def test_aliases_say_what_unread_texts_mean() -> None:
    aliases = {"kd 101": "skill:pipe", "KD 102": "skill:cook"}
    gap = gap_of(audited(IN_NUMBERS, k=15, aliases=aliases))
    assert gap.cause == "taxonomy"
    assert [(one.text, one.people) for one in audited(IN_NUMBERS).unread] == [
        ("KD 101", 30), ("KD 102", 30),
    ]  # fmt: skip
    assert audited(IN_NUMBERS, minimum=31).unread == ()


def test_nobody_needs_to_be_ready_for_eligibility_without_missing_papers() -> None:
    gap = gap_of(audited(ON_WORD, verdicts=("READY",), measure="eligible"))
    assert gap.difference.mean == -1
    assert gap.parts["documents"].mean == pytest.approx(-1)


def test_a_reference_is_the_defaults_or_equal_weights() -> None:
    assert reference_of(Weights(skills=9)) == Weights()
    assert len({reference_of(Weights()).of(name) for name in ("skills", "preference")}) == 1


# --- small groups ------------------------------------------------------------------------


def rare(count: int) -> list[dict[str, str]]:
    """Groups A and B, and a few of a rare one."""
    return [row | {"side": "rare"} if n < count else row for n, row in enumerate(GROUPS)]


def test_small_groups_and_those_that_give_them_away_are_nowhere_told() -> None:
    audit = engine().audit(people(), rare(4), k=5)
    assert [row.group for row in audit if row.measured is not None] == ["B"]
    rows = {row["group"]: row for row in audit.to_arrow().to_pylist()}
    for name in ("A", "rare"):
        own = {key: value for key, value in rows[name].items() if key not in ("attribute", "group")}
        assert set(own.values()) == {None}
    assert " 4 " not in audit.text()
    assert "4" not in repr(audit)
    plain = json.loads(json.dumps(audit.to_dict()))
    assert {row["people"] for row in plain["groups"]} == {None, 28}
    with pytest.raises(UnknownName, match="No group that is told 'rare'"):
        audit.between("side", "B", "rare")


def test_a_few_of_no_known_group_are_hidden_alone() -> None:
    audit = engine().audit(people(), GROUPS[:-4], k=5)
    assert [row.group for row in audit if row.measured is not None] == ["A", "B"]
    assert [row.group for row in audit if row.measured is None] == ["unknown"]
    fewer = [row for row in GROUPS[:-20] if row["side"] == "B" or row["candidate_id"] < "C010"]
    assert all(row.measured is None or row.group == "unknown"
               for row in engine().audit(people(), fewer, k=5) if row.group != "B")  # fmt: skip


def test_a_score_of_few_people_shown_is_not_told() -> None:
    few = audited(k=2)
    assert all(np.isnan(row.measured.score.mean) for row in few if row.measured is not None)
    assert "–" in few.text()
    assert few.to_arrow()["score"].null_count == len(few)


def test_groups_of_one_are_never_to_be_told() -> None:
    with pytest.raises(InputError, match="Groups of 1"):
        audited(minimum=1)


# --- results -----------------------------------------------------------------------------


def test_every_figure_of_the_table_has_its_interval() -> None:
    table = audited(SHORT, 160).to_arrow()
    figures = [name for name in table.column_names if f"{name}_low" in table.column_names]
    assert {"eligible", "exposure", "attention", "gap", "gap_rule", "gap_rest"} <= set(figures)
    for row in table.to_pylist():
        for name in figures:
            if row[name] is not None:
                assert row[f"{name}_low"] <= row[name] + 1e-12
                assert row[name] <= row[f"{name}_high"] + 1e-12


def test_an_audit_speaks_both_languages() -> None:
    audit = audited(SHORT, 160, k=15)
    assert "rules and constraints -" in audit.text()
    assert "Mainly rules and constraints" in audit.text("en")
    assert "Terutama aturan dan syarat" in audit.text("id")
    with pytest.raises(UnknownName, match="language of audits"):
        audit.text("fr")  # type: ignore[arg-type]
    assert audit._repr_html_().count("<tr>") == 3
    assert repr(audit) == f"<Audit: side, 60 people, 6 vacancies, as of {AS_OF}>"


def test_texts_to_be_learned_are_told_with_the_cause() -> None:
    assert "KD 101 (30); KD 102 (30)" in audited(IN_NUMBERS, k=15).text()


def test_what_does_not_differ_is_only_counted() -> None:
    assert "chance explains (corrected p of 0.05 or more): 1." in audited().text()


def test_a_group_that_is_everybody_has_no_gap() -> None:
    alone = [row | {"side": "A"} for row in GROUPS]
    audit = engine().audit(people(), alone, k=5)
    assert (len(audit), audit.gaps) == (1, ())
    assert audit.rows[0].measured is not None
    with pytest.raises(InputError, match="tells of no gap"):
        audit.causes_chart()


def test_what_cannot_be_compared_is_refused() -> None:
    audit = audited()
    with pytest.raises(UnknownName, match="No attribute 'sex'"):
        audit.between("sex", "F", "M")
    with pytest.raises(InputError, match="compared with itself"):
        audit.between("side", "A", "A")
    with pytest.raises(UnknownName, match="measure of gaps"):
        audited(measure="looks")
    with pytest.raises(InputError, match="nobody to audit"):
        engine().audit([], by=["sex"])


def test_many_gaps_are_corrected_together() -> None:
    by_sex = engine().audit(people(SHORT), GROUPS, by=["sex"], k=5, threads=1)
    alone = audited(SHORT)
    assert by_sex.gaps[0].p_adjusted >= alone.gaps[0].p_adjusted
    # Two groups that are all are one comparison.
    assert alone.gaps[0].p_adjusted == alone.gaps[0].p_value
    assert [gap.group for gap in alone.gaps] == ["A", "B"]
