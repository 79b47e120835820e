"""The trilingual benchmark counts what all languages share, and what sets them apart."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.trilingual import Asked, as_cells, freely, outcome, read, share
from matcher import Normalizer, Taxonomy

WELDER, COOK, CHEF = "occupation:welder", "occupation:cook", "occupation:chef"
ASKED = Asked("TV01", "title", ("juru las", "welder", "溶接工"), "ja", frozenset({WELDER}), ())
ANSWERS = st.sampled_from((None, WELDER, COOK, CHEF))
MEANT = st.frozensets(st.sampled_from((WELDER, COOK, CHEF)), max_size=2)
REQUIREMENTS = st.builds(
    lambda found, meant: replace(ASKED, found=found, expected=meant),
    st.tuples(ANSWERS, ANSWERS, ANSWERS),
    MEANT,
)


@given(REQUIREMENTS)
def test_what_is_kept_is_right_in_every_language(asked: Asked) -> None:
    taxonomy = Taxonomy.from_labels([WELDER, COOK, CHEF], ["Welder", "Cook", "Chef"])
    found = [outcome(taxonomy, asked, one) for one in asked.found]
    same = len(set(asked.found)) == 1
    assert asked.is_right == (found == ["right"] * 3)
    assert asked.is_kept == (same and asked.is_right)


@given(REQUIREMENTS)
def test_what_is_kept_does_not_disagree(asked: Asked) -> None:
    assert not (asked.is_kept and asked.disagrees)


@given(REQUIREMENTS, st.permutations(range(3)))
def test_the_order_of_the_languages_is_without_meaning(asked: Asked, order: list[int]) -> None:
    turned = replace(asked, found=tuple(asked.found[place] for place in order))
    assert (turned.is_kept, turned.disagrees) == (asked.is_kept, asked.disagrees)


def test_an_abstention_is_no_disagreement() -> None:
    assert not replace(ASKED, found=(None, WELDER, WELDER)).disagrees
    assert replace(ASKED, found=(None, WELDER, COOK)).disagrees


def test_a_text_without_meaning_is_kept_by_abstaining() -> None:
    nothing = replace(ASKED, expected=frozenset(), found=(None, None, None))
    assert nothing.is_kept
    assert not replace(nothing, found=(None, None, WELDER)).is_kept


def test_an_answer_that_covers_what_is_meant_or_is_covered_by_it_is_close() -> None:
    taxonomy = Normalizer().taxonomy
    harder, easier = "skill:smaw-4g", "skill:smaw-3g"
    for meant, found in ((easier, harder), (harder, easier)):
        assert outcome(taxonomy, replace(ASKED, expected=frozenset({meant})), found) == "close"
        assert outcome(taxonomy, replace(ASKED, expected=frozenset({meant})), COOK) == "wrong"


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), min_size=1))
def test_a_share_stands_within_its_interval_of_whole_vacancies(
    drawn: list[tuple[bool, str]],
) -> None:
    hits, groups = [hit for hit, _ in drawn], [group for _, group in drawn]
    point, interval = share(hits, groups).split()
    low, high = map(float, interval.strip("()").split("-"))
    assert float(point) == round(sum(hits) / len(hits) * 100, 1)
    assert 0 <= low <= high <= 100


def test_all_right_leaves_nothing_open() -> None:
    assert share([True] * 6, list("aabbcc")) == "100.0 (100.0-100.0)"
    assert share([], []) == "-"


def test_the_cells_are_read_as_those_of_their_section() -> None:
    normalizer = Normalizer()
    cells = [("skills", "welding"), ("experience", "welder"), ("languages", "xyzzy")]
    assert list(as_cells(normalizer)(cells)) == ["skill:welding", WELDER, None]
    assert list(freely(normalizer)(cells))[2] is None


def test_every_answer_stands_beside_its_text_and_both_halves_are_there() -> None:
    asked = read(lambda cells: [text for _, text in cells])
    assert {one.half for one in asked} == {"even", "odd"}
    assert [one.found for one in asked] == [one.texts for one in asked]
