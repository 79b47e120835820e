"""The product's own data as the work of the speed benchmarks."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import cases, checking, inputs, product, rows, shape, subject
from benchmarks.peers.dense_block import OpenFirst, dense_block_by_sums
from matcher import Matcher
from matcher.sample import generate

TINY = shape.Shape(concepts=400, programmes=12, vacancies=90, templates=30, group=70, profiles=19)


def test_arrays_of_the_kernel_are_the_same_work_as_those_they_were_made_of() -> None:
    found = inputs.vacancy_inputs(shape=TINY)
    case, group = cases.case_of(found), cases.group_of(found, found.candidates())
    everyone, shuffled = np.arange(len(group)), np.random.default_rng(2).permutation(len(case))
    posts = subject.posts_of(case.take(shuffled))._replace(order=shuffled.astype(np.int32))
    again = product.case_of_posts(posts)
    people = product.group_of_people(again, subject.people_of(group))
    expected = group.exact(everyone, 7)
    assert checking.are_equal(people.exact(everyone, 7), expected)
    for method in (subject.Subject.of(again), dense_block_by_sums(again, distinct=True)):
        assert checking.are_equal(method.best(people, 7), expected)
    distinct = np.unique(people.profile[:, np.newaxis] * 1_000 + group.profile[:, np.newaxis])
    assert distinct.size == TINY.profiles


def test_what_is_drawn_is_ranked_as_the_engine_ranks_it() -> None:
    case, groups = product.drawn(40, 60, seed=4)
    sample = generate(40, 60, 4)
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    scores: dict[str, list[float]] = {}
    for match in engine.rank(sample.candidates, k=5):
        scores.setdefault(match.candidate_id, []).append(float(np.float32(match.score)))
    answers = [subject.Subject.of(case).best(group, 5) for group in groups]
    found = [
        own[vacancies >= 0].tolist()
        for answer in answers
        for own, vacancies in zip(answer.scores, answer.vacancies, strict=True)
    ]
    assert sorted(own for own in found if own) == sorted(scores.values())
    for group, answer in zip(groups, answers, strict=True):
        assert checking.are_equal(OpenFirst(case).best(group, 5), answer)
        assert checking.are_equal(group.exact(np.arange(len(group)), 5), answer)


def test_the_row_of_the_product_is_drawn_from_it() -> None:
    row = next(row for row in rows.ROWS if row.product)
    case, groups = row.draw(rows.Options(candidates=40, vacancies=60, seed=4))
    assert (len(case), sum(map(len, groups))) == (60, 40)
