"""A model card: what an engine is for, what it rests on, and how well it was found to do."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from matcher.engine import Matcher
from matcher.errors import InputError, UnknownName
from matcher.evaluation.card_sections import (
    Provenance,
    engine_sections,
    facts_table,
    purpose_sections,
)
from matcher.evaluation.card_words import CARD_WORDS, Words
from matcher.evaluation.cautions import Language
from matcher.evaluation.documents import (
    Block,
    Bullets,
    Quoted,
    Section,
    as_html,
    as_markdown,
)
from matcher.evaluation.evaluation import Evaluation
from matcher.evaluation.tables import tables_of
from matcher.explaining.fingerprints import basis_of
from matcher.tuning.agreeing import Agreement
from matcher.tuning.validating import Gain

__all__ = ["ModelCard", "Told", "model_card"]

_AT_ONCE = 1 << 20


class Told(Protocol):
    """A result that tells of itself in text: the outcome of tuning, an audit of fairness."""

    @property
    def text(self) -> Callable[..., str]:
        """What is called for the text: without arguments, or with `language` if it takes that."""


@dataclass(frozen=True)
class ModelCard:
    """A model card as sections of a document; the same inputs give the same bytes."""

    title: str
    language: Language
    sections: tuple[Section, ...]

    def __repr__(self) -> str:
        return f"<ModelCard: {self.title}>"

    def markdown(self) -> str:
        """The card in Markdown."""
        return as_markdown(self.title, self.sections)

    def html(self) -> str:
        """The card as a page of HTML that needs nothing beside itself."""
        return as_html(self.title, self.sections, self.language)

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def write(self, path: str | Path) -> None:
        """Write the card as Markdown (.md) or HTML (.html), by the ending of the path."""
        forms = {".md": self.markdown, ".html": self.html}
        suffix = Path(path).suffix.casefold()
        if suffix not in forms:
            raise InputError(
                f"A card is not written as '{suffix}'.", repair=f"Known: {', '.join(forms)}."
            )
        Path(path).write_text(forms[suffix](), encoding="utf-8", newline="\n")


class _Beside(NamedTuple):
    """What may be told beside the engine and the evaluation."""

    agreement: Agreement | None
    tuning: Told | Gain | None
    fairness: Told | None
    hashes: Mapping[str, str]


def model_card(  # noqa: PLR0913 - each is a part of the card
    engine: Matcher,
    evaluation: Evaluation,
    *,
    language: Language = "en",
    title: str | None = None,
    weights_from: str | None = None,
    locked: Collection[str] = (),
    agreement: Agreement | None = None,
    tuning: Told | Gain | None = None,
    fairness: Told | None = None,
    inputs: Mapping[str, str | Path] | None = None,
) -> ModelCard:
    """The model card of an engine and an evaluation of it, after Mitchell et al. (2019).

    It has counts and figures only: no ids of people or vacancies, no names of judges. `tuning` and
    `fairness` are any results with a `text()`, which stands in the card as it is; `tuning` may be
    the `gain_` of a `WeightLearner`. Weights that
    differ from the defaults come from where `weights_from` says; without it they are called learned
    where `tuning` is given, else chosen. `locked` names those that learning kept. Of `inputs`,
    files or folders by name, the card has the SHA-256.

    >>> from matcher import Candidate, Vacancy
    >>> from matcher.evaluation import evaluate
    >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
    >>> found = evaluate(engine, [Candidate(id="C1")],
    ...                  [{"candidate_id": "C1", "vacancy_id": "V1", "grade": 2}])
    >>> [section.title for section in model_card(engine, found).sections][:3]
    ['What it is', 'Intended use', 'Out of scope']
    """
    if language not in CARD_WORDS:
        raise UnknownName("language", language, known=CARD_WORDS)
    if engine.as_of != evaluation.as_of:
        raise InputError(
            f"The engine is as of {engine.as_of}, the evaluation as of {evaluation.as_of}.",
            repair="Give the engine that was evaluated.",
        )
    words = CARD_WORDS[language]
    provenance = Provenance(weights_from, tuning is not None, locked)
    hashes = {name: _digest(Path(path)) for name, path in sorted((inputs or {}).items())}
    beside = _Beside(agreement, tuning, fairness, hashes)
    sections = (
        *purpose_sections(engine, words),
        _factors(beside, language, words),
        *engine_sections(engine, provenance, words),
        Section(words["tuning"], _tuned(beside, language, words)),
        *_measured(evaluation, beside, language, words),
        _limits(evaluation, language, words),
        _again(engine, evaluation, beside, words),
    )
    return ModelCard(title or words["title"], language, sections)


def _factors(beside: _Beside, language: Language, words: Words) -> Section:
    blocks: tuple[Block, ...] = (words["factors text"], words["no audit"])
    if beside.fairness is not None:
        blocks = (words["factors text"], words["audit"], _quoted(beside.fairness, language))
    return Section(words["factors"], blocks)


def _tuned(beside: _Beside, language: Language, words: Words) -> tuple[Block, ...]:
    if beside.tuning is None:
        return (words["no tuning"],)
    return (words["tuning text"], _quoted(beside.tuning, language))


def _quoted(told: Told | Gain, language: Language) -> Quoted:
    """What a result tells of itself, in the language where it can be asked for one."""
    if isinstance(told, Gain):
        return Quoted(str(told))
    takes = "language" in inspect.signature(told.text).parameters
    return Quoted(told.text(language=language) if takes else told.text())


def _measured(
    found: Evaluation, beside: _Beside, language: Language, words: Words
) -> Iterator[Section]:
    said = found.said
    counts = {
        "candidates": found.candidates,
        "judged candidates": said.candidates,
        "judges": said.judges,
        "grades": said.grades,
        "preferences": said.preferences,
        "pairs": said.pairs,
        "relevant": said.relevant,
        "barred": said.barred,
    }
    rows = [(words[name], f"{count:,}") for name, count in counts.items()]
    level = found.choices.level
    relevant = words["above 0"] if level is None else words["from"].format(level=level)
    judges = words[f"by {found.choices.judges}"]
    combined = words["combined"].format(judges=judges, level=relevant)
    blocks = (words["data text"], facts_table(rows, words), combined, _agreed(beside, words))
    yield Section(words["data"], blocks)
    yield Section(words["metrics"], (words["metrics text"], *tables_of(found, language)))


def _agreed(beside: _Beside, words: Words) -> str:
    """How far judges agree, without their names."""
    one = beside.agreement
    if one is None:
        return words["no agreement"]
    return words["agreement"].format(alpha=one.order, shared=one.shared, state=words[one.state])


def _limits(found: Evaluation, language: Language, words: Words) -> Section:
    general = [words[f"limit {number}"] for number in range(1, 5)]
    own = [one.text(language) for one in found.cautions]
    return Section(words["limits"], (Bullets((*own, *general)),))


def _again(engine: Matcher, found: Evaluation, beside: _Beside, words: Words) -> Section:
    basis, choices = basis_of(engine.index.context, ()), found.choices
    chance = (f"{choices.repeats:,}", choices.seed, f"{choices.confidence:g}", choices.correction)
    rows = [
        (words["version"], f"smk-matcher {basis.package_version}"),
        (words["as of"], found.as_of.isoformat()),
        (words["lists"], f"{choices.k:,}, {choices.depth:,}"),
        (words["chance"], ", ".join(map(str, chance))),
        (words["taxonomy digest"], basis.taxonomy_digest),
        *((words["sha"].format(name=name), digest) for name, digest in beside.hashes.items()),
    ]
    return Section(words["again"], (words["again text"], facts_table(rows, words)))


def _digest(path: Path) -> str:
    """The SHA-256 of a file; of a folder, that of its files by name with their own."""
    found = sha256()
    if path.is_dir():
        for one in sorted(one for one in path.rglob("*") if one.is_file()):
            found.update(f"{one.relative_to(path).as_posix()} {_digest(one)}\n".encode())
        return found.hexdigest()
    with path.open("rb") as file:
        while block := file.read(_AT_ONCE):
            found.update(block)
    return found.hexdigest()
