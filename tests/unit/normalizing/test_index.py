"""The index: similar labels first, the same in a batch and alone."""

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.index import LabelIndex, TermWeights, best_rows, grams
from matcher.normalizing.names import Names
from matcher.taxonomy import Taxonomy

LABELS = ["juru las", "juru masak", "perawat lansia", "perawat", "溶接", "溶接工"]
INDEX = LabelIndex.fit(LABELS)
TEXTS = st.lists(st.sampled_from([*LABELS, "las juru", "perawt", "zzz", "溶", ""]), max_size=6)


def test_a_label_is_most_similar_to_itself() -> None:
    rows = np.vstack(list(INDEX.similarities(LABELS)))
    assert rows.argmax(axis=1).tolist() == list(range(len(LABELS)))
    assert rows.diagonal() == pytest.approx(1)


def test_a_text_without_a_known_part_is_similar_to_nothing() -> None:
    assert next(INDEX.similarities(["xyz"])).max() == 0


@given(TEXTS)
def test_a_batch_equals_its_texts_alone(texts: list[str]) -> None:
    together = list(INDEX.similarities(texts))
    assert len(together) == len(texts)
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(row, next(INDEX.similarities([text])))


def test_a_background_brings_together_what_it_knows_as_one() -> None:
    known = Taxonomy.from_labels(["n", "n", "w"], ["registered nurse", "perawat", "welder"])
    index = LabelIndex.fit(["registered nurse", "welder"], Names.of(known))
    similar = next(index.similarities(["perawat"]))
    assert similar[0] > 0.3 > similar[1]
    assert next(index.similarities(["welder"]))[1] == pytest.approx(1)


def test_a_part_of_a_word_is_less_than_the_word() -> None:
    whole, part = (next(INDEX.similarities([text]))[0] for text in ("las", "kelas"))
    assert whole > 1.5 * part


def test_a_native_word_gives_its_letters() -> None:
    assert grams("溶接")[:3] == ["溶", "接", "溶接"]


def test_features_weigh_how_often_they_stand_in_a_text_times_how_rare_they_are() -> None:
    weights = TermWeights.of(LABELS)
    for text in ("juru las juru", "perawat", "溶接工", "xyz", ""):
        row = weights.vectors([text]).toarray()[0]
        expected = np.zeros(len(weights.places))
        for feature in filter(weights.places.__contains__, grams(text)):
            with_it = sum(feature in grams(label) for label in LABELS)
            expected[weights.places[feature]] += math.log((1 + len(LABELS)) / (1 + with_it)) + 1
        length = math.sqrt((expected**2).sum())
        assert row.dtype == np.float32
        assert row == pytest.approx(expected / length if length else expected, abs=1e-6)


def test_rows_of_a_batch_follow_its_texts() -> None:
    weights = TermWeights.of(LABELS)
    together = weights.vectors(["zzz", *LABELS, ""])
    alone = [weights.vectors([text]).toarray()[0] for text in ["zzz", *LABELS, ""]]
    assert np.array_equal(together.toarray(), np.array(alone))
    assert weights.vectors([]).shape == (0, len(weights.places))


@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=8), st.integers(1, 9))
def test_the_best_rows_come_first_and_ties_in_order(values: list[float], count: int) -> None:
    found = best_rows(np.array(values, dtype=np.float32), count).tolist()
    order = sorted(range(len(values)), key=lambda row: (-values[row], row))
    assert found == [row for row in order if values[row] > 0][:count]


def test_names_are_resolved_without_importing_a_slow_library() -> None:
    code = (
        "import sys; from matcher.normalizing import Normalizer;"
        "Normalizer().resolve('JLPT N4'); sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
