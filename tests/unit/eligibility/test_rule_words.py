"""A rule is told in words: what it asks, for whom, since when, and for what it is needed."""

from datetime import date

import pytest

from matcher.eligibility.packs import default_packs
from matcher.eligibility.rule_words import RuleWords, word_rule
from matcher.eligibility.rules import Rule, RulePack
from matcher.features.wording import Language
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from small_world import TAXONOMY

RECORDS = RecordNormalizer(Normalizer(TAXONOMY))


def words(language: Language, **fields: object) -> RuleWords:
    return words_over(RECORDS, language, **fields)


def words_over(records: RecordNormalizer, language: Language, **fields: object) -> RuleWords:
    head = {"id": "r", "title_en": "Title", "title_id": "Judul", "source": "s"}
    rule = Rule.model_validate(
        {**head, "confidence": "quoted", "valid_from": date(2020, 1, 1), **fields}
    )
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(rule,))
    return word_rule(rule, pack, records, language)


def test_a_rule_for_everyone_is_told_so() -> None:
    assert words("en", expression={"age_min": 18}) == RuleWords(
        title="Title",
        asked="age at least 18",
        audience="every vacancy",
        period="since 2020-01-01",
        stage="to be chosen",
    )
    assert words("id", expression={"age_min": 18}) == RuleWords(
        title="Judul",
        asked="usia minimal 18",
        audience="semua lowongan",
        period="sejak 2020-01-01",
        stage="untuk terpilih",
    )


def test_every_criterion_is_told_by_its_names() -> None:
    fields = {
        "countries": ["Japan", "Taiwan"],
        "schemes": ["ssw"],
        "employer_types": ["household", "company", "vessel"],
        "occupations": ["occupation:welder", "occupation:not-there"],
    }
    assert words("en", **fields).audience == (
        "Japan or Taiwan; Specified Skilled Worker No. 1 (Japan); household, company or vessel; "
        "Welder or occupation:not-there"
    )
    assert words("id", **fields).audience == (
        "Japan atau Taiwan; Pekerja Berketerampilan Spesifik 1 (Jepang); "
        "rumah tangga, perusahaan atau kapal; Juru las atau occupation:not-there"
    )


def test_what_is_an_open_question_is_told() -> None:
    fields = {"employer_types": ["household"], "ask": ["employer_types"]}
    assert words("en", **fields).audience.endswith(
        "; an open question where the vacancy does not state the type of employer"
    )
    assert words("id", **fields).audience.endswith(
        "; pertanyaan terbuka jika lowongan tidak menyebut jenis pemberi kerja"
    )


def test_several_open_questions_are_told_as_one_list() -> None:
    fields = {"countries": ["Mars"], "schemes": ["ssw"], "ask": ["countries", "schemes"]}
    assert words("en", **fields).audience == (
        "Mars; Specified Skilled Worker No. 1 (Japan); "
        "an open question where the vacancy does not state the country or scheme"
    )


def test_a_country_is_told_in_the_language_of_the_reader() -> None:
    own = RecordNormalizer(default_normalizer())
    fields = {"countries": ["South Korea", "Mars"]}
    assert words_over(own, "en", **fields).audience == "South Korea or Mars"
    assert words_over(own, "id", **fields).audience == "Korea Selatan atau Mars"


@pytest.mark.parametrize(
    ("fields", "stage", "period"),
    [
        ({}, "notice, never judged", "since 2020-01-01"),
        ({"expression": {"sex": "F"}, "stage": "depart"}, "to leave", "since 2020-01-01"),
        (
            {"valid_to": date(2021, 12, 31)},
            "notice, never judged",
            "from 2020-01-01 to 2021-12-31",
        ),
    ],
    ids=["notice", "papers", "period"],
)
def test_when_and_for_what_it_is_needed_is_told(
    fields: dict[str, object], stage: str, period: str
) -> None:
    found = words("en", **fields)
    assert (found.stage, found.period) == (stage, period)


def test_the_rules_of_the_package_can_be_told_in_both_languages() -> None:
    own = RecordNormalizer(default_normalizer())
    for pack in default_packs():
        for rule in pack.rules:
            english, indonesian = (word_rule(rule, pack, own, one) for one in ("en", "id"))
            assert (english.asked is None) is rule.is_notice
            assert (indonesian.asked is None) is rule.is_notice
            assert "not understood" not in (english.asked or "")
