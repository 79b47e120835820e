"""What must never earn or cost score: no scoring code names it, reads it, or changes with it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher
from matcher import Candidate
from matcher.index import Index, build_index
from matcher.lineup import Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.constraints import names_constraint
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.candidate import Wishes
from random_markets import market, people

PACKAGE = Path(matcher.__file__).parent
#: All that makes a score, and the lists that follow from scores.
SCORING = ("scoring.py", "features", "kernels", "ranking", "pair_features.py", "lineup.py")
#: Words for what people are, which no score may know.
SENSITIVE = re.compile(
    r"(?<![a-z])(?:sex|sexes|gender|kelamin|religion|religious|agama|ethnic|ethnicity|suku|race|tribe|looks?|tattoo|tattoos|"
    r"piercing|glasses|disability|disabled|difabel|disabilitas|marital|married|marriage|nikah|pregnant|pregnancy|"
    r"province|provinsi|city|school_type|birth|births|born|age|ages|height|heights|weight_kg|"
    r"nationality)(?![a-z])"
)
#: Gates: constraints and ages that are visible, counted and explained, and make verdicts alone.
GATES = {
    "kernels/verdict_arrays.py": {"births", "birth", "ages", "age"},
    "kernels/reference_verdicts.py": {"birth", "births", "ages", "age"},
    "features/wording.py": {"sex", "sexes", "height", "age"},
}
#: What scoring may read of a candidate.
SCORED = {"id", "sections", "wish_countries", "wish_sectors", "wish_wage_min", "wish_currency"}
PERSONAL = {one.name for one in fields(NormalCandidate)} - SCORED


def modules() -> Iterator[Path]:
    for name in SCORING:
        path = PACKAGE / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def names_in(tree: ast.AST) -> Iterator[str]:
    """Every name, attribute, argument and text of code; what documents it is no code."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.keyword(arg=str(name)) | ast.alias(name=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Constant(value=str(text)) if id(node) not in documented:
                yield text


def sensitive_words(source: str) -> set[str]:
    """The sensitive words that code uses, alone or as a part of a name."""
    return {
        word for name in names_in(ast.parse(source)) for word in SENSITIVE.findall(name.casefold())
    }


def test_no_scoring_code_names_what_people_are() -> None:
    found = {
        str(path.relative_to(PACKAGE)): words
        for path in modules()
        if (words := sensitive_words(path.read_text(encoding="utf-8")))
    }
    unexpected = {name: words - GATES.get(name, set()) for name, words in found.items()}
    assert {name: words for name, words in unexpected.items() if words} == {}


@pytest.mark.parametrize(
    "source",
    ["one.sex", "getattr(one, 'sex')", "f(height_cm=1)", "def f(province): ...",
     "from x import agama", "x = 'condition:no-tattoo'", "has_disability = 1",
     "table['school_type']"],
)  # fmt: skip
def test_the_search_finds_whatever_way_it_is_named(source: str) -> None:
    assert sensitive_words(source)


def test_the_search_reads_no_documentation() -> None:
    assert not sensitive_words('"""Scores know no sex."""\nweight = score(usage, language)')


def test_scoring_code_reaches_no_audit() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported: list[str] = []
            if isinstance(node, ast.Import):
                imported = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                imported = [node.module or ""]
            assert not any("fairness" in name for name in imported), path


