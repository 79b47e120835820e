"""The search kernel, plain or compiled, equals nested loops on drawn shelves, ties too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel_modules import compiled
from matcher.kernels import Best, Postings, Shelf, Weighed, reference_search
from matcher.kernels.search_arrays import Places, Singles

#: Sums of few of these are exact: the order does not matter, and ties are common.
WEIGHTS = (0.25, 0.5, 1.0)
FEATURES = 4
Cells = list[list[float]]


def modules() -> list[Any]:
    try:
        return [reference_search, compiled("compiled_search")]
    except pytest.skip.Exception:
        return [reference_search]


of_each_kind = pytest.mark.parametrize("kernels", modules())


def cells(rows: int, columns: int) -> st.SearchStrategy[Cells]:
    row = st.lists(st.sampled_from((0.0, *WEIGHTS)), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def singles(values: Sequence[float]) -> Singles:
    return np.array(values, dtype=np.float32)


def places(values: Sequence[int]) -> Places:
    return np.array(values, dtype=np.int32)


def sparse(rows: Cells) -> tuple[Any, Any, Any]:
    values = [value for row in rows for value in row if value]
    columns = [place for row in rows for place, value in enumerate(row) if value]
    starts = np.cumsum([0, *(sum(map(bool, row)) for row in rows)])
    return singles(values), places(columns), starts.astype(np.int64)


@st.composite
def searches(draw: st.DrawFn) -> dict[str, Any]:
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=6))
    texts = draw(st.integers(0, 3))
    return {
        "sizes": sizes,
        "forms": draw(cells(FEATURES, sum(sizes))),
        "concepts": draw(cells(FEATURES, len(sizes))),
        "by_form": draw(cells(texts, FEATURES)),
        "by_concept": draw(cells(texts, FEATURES)),
        "added": draw(cells(texts, len(sizes)) | st.just([])),
        "allowed": draw(st.lists(st.booleans(), min_size=len(sizes), max_size=len(sizes))),
        "k": draw(st.integers(1, 8)),
    }


def product(postings: Cells, text: Sequence[float], column: int) -> float:
    return sum(weight * row[column] for weight, row in zip(text, postings, strict=True))


def expected(asked: dict[str, Any], text: int) -> list[tuple[int, float, int]]:
    """The best by nested loops: concept, score and best form."""
    found = []
    for concept, size in enumerate(asked["sizes"]):
        first = sum(asked["sizes"][:concept])
        by_form = [
            product(asked["forms"], asked["by_form"][text], form)
            for form in range(first, first + size)
        ]
        score = max(by_form, default=0.0)
        score += product(asked["concepts"], asked["by_concept"][text], concept)
        score += asked["added"][text][concept] if asked["added"] else 0.0
        form = first + by_form.index(max(by_form)) if by_form else -1
        if asked["allowed"][concept] and score > 0:
            found.append((-score, concept, form))
    best = sorted(found)[: asked["k"]]
    return [(concept, -least, form) for least, concept, form in best]


def run(kernels: Any, asked: dict[str, Any]) -> Best:  # noqa: ANN401 - a module
    first_forms = np.cumsum([0, *asked["sizes"]]).astype(np.int64)
    shelf = Shelf(
        Postings(*sparse(asked["forms"])), Postings(*sparse(asked["concepts"])), first_forms
    )
    added = np.array(asked["added"], dtype=np.float32).reshape(-1, len(asked["sizes"]))
    found: Best = kernels.Finder(shelf).best(
        Weighed(*sparse(asked["by_form"])),
        Weighed(*sparse(asked["by_concept"])),
        added,
        np.array(asked["allowed"]),
        asked["k"],
    )
    return found


@of_each_kind
@given(searches())
def test_the_best_concepts_are_those_of_nested_loops(kernels: Any, asked: dict[str, Any]) -> None:  # noqa: ANN401
    found = run(kernels, asked)
    assert [one.shape for one in found] == [(len(asked["by_form"]), asked["k"])] * 3
    for text in range(len(asked["by_form"])):
        best = expected(asked, text)
        left = asked["k"] - len(best)
        rows = zip(*(one[text].tolist() for one in found), strict=True)
        assert list(rows) == best + [(-1, 0.0, -1)] * left


@given(searches(), st.randoms(use_true_random=False))
def test_twins_agree_bit_by_bit_where_sums_are_rounded(asked: dict[str, Any], random: Any) -> None:  # noqa: ANN401
    fast = compiled("compiled_search")
    for part in ("forms", "concepts", "by_form", "by_concept", "added"):
        asked[part] = [[value and random.random() for value in row] for row in asked[part]]
    plain, quick = run(reference_search, asked), run(fast, asked)
    for one, other in zip(plain, quick, strict=True):
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()


def drawn(seed: int, texts: int, k: int, *, is_added: bool) -> dict[str, Any]:
    """A search among more concepts than one tile has, in which most weights are 0."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(0, 4, chance.integers(1, 300))

    def some(rows: int, columns: int) -> Cells:
        values = chance.random((rows, columns), dtype=np.float32)
        found: Cells = np.where(chance.random((rows, columns)) < 0.1, values, 0).tolist()
        return found

    return {
        "sizes": sizes.tolist(),
        "forms": some(40, int(sizes.sum())),
        "concepts": some(60, len(sizes)),
        "by_form": some(texts, 40),
        "by_concept": some(texts, 60),
        "added": some(texts, len(sizes)) if is_added else [],
        "allowed": (chance.random(len(sizes)) < 0.9).tolist(),
        "k": k,
    }


