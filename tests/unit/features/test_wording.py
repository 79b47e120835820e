"""Expressions read as phrases, in English and in Indonesian."""

from typing import get_args

import pytest

from matcher.features.wording import Language, word_expression
from matcher.normalizing.expressions import Bound, Given, NormalExpression, either, every
from matcher.records.requirements import OfVacancy
from small_world import TAXONOMY, ask, ask_work

SMAW, COOKING, FIRST_AID = (
    ask("skill:smaw"),
    ask("skill:cooking"),
    ask("certificate:first-aid"),
)
FEMALE, MALE = (Bound("sex", value=sex) for sex in "FM")
ADULT = Bound("age", low=216.0)
UP_TO_40 = Bound("age", high=492.0)


def english(expression: NormalExpression) -> str:
    return word_expression(expression, TAXONOMY, "en")


def indonesian(expression: NormalExpression) -> str:
    return word_expression(expression, TAXONOMY, "id")


@pytest.mark.parametrize(
    ("expression", "en", "id_"),
    [
        (SMAW, "SMAW", "Las SMAW"),
        (ask("language:jlpt", 2), "JLPT N4", "JLPT N4"),
        (ask("language:jlpt"), "JLPT", "JLPT"),
        (ask("language:ielts", 4.5), "IELTS 4.5", "IELTS 4.5"),
        (ask("education:smk", 3), "Vocational school (SLTA)", "Sekolah kejuruan (SLTA)"),
        (ask("?skill:juggling"), "“skill:juggling” (not understood)", None),
        (ask("?skill:juggling"), None, "“skill:juggling” (tidak dipahami)"),
        (ask_work("occupation:welder", 24), "24 months as Welder", "24 bulan sebagai Juru las"),
        (ask_work("occupation:welder", 1.5), "1.5 months as Welder", "1.5 bulan sebagai Juru las"),
        (ask_work("occupation:welder", 1), "1 month as Welder", "1 bulan sebagai Juru las"),
        (FEMALE, "women", "perempuan"),
        (MALE, "men", "laki-laki"),
        (ADULT, "age at least 18", "usia minimal 18"),
        (Bound("age", low=234.0), "age at least 19.5", "usia minimal 19.5"),
        (UP_TO_40, "age at most 40", "usia maksimal 40"),
        (Bound("age", 216.0, 492.0), "age 18 to 40", "usia 18 sampai 40"),
        (Bound("height", low=155.5), "height at least 155.5 cm", "tinggi badan minimal 155.5 cm"),
        (Bound("weight", high=80.0), "weight at most 80 kg", "berat badan maksimal 80 kg"),
        (
            Bound("height", 155.0, 190.0),
            "height 155 to 190 cm",
            "tinggi badan 155 sampai 190 cm",
        ),
        (
            Given("permit_valid", 1),
            "a valid permit to recruit (SIP2MI)",
            "izin perekrutan (SIP2MI) yang berlaku",
        ),
        (either([]), "nothing", "tidak ada"),
        (every([]), "nothing", "tidak ada"),
    ],
)
def test_a_phrase_says_what_is_asked(
    expression: NormalExpression, en: str | None, id_: str | None
) -> None:
    if en is not None:
        assert english(expression) == en
    if id_ is not None:
        assert indonesian(expression) == id_


def test_alternatives_are_joined_by_or() -> None:
    assert english(either([SMAW, COOKING])) == "Cooking or SMAW"
    assert indonesian(either([SMAW, COOKING])) == "Memasak atau Las SMAW"


def test_parts_are_joined_by_and() -> None:
    assert english(every([SMAW, COOKING])) == "Cooking and SMAW"
    assert indonesian(every([SMAW, COOKING])) == "Memasak dan Las SMAW"


def test_parts_with_parts_of_their_own_stand_in_brackets() -> None:
    assert english(either([FIRST_AID, every([SMAW, COOKING])])) == (
        "(Cooking and SMAW) or First aid"
    )
    assert english(every([FIRST_AID, either([SMAW, COOKING])])) == (
        "(Cooking or SMAW) and First aid"
    )


def test_the_bounds_of_one_person_are_listed_with_the_sex_first() -> None:
    bounds = every([UP_TO_40, Bound("height", low=150.0), FEMALE, ADULT])
    assert english(bounds) == "women, age 18 to 40, height at least 150 cm"
    assert indonesian(bounds) == "perempuan, usia 18 sampai 40, tinggi badan minimal 150 cm"


def test_of_two_bounds_on_one_side_the_stricter_is_said() -> None:
    assert english(every([ADULT, Bound("age", low=240.0)])) == "age at least 20"
    assert english(every([UP_TO_40, Bound("age", high=432.0)])) == "age at most 35"


def test_two_sexes_asked_at_once_are_both_said() -> None:
    bounds = every([MALE, FEMALE, ADULT])
    assert english(bounds) == "women and at the same time men, age at least 18"
    assert indonesian(bounds) == "perempuan sekaligus laki-laki, usia minimal 18"


def test_parts_stand_in_brackets_in_indonesian_too() -> None:
    mixed = either([FIRST_AID, every([SMAW, COOKING])])
    assert indonesian(mixed) == "(Memasak dan Las SMAW) atau Pertolongan pertama"


def test_bounds_by_sex_are_alternatives_in_brackets() -> None:
    by_sex = either([every([FEMALE, UP_TO_40]), every([MALE, ADULT])])
    assert english(by_sex) in {
        "(women, age at most 40) or (men, age at least 18)",
        "(men, age at least 18) or (women, age at most 40)",
    }


def test_a_bound_beside_a_skill_is_a_part_like_any_other() -> None:
    assert english(every([SMAW, FEMALE])) == "SMAW and women"


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("fact", get_args(OfVacancy.model_fields["vacancy"].annotation))
def test_every_fact_of_a_vacancy_has_a_phrase(fact: str, language: Language) -> None:
    assert word_expression(Given(fact, 1), TAXONOMY, language)
