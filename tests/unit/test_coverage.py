"""Coverage says of every vacancy which rules speak of it, and what closes it to everybody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matcher import Candidate, Matcher, Vacancy, load_sample
from matcher.coverage import Coverage, coverage_of
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import RulePack
from matcher.index import Context
from matcher.normalizing.normalizer import default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.settings import Settings, Weights

CONTEXT = Context(
    as_of=date(2025, 12, 1),
    weights=Weights(),
    settings=Settings(),
    records=RecordNormalizer(default_normalizer()),
    packs=(),
)
HEAD = {"title_en": "a", "title_id": "b", "source": "s", "confidence": "quoted"}


def pack(name: str, *rules: dict[str, Any]) -> RulePack:
    """A pack whose rules are in force since 2020."""
    told = [{**HEAD, "valid_from": "2020-01-01", **rule} for rule in rules]
    head = {"id": name, "version": "1", "title_en": "a", "title_id": "b"}
    return RulePack.model_validate({**head, "rules": told})


LAW = pack("indonesia-law", {"id": "adult", "expression": {"age_min": 18}})
JAPAN = pack(
    "japan",
    {"id": "test", "countries": ["Japan"], "expression": {"sex": "F"}},
    {"id": "home", "countries": ["Japan"], "employer_types": ["household"],
     "ask": ["employer_types"]},
    {"id": "other-test", "countries": ["Japan"], "occupations": ["occupation:welder"],
     "replaces": ["test"]},
)  # fmt: skip


def covered(*jobs: Vacancy, packs: tuple[RulePack, ...] = (LAW, JAPAN)) -> Coverage:
    return coverage_of(jobs, replace(CONTEXT, packs=packs))


def job(name: str = "V1", title: str = "cook", **fields: Any) -> Vacancy:  # noqa: ANN401
    return Vacancy(id=name, title=title, **fields)


# --- which rules speak -------------------------------------------------------------------


def test_a_vacancy_knows_the_rules_that_speak_of_it() -> None:
    (one,) = covered(job(country="Japan")).vacancies
    assert (one.packs, one.rules, one.open) == (
        ("indonesia-law", "japan"),
        ("adult", "test"),
        ("home",),
    )
    assert one.replaced == ()
    assert one.is_covered


def test_what_a_rule_sets_aside_speaks_no_more() -> None:
    (one,) = covered(job(country="Japan", title="welder", employer_type="company")).vacancies
    assert (one.rules, one.replaced, one.open) == (("adult", "other-test"), ("test",), ())


def test_the_general_law_alone_covers_no_vacancy() -> None:
    found = covered(
        job("A", country="Taiwan"), job("B", country="Japan"), job("C", country="Taiwan")
    )
    assert [one.is_covered for one in found.vacancies] == [False, True, False]
    assert found.uncovered() == [("Taiwan", None, 2)]


def test_what_is_not_covered_is_counted_by_the_narrowest_scheme() -> None:
    jobs = [job(name, country="Japan", scheme="P to P, SSW") for name in ("A", "B")]
    assert covered(*jobs, packs=(LAW,)).uncovered() == [("Japan", "ssw", 2)]


def test_a_question_alone_covers_no_vacancy() -> None:
    asking = pack(
        "homes",
        {"id": "home", "countries": ["Taiwan"], "employer_types": ["household"],
         "ask": ["employer_types"]},
    )  # fmt: skip
    found = covered(job(country="Taiwan"), packs=(LAW, asking))
    assert not found.vacancies[0].is_covered
    assert [(one.pack, one.vacancies, one.open) for one in found.by_pack()] == [
        ("indonesia-law", 1, 0),
        ("homes", 0, 1),
    ]


def test_packs_and_rules_are_counted() -> None:
    found = covered(
        job("A", country="Japan"),
        job("B", title="welder", country="Japan", employer_type="household"),
        job("C", country="Taiwan"),
    )
    assert [(one.pack, one.rule, one.vacancies, one.open, one.replaced)
            for one in found.by_pack()] == [
        ("indonesia-law", None, 3, 0, 0),
        ("japan", None, 2, 0, 1),
    ]  # fmt: skip
    assert [(one.rule, one.vacancies, one.open, one.replaced) for one in found.by_rule()] == [
        ("adult", 3, 0, 0),
        ("test", 1, 0, 1),
        ("home", 1, 1, 0),
        ("other-test", 1, 0, 0),
    ]


# --- what is not told --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"country": "Japan", "scheme": "SSW", "employer_type": "company"}, ()),
        ({"scheme": "P to P", "employer_type": "company"}, ("country not stated",)),
        (
            {"country": "Atlantis", "scheme": "P to P", "employer_type": "company"},
            ("country not known",),
        ),
        ({"country": "Japan", "employer_type": "company"}, ("scheme not stated",)),
        (
            {"country": "Japan", "scheme": "our way", "employer_type": "company"},
            ("scheme not known",),
        ),
        ({"country": "Japan", "scheme": "SSW"}, ("employer type not stated",)),
        (
            {
                "title": "xyzzy plugh",
                "country": "Japan",
                "scheme": "SSW",
                "employer_type": "company",
            },
            ("occupation not known",),
        ),
    ],
    ids=["nothing", "no country", "country", "no scheme", "scheme", "employer", "occupation"],
)
def test_what_keeps_rules_from_being_found_is_told(
    fields: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found = covered(job(**fields))
    assert found.vacancies[0].missing == missing
    assert found.missing() == [(one, 1) for one in missing]


# --- what is closed ----------------------------------------------------------------------


def test_a_vacancy_that_somebody_may_reach_is_open() -> None:
    assert covered(job(country="Japan")).closed == ()


def test_a_rule_that_nobody_can_meet_closes_a_vacancy() -> None:
    closure = pack("closed", {"id": "shut", "expression": {"vacancy": "placement_open"}})
    (one,) = covered(job(), packs=(closure,)).closed
    assert [(closing.rule, closing.en) for closing in one.closed_by] == [
        ("shut", "a destination open for placement")
    ]
    assert one.closed_by[0].words("id") == "tujuan yang terbuka untuk penempatan"


def test_a_contradiction_closes_a_vacancy_and_is_told_in_words() -> None:
    (one,) = covered(job(country="Japan", sex="M")).closed
    (closing,) = one.closed_by
    assert closing.rule is None
    assert closing.en == "men; age at least 18 (adult); women (test)"
    assert closing.id == "laki-laki; usia minimal 18 (adult); perempuan (test)"


def test_a_closed_vacancy_is_barred_to_everybody() -> None:
    sample = load_sample(candidates=12)
    engine = Matcher(as_of="2025-12-01").fit(sample.vacancies)
    found = coverage_of(sample.vacancies, replace(CONTEXT, packs=default_packs()))
    assert found.closed
    people = [*sample.candidates, Candidate(id="-somebody")]
    for one in found.closed:
        assert {engine.explain(who, one.id).verdict for who in people} == {"BARRED"}
    reachable = [one.id for one in found.vacancies if not one.closed_by][:12]
    for name in reachable:
        assert engine.explain(people[-1], name).verdict != "BARRED"


# --- as a whole --------------------------------------------------------------------------


def test_progress_is_told_and_blocks_change_nothing() -> None:
    jobs = [job(f"V{n}", country="Japan" if n % 2 else "Taiwan") for n in range(1_001)]
    told: list[tuple[int, int]] = []
    context = replace(CONTEXT, packs=(LAW, JAPAN))
    found = coverage_of(jobs, context, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1_001), (1_000, 1_001), (1_001, 1_001)]
    assert [one.id for one in found.vacancies] == [one.id for one in jobs]
    assert found.vacancies[999] == covered(jobs[999]).vacancies[0]


def test_no_vacancies_have_an_empty_coverage() -> None:
    assert covered().to_arrow().num_rows == 0


def test_the_table_has_a_row_per_vacancy() -> None:
    table = covered(job(country="Japan"), job("V2", country="Japan", sex="M")).to_arrow()
    first, second = table.to_pylist()
    assert first == {
        "vacancy_id": "V1",
        "title": "cook",
        "country": "Japan",
        "employer_type": None,
        "is_covered": "yes",
        "schemes": "",
        "packs": "indonesia-law;japan",
        "rules": "adult;test",
        "open": "home",
        "replaced": "",
        "missing": "scheme not stated;employer type not stated",
        "closed_by": "",
    }
    assert second["closed_by"]


def test_the_coverage_tells_its_size() -> None:
    found = covered(job(country="Japan"), job("V2", country="Taiwan"))
    assert repr(found) == ("<Coverage: 1 of 2 vacancies covered, 0 closed, as of 2025-12-01>")
