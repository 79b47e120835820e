"""The free text of records: their words, and nothing of who somebody is."""

from __future__ import annotations

from datetime import date

from matcher import Candidate, Vacancy, load_sample
from matcher.records.claims import SECTION_NAMES
from matcher.rescoring import text_of, texts_of


def test_a_vacancy_gives_title_description_and_note() -> None:
    job = Vacancy(id="V", title="Cook", description="Noodles.", note="Night shifts", city="Busan")
    assert text_of(job) == "Cook\nNoodles.\nNight shifts"


def test_a_candidate_gives_the_phrases_of_every_section() -> None:
    claims = {name: f"phrase of {name}" for name in SECTION_NAMES}
    text = text_of(Candidate(id="C", **claims))  # type: ignore[arg-type]
    assert set(claims.values()) <= set(text.split("\n"))


def test_who_somebody_is_is_not_in_the_text() -> None:
    who = Candidate(
        id="C", sex="F", birth_date=date(2005, 3, 1), province="Jawa Barat", city="Mataram",
        school_type="negeri", height_cm=161,
    )  # fmt: skip
    assert not text_of(who)


def test_texts_go_by_id() -> None:
    people = load_sample().candidates[:5]
    assert texts_of(people) == {one.id: text_of(one) for one in people}