def test_floors_keep_the_audit_above_all_scoring() -> None:
    root = Path(__file__).parents[3]
    if not (root / "pyproject.toml").exists():
        pytest.skip("the settings of the project are not here")
    settings_of = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in settings_of["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    floor = {name.strip(): -place for place, one in enumerate(layers) for name in one.split("|")}
    below = ("scoring", "features", "kernels", "ranking", "pair_features", "lineup", "eligibility")
    assert all(floor["fairness"] > floor[name] for name in below)


# --- reading -----------------------------------------------------------------------------


class _Untouched(Exception):
    """Something was read that scoring must not read."""


class BlindCandidate:
    """A candidate of whom only what is scored can be read."""

    def __init__(self, candidate: NormalCandidate) -> None:
        self._candidate = candidate

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is scored
        if name in SCORED:
            return getattr(self._candidate, name)
        raise _Untouched(name)


class Sealed:
    """A personal fact of so many people that can be handed on, but not read."""

    def __init__(self, size: int) -> None:
        self.size = size

    def take(self, rows: Any) -> Sealed:  # noqa: ANN401 - whatever selects
        return Sealed(np.arange(self.size)[rows].size)

    __getitem__ = take

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is read
        raise _Untouched(name)


def sealed(cohort: Cohort) -> Cohort:
    """The cohort with its personal facts sealed."""
    closed: Any = Sealed(len(cohort))
    return replace(cohort, sex=closed, birth=closed, height=closed, weight=closed)


def index_of(seed: int) -> Index:
    drawn = market(seed)
    return build_index(drawn.normal, drawn.context)


@pytest.mark.parametrize("seed", range(3))
def test_scores_need_nothing_but_claims_and_wishes(seed: int) -> None:
    index = index_of(seed)
    normal = index.context.records.candidates(people(seed))
    cohort = Cohort.of(normal)
    blind = sealed(cohort)
    seeing, unseeing = index.encoder.encode(cohort), index.encoder.encode(blind)
    assert (seeing.proven == unseeing.proven).all()
    assert (seeing.possible == unseeing.possible).all()
    assert (index.encoder.rows(blind).values == index.encoder.rows(cohort).values).all()
    strangers: Any = [BlindCandidate(one) for one in normal]
    for side, own in zip(
        index.offers.preference(normal), index.offers.preference(strangers), strict=True
    ):
        assert (side == own).all()
    for stranger, one in zip(strangers, normal, strict=True):
        for leaf in index.criteria.layout.leaves:
            assert index.encoder.literal(stranger, leaf) == index.encoder.literal(one, leaf)  # type: ignore[arg-type]


def test_whoever_reads_more_is_caught() -> None:
    one = index_of(0).context.records.candidates(people(0))[:1]
    for name in PERSONAL:
        with pytest.raises(_Untouched, match=name):
            getattr(BlindCandidate(one[0]), name)
    blind = sealed(Cohort.of(one))
    with pytest.raises(_Untouched):
        _ = blind.height.known
    with pytest.raises(TypeError):
        _ = blind.sex == 0 or blind.sex + 1


# --- changing ----------------------------------------------------------------------------

#: What else people could be, all of it at once or a part.
OTHERWISE = {
    "sex": st.sampled_from(["F", "M", None]),
    "birth_date": st.sampled_from(["1990-05-05", "2007-02-01", None]),
    "height_cm": st.sampled_from([140, 200, None]),
    "weight_kg": st.sampled_from([40, 120, None]),
    "province": st.sampled_from(["Papua", "DKI Jakarta", None]),
    "city": st.sampled_from(["Jayapura", None]),
    "school_type": st.sampled_from(["SMK", "MA", "PKBM", None]),
    "conditions": st.sampled_from(
        [
            "condition:no-tattoo",
            "beragama Islam; sudah menikah",
            "penyandang disabilitas",
            "-",
            None,
        ]
    ),
}
_ENDS = {f"{fact}_{end}" for fact in ("birth", "height_cm", "weight_kg") for end in ("from", "to")}


@st.composite
def changed(draw: st.DrawFn) -> tuple[int, list[Candidate], list[Candidate]]:
    """A market's people, and the same people being someone else."""
    seed = draw(st.integers(0, 5))
    places = [job.country for job in market(seed).table if job.country]
    wishes = Wishes(countries=tuple(places[:1]))
    before = [one.model_copy(update={"wishes": wishes}) for one in people(seed)]
    names = draw(st.lists(st.sampled_from(sorted(OTHERWISE)), min_size=1, unique=True))
    new = {name: draw(OTHERWISE[name]) for name in names}
    after = []
    for one in before:
        facts = {name: getattr(one, name) for name in Candidate.model_fields if name not in _ENDS}
        after.append(Candidate(**(facts | new)))
    return seed, before, after


@given(changed())
@settings(max_examples=10)
def test_whoever_people_are_their_scores_are_the_same_bit_for_bit(
    drawn: tuple[int, list[Candidate], list[Candidate]],
) -> None:
    seed, before, after = drawn
    index = index_of(seed)
    scores = [
        index.scorer.score(index.context.records.candidates(own)).scores.view(np.uint32)
        for own in (before, after)
    ]
    assert (scores[0] == scores[1]).all()


@given(changed())
@settings(max_examples=10)
def test_verdicts_change_by_gates_that_are_seen_and_counted_alone(
    drawn: tuple[int, list[Candidate], list[Candidate]],
) -> None:
    seed, before, after = drawn
    index = index_of(seed)
    lineup, all_pairs = Lineup(index), np.arange(len(index.gates.templates))
    verdicts = []
    for own in (before, after):
        planes = lineup.judge.judge(index.context.records.candidates(own))
        rows = np.arange(len(own))[:, np.newaxis]
        verdicts.append(planes.verdicts(rows, all_pairs[np.newaxis])[:, index.gates.templates.of])
    for vacancy in np.flatnonzero((verdicts[0] != verdicts[1]).any(axis=0)).tolist():
        terms = index.gates.terms[vacancy]
        stated = [one for stage in ("select", "depart") for one in terms.musts(stage)]
        conditions = [one for one in stated if "condition:" in one.expression.gate_key]
        constraints = [one for one in stated if names_constraint(one.expression)]
        assert terms.personal_musts or conditions or constraints


def test_a_stranger_to_the_records_is_no_field_of_theirs() -> None:
    """What only an audit may know has no column that scoring could read one day."""
    forbidden = re.compile(r"religion|ethnic|disab|marital|race|nationality|looks")
    assert not [name for name in Candidate.model_fields if forbidden.search(name)]
    assert {
        "sex", "birth_date", "birth_from", "birth_to", "height_cm", "height_cm_from",
        "height_cm_to", "weight_kg", "weight_kg_from", "weight_kg_to",
    } == PERSONAL  # fmt: skip
    one = index_of(0).context.records.candidates(people(0))[0]
    assert replace(one, sex=None).sections == one.sections