@given(
    seed=st.integers(0, 2**32),
    texts=st.sampled_from([1, 4, 5, 40, 70]),
    k=st.sampled_from([1, 3, 10, 500]),
    is_added=st.booleans(),
)
def test_twins_agree_on_shelves_and_batches_of_any_size(
    *, seed: int, texts: int, k: int, is_added: bool
) -> None:
    fast, asked = compiled("compiled_search"), drawn(seed, texts, k, is_added=is_added)
    plain, quick = run(reference_search, asked), run(fast, asked)
    for one, other in zip(plain, quick, strict=True):
        assert one.tobytes() == other.tobytes()


def test_a_text_with_more_features_than_bounds_hold_is_searched_all_the_same() -> None:
    features = 20_000
    one = np.ones(features, dtype=np.float32)
    each = np.arange(features, dtype=np.int32)
    shelf = Shelf(
        Postings(one, each % 2, np.arange(features + 1)),
        Postings(singles([]), places([]), np.zeros(2, dtype=np.int64)),
        np.array([0, 1, 2]),
    )
    text = Weighed(one, each, np.array([0, features]))
    nothing = Weighed(singles([]), places([]), np.array([0, 0]))
    asked = (text, nothing, np.zeros((0, 2), np.float32), np.array([True, True]), 2)
    for kernels in modules():
        found = kernels.Finder(shelf).best(*asked)
        assert found.scores.tolist() == [[features / 2, features / 2]]
        assert found.concepts.tolist() == [[0, 1]]


@pytest.mark.parametrize(
    "text",
    [
        Weighed(singles([1.0, 1.0]), places([1, 0]), np.array([0, 2])),
        Weighed(singles([1.0, 1.0]), places([0, 0]), np.array([0, 2])),
        Weighed(singles([-1.0]), places([0]), np.array([0, 1])),
        Weighed(singles([float("nan")]), places([0]), np.array([0, 1])),
        Weighed(singles([float("inf")]), places([0]), np.array([0, 1])),
    ],
)
def test_texts_with_features_out_of_order_or_no_weights_are_refused(text: Weighed) -> None:
    shelf = Postings(singles([1.0, 1.0]), places([0, 0]), np.array([0, 1, 2]))
    finder = compiled("compiled_search").Finder(Shelf(shelf, shelf, np.array([0, 1])))
    with pytest.raises(ValueError, match="forms"):
        finder.best(text, text, np.zeros((0, 1), np.float32), np.array([True]), 1)


@pytest.mark.parametrize(
    "forms",
    [
        Postings(singles([]), places([0]), np.array([0, 1])),
        Postings(singles([1.0]), places([5]), np.array([0, 1])),
        Postings(singles([1.0]), places([-1]), np.array([0, 1])),
        Postings(singles([1.0]), places([0]), np.array([0, 2])),
        Postings(singles([1.0]), places([0]), np.array([1, 1])),
    ],
)
def test_arrays_that_point_outside_are_refused(forms: Postings) -> None:
    right = Postings(singles([1.0]), places([0]), np.array([0, 1]))
    fast = compiled("compiled_search")
    with pytest.raises(ValueError, match="forms"):
        fast.Finder(Shelf(forms, right, np.array([0, 1])))
    finder, allowed = fast.Finder(Shelf(right, right, np.array([0, 1]))), np.array([True])
    with pytest.raises(ValueError, match="forms"):
        finder.best(Weighed(*forms), Weighed(*right), np.zeros((0, 1), np.float32), allowed, 1)
