"""A model card says what a run rests on, the same bytes for the same inputs, and names nobody."""

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from judged_sample import judged_sample
from matcher import Candidate, Matcher, Vacancy, Weights, __version__
from matcher.errors import InputError, UnknownName
from matcher.evaluation import Evaluation, ModelCard, evaluate, model_card
from matcher.evaluation.card_words import CARD_WORDS
from matcher.evaluation.cautions import Language
from matcher.metrics import Interval
from matcher.tuning import Gain, agreement_of


@cache
def evaluated() -> Evaluation:
    one = judged_sample()
    return evaluate(one.engine, one.people, one.judgments, 5, repeats=100)


def card(language: Language = "en") -> ModelCard:
    one = judged_sample()
    agreement = agreement_of(one.judgments)
    return model_card(one.engine, evaluated(), language=language, agreement=agreement)


class Outcome:
    """A result of another part, in one language."""

    def text(self) -> str:
        return "12 groups\n  held out | <b>"


class Audit:
    """A result of another part, in two."""

    def text(self, language: str = "en") -> str:
        return f"audit in {language}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_id_and_no_name_of_a_judge_stands_on_it(language: Language) -> None:
    one = judged_sample()
    told = card(language).markdown() + card(language).html()
    words = set(re.findall(r"[\w-]+", told))
    assert not words & {*one.people.ids, *one.engine.index.ids.tolist(), *one.judgments.judges}


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_part_is_there(language: Language) -> None:
    words, told = CARD_WORDS[language], card(language)
    titles = [section.title for section in told.sections]
    assert titles == [
        words[name]
        for name in (
            "details", "use", "misuse", "never", "factors", "weights", "rules", "taxonomy",
            "tuning", "data", "metrics", "limits", "again",
        )
    ]  # fmt: skip
    text = told.markdown()
    one = judged_sample()
    for known in (
        f"smk-matcher {__version__}",
        "2025-12-01",
        one.engine.index.context.packs[0].id,
        f"{len(one.engine.taxonomy):,}",
        "NEEDS\\_PROOF".replace("\\", ""),
        *(caution.text(language)[:20] for caution in evaluated().cautions),
    ):
        assert known in text
    assert "{" not in text


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        judged_sample.cache_clear()
        evaluated.cache_clear()
        card().write(tmp_path / f"{name}.md")
        card().write(tmp_path / f"{name}.html")
    for ending in ("md", "html"):
        first, second = (tmp_path / f"{name}.{ending}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


def test_weights_say_where_they_come_from() -> None:
    engine = judged_sample().engine.reweighted(Weights(skills=5, prior=2.75))
    rows = {
        name: model_card(engine, evaluated(), **given).markdown()
        for name, given in (
            ("plain", {}),
            ("learned", {"tuning": Outcome(), "locked": ("prior", "skills")}),
            ("said", {"weights_from": "a meeting"}),
        )
    }
    assert "| skills | 5 | 3 | chosen by the user |" in rows["plain"]
    assert "| language | 1.5 | 1.5 | default, argued in the documentation |" in rows["plain"]
    assert "| skills | 5 | 3 | learned from judgments; locked |" in rows["learned"]
    assert (
        "| prior | 2.75 | 2.75 | default, argued in the documentation; locked |"
        in (rows["learned"])
    )
    assert "| skills | 5 | 3 | a meeting |" in rows["said"]


def test_other_parts_tell_of_themselves() -> None:
    told = model_card(
        judged_sample().engine, evaluated(), language="id", tuning=Outcome(), fairness=Audit()
    )
    assert "    12 groups\n      held out | <b>\n" in told.markdown()
    assert "held out | &lt;b&gt;</pre>" in told.html()
    assert "audit in id" in told.markdown()
    gain = Gain(0.5, 0.75, Interval(0.25, 0.125, 0.375), 0.95, groups=12, comparisons=90)
    learned = model_card(judged_sample().engine, evaluated(), tuning=gain).markdown()
    assert f"    {gain}\n" in learned
    assert CARD_WORDS["id"]["no audit"] not in told.markdown()
    assert CARD_WORDS["id"]["no audit"] in card("id").markdown()


def test_inputs_are_named_by_their_bytes(tmp_path: Path) -> None:
    file, folder = tmp_path / "said.csv", tmp_path / "jobs.index"
    file.write_text("grade")
    folder.mkdir()
    (folder / "a").write_text("one")

    def told() -> str:
        inputs = {"judgments": file, "vacancies": folder}
        return model_card(judged_sample().engine, evaluated(), inputs=inputs).markdown()

    before = told()
    turned = {"vacancies": folder, "judgments": file}
    assert model_card(judged_sample().engine, evaluated(), inputs=turned).markdown() == before
    assert f"| judgments (SHA-256) | {hashlib.sha256(b'grade').hexdigest()} |" in before
    (folder / "a").rename(folder / "b")
    assert told() != before


def test_both_languages_say_all() -> None:
    assert CARD_WORDS["en"].keys() == CARD_WORDS["id"].keys()
    same = [name for name, word in CARD_WORDS["en"].items() if word == CARD_WORDS["id"][name]]
    assert same == ["sha"]


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="No language 'fr'"):
        card("fr")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"A card is not written as '.pdf'"):
        card().write(tmp_path / "card.pdf")
    other = Matcher("2026-01-01").fit([Vacancy(id="V1", title="welder")])
    with pytest.raises(InputError, match="The engine is as of 2026-01-01"):
        model_card(other, evaluated())


def test_an_engine_without_packs_has_a_card() -> None:
    engine = Matcher("2025-12-01", packs=[]).fit([Vacancy(id="V1", title="welder")])
    said = [{"candidate_id": "C1", "vacancy_id": "V1", "grade": 1}]
    found = evaluate(engine, [Candidate(id="C1")], said, level=1)
    told = model_card(engine, found).markdown()
    assert "No rule pack was used." in told
    assert "relevant from 1 on" in told
