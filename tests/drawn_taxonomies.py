"""Draws small taxonomies over the same few ids, so that two of them often speak of one concept."""

from hypothesis import strategies as st

from matcher.records.evidence import Evidence
from matcher.taxonomy import Code, Concept, Kind, Label, Level, Scale, Taxonomy, Validity
from matcher.taxonomy.relations import close_covers, spread_similarity
from matcher.taxonomy.scales import Credit

__all__ = ["IDS", "TEXTS", "taxonomies"]

IDS = ("skill:a", "skill:b", "skill:c", "occupation:d", "occupation:e", "occupation:f")
TEXTS = ("welder", "Juru  Las", "juru las", "溶接", "cook")
_LANGUAGES = st.sampled_from(("en", "id", "ja", "mul"))
_BELOW = [(IDS[x], IDS[y]) for x in range(len(IDS)) for y in range(x + 1, len(IDS))]
_ANY = [(x, y) for x in IDS for y in IDS if x != y]


@st.composite
def taxonomies(draw: st.DrawFn, *, contested: bool = True) -> Taxonomy:
    """A taxonomy of any size with relations that are closed; covers runs downwards, in no circle.

    Unless texts may be contested, each names concepts of one id alone.
    """
    ids = draw(st.lists(st.sampled_from(IDS), unique=True))
    texts = st.sampled_from(TEXTS)

    def name(concept: str) -> str:
        return draw(texts) if contested else f"{draw(texts)} {concept}"

    concepts = {one: draw(_concepts(one, name(one), name(one))) for one in ids}
    labels = {
        (text, language, concept): draw(st.booleans())
        for concept in ids
        for text in {concepts[concept].label_en, name(concept), name(concept)}
        for language in {draw(_LANGUAGES)}
    }

    def among(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        known = [pair for pair in pairs if set(pair) <= concepts.keys()]
        return draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []

    covers = close_covers(ids, among(_BELOW))
    weights = st.sampled_from((0.2, 0.5, 0.8))
    similar = spread_similarity(covers, [(*pair, draw(weights)) for pair in among(_ANY)])
    is_bare = draw(st.booleans())
    return Taxonomy(
        concepts=concepts,
        labels=tuple(Label(*key, is_preferred=flag) for key, flag in labels.items()),
        kinds={
            (one, None): _kind(one, draw(st.integers(1, 9)))
            for one in draw(_some("skill", "occupation"))
        },
        scales={one: _scale(one, draw(st.integers(1, 3))) for one in draw(_some("s", "t"))},
        covers={} if is_bare else covers,
        similar={} if is_bare else similar,
        implies=dict.fromkeys(ids[:1], tuple(draw(_some(*ids)) if ids else ())),
        uses=dict.fromkeys(ids[1:2], tuple(draw(_some(*ids)) if ids else ())),
        codes={one: (Code("ISCO-08", draw(st.sampled_from("12")), "t"),) for one in ids[:2]},
        validity={one: Validity(True, draw(st.integers(1, 9)), "s") for one in ids[:1]},
        countries={one: draw(_some("X", "Y", least=1))[0] for one in draw(_some("jp", "kr"))},
        country_names=frozenset(draw(_some("jp", "kr"))),
        country_labels=dict.fromkeys(draw(_some("X", "Y")), "L"),
    )


def _concepts(concept: str, english: str, indonesian: str) -> st.SearchStrategy[Concept]:
    return st.builds(
        Concept,
        st.just(concept),
        st.just(concept.partition(":")[0]),
        st.just(english),
        st.sampled_from(("", indonesian)),
        scale=st.sampled_from((None, "s")),
        lead_months=st.sampled_from((None, 3)),
        description=st.sampled_from((None, "short", "long")),
        source=st.sampled_from(("", "a page")),
    )


def _some(*names: str, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, min_size=least)


def _kind(name: str, months: int) -> Kind:
    return Kind(None, name, Evidence.DOCUMENT, Evidence.DOCUMENT, months, name, name)


def _scale(name: str, rank: int) -> Scale:
    return Scale(name, (Level("one", rank, None),), Credit("steps", ()), {"one": rank})
