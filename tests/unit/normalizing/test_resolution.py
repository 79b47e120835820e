"""An answer either names a concept or abstains, and says of which text it speaks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.resolution import Resolution
from small_world import TAXONOMY

NORMALIZER = Normalizer(TAXONOMY)
texts = st.text(max_size=30) | st.sampled_from([label.text for label in TAXONOMY.labels])


@given(texts)
def test_an_abstention_names_nothing_and_has_no_confidence(text: str) -> None:
    found = Resolution.abstention(text)
    assert found.abstained
    assert (found.id, found.label, found.kind) == (None, None, None)
    assert (found.confidence, found.method, found.text) == (0.0, "abstained", text)


@given(texts)
def test_an_answer_abstains_exactly_where_it_names_nothing(text: str) -> None:
    found = NORMALIZER.resolve(text)
    assert found.text == text
    if found.abstained:
        bare = replace(found, months=None, modality=None, negated=(), candidates=())
        assert bare == Resolution.abstention(text)
    else:
        assert found.id in TAXONOMY
        assert found.method != "abstained"
        assert 0 < found.confidence <= 1
