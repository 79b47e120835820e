"""Blending: the beginning of a longer list stays the same however far the names are asked."""

from matcher.normalizing import Normalizer
from matcher.taxonomy import Taxonomy

#: More concepts that share a word than are blended, and some that only labels know.
MANY = 260
TAXONOMY = Taxonomy.from_labels(
    [*(f"c:{number:03}" for number in range(MANY)), "d:0", "d:1"],
    [*(f"operator mesin {'x' * (number % 40)} {number}" for number in range(MANY)), "qqq", "www"],
)
PLAIN = Normalizer(TAXONOMY)
#: A concept that is far down by its names.
LAST = PLAIN.search(["operator mesin"], k=MANY)[0][MANY - 10].id
TAUGHT = PLAIN.learn(
    [("mesin kecil", LAST), ("operator mesin", "c:010"), ("mesin lain", "d:0"), ("op", "d:1")]
)
TEXTS = ["operator mesin", "operator", "mesin 7", "mesin lain", "operator op"]


def test_every_list_is_the_beginning_of_the_longest() -> None:
    longest = TAUGHT.search(TEXTS, k=MANY + 2)
    assert max(map(len, longest)) == MANY + 2
    for k in (1, 10, 199, 200, 201, 230):
        assert TAUGHT.search(TEXTS, k=k) == [hits[:k] for hits in longest]


def test_scores_never_rise_and_ties_stand_by_id() -> None:
    for hits in TAUGHT.search(TEXTS, k=MANY + 2):
        keys = [(-hit.score, hit.id) for hit in hits]
        assert keys == sorted(keys)


def test_without_a_word_of_any_label_the_order_by_names_stays() -> None:
    texts = ["xxxxx", "7", "qqq"]
    plain = PLAIN.search(texts, k=50)
    assert [[hit.id for hit in hits] for hits in TAUGHT.search(texts, k=50)] == [
        [hit.id for hit in hits] for hits in plain
    ]
