"""A taxonomy comes back from JSON as it was, in its own order."""

import json
from dataclasses import fields

import pytest

from matcher.saving.taxonomies import taxonomy_from, taxonomy_table
from matcher.taxonomy import Taxonomy, default_taxonomy
from small_field import FIELD
from small_world import TAXONOMY

_LABELS = Taxonomy.from_labels(["b", "a"], ["las", "溶接"], ["joining", None])


@pytest.mark.parametrize(
    "taxonomy",
    [default_taxonomy(), FIELD, TAXONOMY, _LABELS],
    ids=["package", "field", "world", "labels"],
)
def test_a_taxonomy_is_what_it_was(taxonomy: Taxonomy) -> None:
    again = taxonomy_from(json.loads(json.dumps(taxonomy_table(taxonomy), sort_keys=True)))
    assert again == taxonomy
    for field in fields(Taxonomy):
        before, after = getattr(taxonomy, field.name), getattr(again, field.name)
        if not isinstance(before, frozenset):
            assert list(after) == list(before)
    assert [list(again.similar[c].items()) for c in again.similar] == [
        list(taxonomy.similar[c].items()) for c in taxonomy.similar
    ]


def test_every_part_of_a_taxonomy_is_kept() -> None:
    known = {field.name for field in fields(Taxonomy) if field.compare}
    assert taxonomy_table(FIELD).keys() == known


@pytest.mark.parametrize("change", [{"concepts": 3}, {"more": []}, {"labels": [{"text": "a"}]}])
def test_what_is_no_taxonomy_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        taxonomy_from(taxonomy_table(FIELD) | change)
