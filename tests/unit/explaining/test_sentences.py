"""An explanation in words: what it begins with, what it lists, and what it numbers at the end."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from matcher.eligibility.judging import VERDICTS
from matcher.errors import UnknownName
from matcher.explaining.facts import Contribution, Decision, GateReason, PairFacts, Reported
from matcher.explaining.gate_facts import Ground, OrderFact, RuleFacts
from matcher.explaining.sentence_phrases import COMPONENT_NAMES, VERDICT_WORDS
from matcher.explaining.sentences import explain_in_words
from matcher.features.wording import Language
from matcher.records.requirements import Requirement
from matcher.settings import COMPONENTS

LANGUAGES: tuple[Language, ...] = get_args(Language)
GATE = GateReason(
    number=1,
    asked={"en": "Passport", "id": "Paspor"},
    on_record={"en": "nothing on record", "id": "belum ada catatan"},
    stage="select",
    state="met",
    months=None,
    by=None,
    is_personal=False,
    grounds=(),
)
PAPERS = RuleFacts(
    id="r1",
    title={"en": "Papers", "id": "Surat"},
    pack="p",
    pack_version="1",
    origin="law",
    source="the law",
    confidence="quoted",
    valid_from=date(2020, 1, 1),
    valid_to=None,
    note=None,
    asks=True,
    unstated=(),
)
THE_LAW = Ground("law", "the law (quoted)", PAPERS)
ADVERT = Ground("employer", "the advert", None)
BY_LAW = replace(GATE, grounds=(THE_LAW,))
#: What is said of the gate where it takes 36 months.
TOO_LONG = (
    "cannot be met in time (takes 36 months, and there is time until 2026-12-01): "
    "Passport — nothing on record"
)
FACTS = PairFacts(
    candidate_id="C1",
    vacancy_id="V1",
    title="welder",
    verdict="READY",
    score=0.4567,
    possible=0.8,
    components={},
    contributions=(),
    gates=(),
    as_of=date(2025, 12, 1),
    departure=date(2026, 6, 1),
    departure_source="",
    horizon=date(2026, 12, 1),
    unread={"vacancy": (), "candidate": ()},
)


def adds(value: float, evidence: str | None = None, component: str = "skills") -> Contribution:
    asked: dict[Language, str] = {"en": f"thing {value:g}", "id": f"hal {value:g}"}
    return Contribution(component, asked, value, 1.0, 1.0, evidence)


def lines(language: Language = "en", **facts: object) -> list[str]:
    return explain_in_words(replace(FACTS, **facts), language).splitlines()  # type: ignore[arg-type]


def gate_lines(*gates: GateReason, language: Language = "en") -> list[str]:
    """What is said of gates: everything after the heading of its stage."""
    told = lines(language, gates=gates)
    return [line.strip() for line in told[6 if gates else 5 :]]


# --- the head ----------------------------------------------------------------------------


def test_the_first_line_names_the_pair_and_its_verdict() -> None:
    assert (
        lines()[0] == "C1 for welder (V1): READY — everything asked to be chosen is met and proven."
    )
    assert lines("id")[0].startswith("C1 untuk welder (V1): READY — ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words(verdict: str, language: Language) -> None:
    assert VERDICT_WORDS[language][verdict] in lines(language, verdict=verdict)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_has_its_name(language: Language) -> None:
    assert tuple(COMPONENT_NAMES[language]) == COMPONENTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_line_gives_both_scores(language: Language) -> None:
    assert "0.457" in lines(language)[2]
    assert "0.800" in lines(language)[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fourth_line_gives_the_days(language: Language) -> None:
    assert "2025-12-01" in lines(language)[3]
    assert "2026-06-01" in lines(language)[3]
    assert "[1]" not in lines(language)[3]


def test_the_source_of_an_assumed_departure_is_a_note() -> None:
    told = lines(departure_source="half a year")
    assert told[3].endswith("2026-06-01 [1].")
    assert told[-2:] == ["Sources:", "  [1] half a year"]


# --- contributions -----------------------------------------------------------------------


def test_contributions_are_told_greatest_first_with_what_they_count() -> None:
    told = lines(
        contributions=(
            adds(0.1),
            Contribution("language", {"en": "N4", "id": "N4"}, 0.4, 0.5, 1, "JLPT N4"),
        )
    )
    assert told[4:] == [
        "What counts:",
        "  +0.200 language: N4 — JLPT N4 (counts 50%)",
        "  +0.100 skills: thing 0.1 (counts 100%)",
    ]


def test_contributions_are_told_in_indonesian() -> None:
    told = lines("id", contributions=(adds(0.1, "SMAW"),))
    assert told[5] == "  +0.100 keterampilan: hal 0.1 — SMAW (dihitung 100%)"


def test_what_adds_nothing_is_not_told() -> None:
    told = lines(contributions=(adds(0.0), adds(0.1)))
    assert told[4:] == ["What counts:", "  +0.100 skills: thing 0.1 (counts 100%)"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Nothing asked is known to be had yet."),
        ("id", "Belum ada syarat yang diketahui dimiliki."),
    ],
)
def test_where_nothing_counts_that_is_said(language: Language, line: str) -> None:
    assert lines(language, contributions=(adds(0.0),))[4:] == [line]


def test_up_to_seven_contributions_are_told_singly() -> None:
    told = lines(contributions=tuple(adds(value / 100) for value in range(1, 8)))
    assert len(told) == 4 + 1 + 7
    assert told[5].startswith("  +0.070")
    assert told[-1].startswith("  +0.010 skills")


def test_of_more_the_smaller_ones_are_one_sum() -> None:
    told = lines(contributions=tuple(adds(value / 100) for value in range(1, 9)))
    assert len(told) == 4 + 1 + 6 + 1
    assert told[-2].startswith("  +0.030 skills")
    assert told[-1] == "  +0.030 from 2 smaller ones"


# --- gates to be chosen ------------------------------------------------------------------


def test_gates_to_be_chosen_stand_under_their_heading() -> None:
    assert lines(gates=(GATE,))[5:] == [
        "Requirements to be chosen:",
        "  met: Passport — nothing on record",
    ]
    assert lines("id", gates=(GATE,))[5:] == [
        "Syarat untuk terpilih:",
        "  terpenuhi: Paspor — belum ada catatan",
    ]


def test_without_gates_there_is_no_heading() -> None:
    assert len(lines()) == 5


@pytest.mark.parametrize(
    ("state", "months", "by", "line"),
    [
        ("unknown", None, None, "to be shown: Passport — nothing on record"),
        (
            "obtainable",
            2,
            date(2026, 2, 1),
            "can be obtained in 2 months, by 2026-02-01: Passport — nothing on record",
        ),
        (
            "obtainable",
            1,
            date(2026, 1, 1),
            "can be obtained in 1 month, by 2026-01-01: Passport — nothing on record",
        ),
        (
            "obtainable",
            None,
            date(2026, 8, 17),
            "can be obtained from 2026-08-17: Passport — nothing on record",
        ),
        ("obtainable", None, None, "can be obtained: Passport — nothing on record"),
        (
            "impossible",
            36,
            None,
            TOO_LONG,
        ),
        ("impossible", None, None, "cannot be met: Passport — nothing on record"),
    ],
)
def test_a_gate_is_told_with_the_time_it_takes(
    state: str, months: int | None, by: date | None, line: str
) -> None:
    assert gate_lines(replace(GATE, state=state, months=months, by=by)) == [line]


@pytest.mark.parametrize("state", ["met", "unknown", "obtainable", "impossible"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_behind_a_gate_is_a_note_whatever_its_state(
    state: str, language: Language
) -> None:
    told = gate_lines(replace(BY_LAW, state=state), language=language)
    title = {"en": "Papers", "id": "Surat"}[language]
    assert told[0].endswith("[1]")
    assert told[2].startswith("[1] ")
    for part in ("r1", title, "the law (quoted)"):
        assert part in told[2]


@pytest.mark.parametrize(
    ("state", "noted"),
    [("met", False), ("unknown", True), ("obtainable", True), ("impossible", True)],
)
def test_the_source_of_an_open_gate_is_a_note(state: str, *, noted: bool) -> None:
    told = gate_lines(replace(GATE, state=state, grounds=(ADVERT,)))
    assert told[0].endswith("[1]") is noted
    assert told[1:] == (["Sources:", "[1] asked by the employer: the advert"] if noted else [])


@pytest.mark.parametrize("origin", get_args(Requirement.model_fields["origin"].annotation))
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_has_a_name(origin: str, language: Language) -> None:
    asked = replace(GATE, state="unknown", grounds=(Ground(origin, "somewhere", None),))
    assert gate_lines(asked, language=language)[-1].endswith(": somewhere")


def test_a_ground_of_several_gates_is_one_note() -> None:
    other = replace(GATE, state="unknown", grounds=(ADVERT,))
    third = replace(BY_LAW, asked={"en": "Visa", "id": "Visa"})
    told = gate_lines(BY_LAW, other, third)
    assert [line[-3:] for line in told[:3]] == ["[1]", "[2]", "[1]"]
    assert [line[:3] for line in told[4:]] == ["[1]", "[2]"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_law_and_the_employer_ask_alike_is_one_line_with_both_grounds(
    language: Language,
) -> None:
    both = replace(GATE, state="unknown", grounds=(THE_LAW, ADVERT))
    told = gate_lines(both, language=language)
    assert told[0].endswith("[1] [2]")
    assert "r1" in told[2]
    assert told[3].endswith(": the advert")
    # Gates that differ in nothing that is told are one line too.
    apart = (replace(both, grounds=(THE_LAW,)), replace(both, number=2, grounds=(ADVERT,)))
    assert gate_lines(*apart, language=language) == told


# --- what decides ------------------------------------------------------------------------


def test_the_second_line_says_what_decides() -> None:
    assert lines()[1] == "Decided by: nothing is required to be chosen."
    assert lines(gates=(GATE, GATE))[1] == ("Decided by: all 2 requirements to be chosen are met.")
    assert lines("id", gates=(GATE,))[1] == (
        "Ditentukan oleh: semua 1 syarat untuk terpilih terpenuhi."
    )


@pytest.mark.parametrize("kind", ["to_show", "to_obtain", "too_late", "impossible"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gates_that_decide_are_named_with_their_notes(
    kind: Any,  # noqa: ANN401
    language: Language,
) -> None:
    gate = replace(BY_LAW, state="obtainable", months=2, by=date(2026, 2, 1))
    line = lines(language, gates=(gate,), decision=Decision(kind, (1,)))[1]
    assert line.startswith({"en": "Decided by: ", "id": "Ditentukan oleh: "}[language])
    assert line.endswith(f"{gate.asked[language]} (2026-02-01) [1].")


def test_what_the_vacancy_itself_lacks_is_named_with_the_title_of_its_rule() -> None:
    fact = OrderFact("placement_open", "impossible")
    gate = replace(BY_LAW, state="impossible", facts=(fact,))
    line = lines("id", gates=(gate,), decision=Decision("impossible", (1,)))[1]
    assert line == "Ditentukan oleh: tidak dapat dipenuhi: Paspor (Surat) [1]."


def test_of_many_gates_that_decide_three_are_named() -> None:
    gates = [
        replace(GATE, number=n, state="impossible", asked={"en": f"thing {n}", "id": f"hal {n}"})
        for n in range(1, 6)
    ]
    decision = Decision("impossible", (2, 1, 3, 4, 5))
    assert lines(gates=tuple(gates), decision=decision)[1] == (
        "Decided by: cannot be met: thing 2; thing 1; thing 3; 2 more."
    )


# --- what is only shown ------------------------------------------------------------------


def test_notices_and_reported_constraints_are_a_line_each() -> None:
    notice = replace(PAPERS, asks=False)
    men = Reported({"en": "men", "id": "laki-laki"}, {"en": "-", "id": "-"}, None, ADVERT)
    shown: dict[str, Any] = {"rules": (PAPERS, notice, notice), "reported": (men, men)}
    assert lines(**shown)[-2:] == [
        "Good to know, not judged: Papers; Papers.",
        "Asked, but only reported and not counted: men.",
    ]
    assert lines("id", **shown)[-2:] == [
        "Baik untuk diketahui, tidak dinilai: Surat; Surat.",
        "Diminta, tetapi hanya dilaporkan dan tidak dihitung: laki-laki.",
    ]


# --- the checklist -----------------------------------------------------------------------

TO_LEAVE = replace(GATE, stage="depart", state="unknown")


def test_what_is_to_be_brought_is_two_lists() -> None:
    visa = replace(TO_LEAVE, asked={"en": "Visa", "id": "Visa"})
    to_get = replace(TO_LEAVE, asked={"en": "Letter", "id": "Surat"}, state="obtainable", months=2)
    assert lines(gates=(TO_LEAVE, to_get, visa))[5:] == [
        "Still to bring before departure:",
        "  to be shown: Passport, Visa",
        "  to be obtained: Letter",
    ]
    assert lines("id", gates=(TO_LEAVE, to_get, visa))[5:] == [
        "Masih harus dilengkapi sebelum berangkat:",
        "  perlu ditunjukkan: Paspor, Visa",
        "  perlu diurus: Surat",
    ]


def test_what_is_there_to_leave_is_not_told() -> None:
    assert len(lines(gates=(replace(TO_LEAVE, state="met"),))) == 5


def test_what_cannot_be_had_before_leaving_is_told_by_itself() -> None:
    never = replace(TO_LEAVE, state="impossible", months=36)
    assert lines(gates=(TO_LEAVE, never))[6:] == [
        f"  {TOO_LONG}",
        "  to be shown: Passport",
    ]


def test_what_several_ask_for_is_told_once() -> None:
    by_law = replace(BY_LAW, stage="depart", state="unknown")
    told = lines(gates=(by_law, TO_LEAVE))
    assert told[6] == "  to be shown: Passport [1]"


# --- what could not be read --------------------------------------------------------------


def test_what_could_not_be_read_is_told_once_and_in_order() -> None:
    unread = {"vacancy": ("zip", "flying"), "candidate": ("juggling", "zip")}
    assert lines(unread=unread)[-1] == (
        "Not understood and therefore not counted: flying; juggling; zip."
    )
    assert lines("id", unread=unread)[-1].endswith("flying; juggling; zip.")


def test_a_language_that_is_not_known_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="No language of explanations 'de'"):
        explain_in_words(FACTS, "de")  # type: ignore[arg-type]
