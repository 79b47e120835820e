"""Learning from labelled texts: what they name, what they make likely, and what stays."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import UnknownName
from matcher.normalizing import Normalizer, fold
from matcher.normalizing.index import TermWeights
from matcher.normalizing.labelled import LabelledTexts
from matcher.normalizing.learning import Evidence
from matcher.taxonomy import Taxonomy

TAXONOMY = Taxonomy.from_labels(
    ["1-mason", "1-mason", "2-porter", "3-cook", "4-driver", "4-driver"],
    ["bricklayer", "tukang batu", "porter", "cook", "driver", "lorry driver"],
    ["builds walls of brick", "", "carries goods in a market", None, "drives a lorry", ""],
)
PLAIN = Normalizer(TAXONOMY)
WORDS = ["kuli", "bangunan", "panggul", "pasar", "supir", "truk", "juru", "masak", "driver"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
CONCEPTS = st.sampled_from(sorted(TAXONOMY.concepts))
PAIRS = st.lists(st.tuples(TEXTS, CONCEPTS, st.integers(1, 5)), min_size=1, max_size=12)
QUERIES = st.one_of(TEXTS, st.sampled_from([label.text for label in TAXONOMY.labels]), st.text())


@given(QUERIES)
def test_learning_nothing_changes_nothing(text: str) -> None:
    taught = PLAIN.learn([])
    assert taught.resolve(text) == PLAIN.resolve(text)
    assert taught.search([text], k=9) == PLAIN.search([text], k=9)
    assert len(taught.labelled) == 0


@given(PAIRS, st.lists(QUERIES, max_size=4), st.integers())
def test_the_order_of_pairs_does_not_matter(
    pairs: list[tuple[str, str, float]], texts: list[str], seed: int
) -> None:
    shuffled = random.Random(seed).sample(pairs, len(pairs))  # noqa: S311 - no secret
    cut = len(pairs) // 2
    taught = PLAIN.learn(pairs)
    for other in (PLAIN.learn(shuffled), PLAIN.learn(shuffled[:cut]).learn(shuffled[cut:])):
        assert other.labelled == taught.labelled
        assert other.resolve_many(texts) == taught.resolve_many(texts)
        assert other.search(texts, k=9) == taught.search(texts, k=9)


@given(PAIRS)
def test_a_text_that_was_labelled_with_one_concept_names_it(
    pairs: list[tuple[str, str, float]],
) -> None:
    taught = PLAIN.learn(pairs)
    for text, counts in taught.labelled.counts.items():
        found = taught.resolve(text.upper())
        if len(counts) == 1:
            assert (found.id, found.method, found.confidence) == (*counts, "alias", 1)


@given(PAIRS)
def test_contradicting_labels_are_weighed_and_not_lost(
    pairs: list[tuple[str, str, float]],
) -> None:
    taught = PLAIN.learn(pairs)
    for text, counts in taught.labelled.counts.items():
        total, most = sum(counts.values()), max(counts.values())
        found = taught.resolve(text)
        if most / total >= taught.threshold:
            assert counts[found.id or ""] == most
            assert found.confidence == pytest.approx(most / total)
        elif PLAIN.resolve(text).confidence < 1:
            assert found.abstained
            shares = {hit.id: hit.score for hit in found.candidates}
            assert shares == pytest.approx({one: n / total for one, n in counts.items()})
            assert list(shares.values()) == sorted(shares.values(), reverse=True)


@given(PAIRS, QUERIES, st.integers(1, 5))
def test_hits_are_distinct_sorted_and_a_prefix_of_the_longer_list(
    pairs: list[tuple[str, str, float]], text: str, k: int
) -> None:
    taught = PLAIN.learn(pairs)
    hits = taught.search([text], k=k)[0]
    assert hits == taught.search([text], k=k + 1)[0][:k]
    assert len({hit.id for hit in hits}) == len(hits) <= k
    assert [(-hit.score, hit.id) for hit in hits] == sorted((-hit.score, hit.id) for hit in hits)
    assert all(0 < hit.score <= 1 for hit in hits)


@given(PAIRS, st.lists(QUERIES, max_size=5))
def test_a_batch_equals_its_texts_alone(
    pairs: list[tuple[str, str, float]], texts: list[str]
) -> None:
    taught = PLAIN.learn(pairs)
    assert taught.search(texts, k=5) == [taught.search([text], k=5)[0] for text in texts]


@given(PAIRS, TEXTS)
def test_evidence_equals_its_definition(pairs: list[tuple[str, str, float]], query: str) -> None:
    labelled = LabelledTexts.of(pairs)
    (scores,) = Evidence.of(labelled).scores([query])
    assert scores.tolist() == pytest.approx(defined(labelled, query), abs=1e-5)


def test_only_the_fifty_nearest_texts_vote() -> None:
    near = [(f"kuli panggul {number}", "2-porter") for number in range(100, 150)]
    far = [(f"kuli panggul pasar {number}", "1-mason") for number in range(150, 300)]
    labelled = LabelledTexts.of([*far, *near])
    (scores,) = Evidence.of(labelled).scores(["kuli panggul pasar"])
    assert scores.tolist() == pytest.approx(defined(labelled, "kuli panggul pasar"), abs=1e-5)
    every = defined(labelled, "kuli panggul pasar", voters=200)
    assert scores.tolist() != pytest.approx(every, abs=1e-3)


def defined(labelled: LabelledTexts, query: str, voters: int = 50) -> list[float]:
    """The evidence for each concept by its definition, text by text."""
    vectors = TermWeights.of(list(labelled.counts)).vectors([*labelled.counts, query]).toarray()
    known, asked = vectors[:-1].astype(float), vectors[-1].astype(float)
    nearest = set(np.argsort(-(known @ asked), kind="stable")[:voters].tolist())
    votes = dict.fromkeys(labelled.concepts, 0.0)
    sums = {concept: np.zeros(len(asked)) for concept in votes}
    for place, counts in enumerate(labelled.counts.values()):
        for concept, count in counts.items():
            weight = count / sum(counts.values()) ** 0.5
            votes[concept] += (known[place] @ asked) ** 4 * weight * (place in nearest)
            sums[concept] += weight * known[place]
    return [
        votes[concept] / (sum(votes.values()) + 0.5)
        + 0.4 * (sums[concept] @ asked) / (np.linalg.norm(sums[concept]) + 1)
        for concept in labelled.concepts
    ]


def test_labelled_texts_lift_the_concept_of_texts_like_them() -> None:
    taught = PLAIN.learn([("kuli bangunan", "1-mason"), ("kuli panggul", "2-porter")])
    assert [
        hits[0].id for hits in taught.search(["kuli panggul pasar", "kuli bangunan jalan"])
    ] == [
        "2-porter",
        "1-mason",
    ]
    # The names still count where no label speaks.
    assert taught.search(["lorry drivers"])[0][0].id == "4-driver"


def test_more_labels_for_one_of_two_concepts_make_it_likelier() -> None:
    pairs = [("kuli", "1-mason", 1.0), ("kuli", "2-porter", 2)]
    assert [hit.id for hit in PLAIN.learn(pairs).search(["kuli"])[0]] == ["2-porter", "1-mason"]
    pairs = [("kuli", "1-mason", 3), ("kuli", "2-porter", 2)]
    assert [hit.id for hit in PLAIN.learn(pairs).search(["kuli"])[0]] == ["1-mason", "2-porter"]


def test_what_was_there_stays_as_it_is() -> None:
    before = PLAIN.resolve("kuli"), PLAIN.search(["kuli"]), len(PLAIN.taxonomy.labels)
    PLAIN.learn([("kuli", "2-porter")])
    assert (PLAIN.resolve("kuli"), PLAIN.search(["kuli"]), len(PLAIN.taxonomy.labels)) == before


def test_a_label_by_people_goes_before_a_name_in_the_taxonomy() -> None:
    assert PLAIN.resolve("porter").id == "2-porter"
    taught = PLAIN.learn([("Porter", "1-mason")])
    assert (taught.resolve("porter").id, taught.resolve("porter").method) == ("1-mason", "alias")
    # Where people disagree the taxonomy's own name stands.
    torn = taught.learn([("porter", "3-cook")])
    assert (torn.resolve("porter").id, torn.resolve("porter").method) == ("2-porter", "exact")


def test_learned_names_are_found_within_phrases() -> None:
    taught = PLAIN.learn([("kenek lepas", "2-porter")])
    assert taught.resolve("pengalaman sebagai kenek lepas").id == "2-porter"
    assert taught.taxonomy.labels[-1].text == "kenek lepas"


def test_a_learned_name_goes_before_an_alias_in_phrases_too() -> None:
    phrase = "pengalaman sebagai tukang batu"
    assert PLAIN.resolve(phrase).id == "1-mason"
    assert PLAIN.learn([("tukang batu", "4-driver")]).resolve(phrase).id == "4-driver"


def test_only_the_kinds_asked_for_are_answered() -> None:
    normalizer = Normalizer().learn(
        [("zzgerinda", "skill:smaw", 1), ("zzgerinda", "occupation:welder", 1)]
    )
    assert normalizer.resolve("zzgerinda").abstained
    assert normalizer.resolve("zzgerinda", kinds=["skill"]).id == "skill:smaw"
    hits = normalizer.search(["zzgerinda"], kinds=["occupation"])[0]
    assert hits[0].id == "occupation:welder"
    assert {hit.kind for hit in hits} == {"occupation"}


def test_an_unknown_concept_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"No concept '2-portr'\. Did you mean '2-porter'\?"):
        PLAIN.learn([("kuli", "2-portr"), ("kuli", "2-porter")])


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    taught = PLAIN.learn([("kuli", "2-porter"), ("=kuli", "1-mason", 2)], source="me")
    taught.labelled.write(tmp_path / "learned.csv")
    again = PLAIN.learn(LabelledTexts.read(tmp_path / "learned.csv"))
    texts = ["kuli", "kuli pasar", "tukang batu", fold("=kuli")]
    assert again.labelled == taught.labelled
    assert again.resolve_many(texts) == taught.resolve_many(texts)
    assert again.search(texts) == taught.search(texts)


def test_texts_without_a_letter_teach_nothing() -> None:
    assert PLAIN.learn([("!?", "2-porter"), ("", "1-mason")]).labelled.counts == {}
