"""The paraphrases say what requirements mean, in three languages each, in words of their own.

They were written with the labels of concepts at hand, not their aliases, and serve to mend the
words of the package: they are no measure of it.
"""

from collections import Counter
from pathlib import Path

from matcher.normalizing.folding import fold
from matcher.normalizing.naming import KINDS_NAMED
from matcher.tables import read_table_of
from matcher.taxonomy import default_taxonomy

ROWS = tuple(read_table_of(Path(__file__).parents[2] / "data", "paraphrases"))
LANGUAGES = ("id", "en", "native")


def test_each_row_means_one_concept_that_its_section_may_name() -> None:
    concepts = default_taxonomy().concepts
    for row in ROWS:
        kinds = {kind for several in KINDS_NAMED[row.text("section")] for kind in several}
        assert concepts[row.text("expected")].kind in kinds


def test_each_has_a_text_in_three_languages_and_no_row_stands_twice() -> None:
    assert all(fold(row.required(language)) for row in ROWS for language in LANGUAGES)
    names = Counter(row.text("vacancy") for row in ROWS)
    assert max(names.values()) == 1
    assert {row.text("native_language") for row in ROWS} == {"ja", "ko", "zh-Hant", "de", "ar"}
