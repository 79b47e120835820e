"""Extraction: its clauses partition the text, and each asks what its words say."""

from functools import cache

import pytest
from hypothesis import given, settings

from advert_texts import LONG_TEXTS
from drawn_adverts import drawn_adverts
from matcher.normalizing.extracting import Clause, Extraction, Span
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.taxonomy import Taxonomy

ADVERT = """PERAWAT LANSIA, TAIWAN
Butuh 12 P + 4 L. Umur 20-38 th, TB min 155 cm.
Tugas:
- sedot dahak (akan diajari)
- jaga anak majikan
Syarat:
- Diutamakan lulusan SMK jurusan otomotif, pengalaman 2 tahun
- tidak bertato, bisa renang
- bahasa Mandarin dasar
- SIM motor tidak wajib
- kalimat zzz yang tak dikenal
Berkas: SKCK, paspor. Bukan sopir truk!
Gaji NT$ 28.590, kontrak 36 bulan. Hub. P3MI Contoh
qwrty"""


@cache
def found() -> Extraction:
    """The advert above, read."""
    return default_normalizer().extract(ADVERT)


def span_of(concept: str) -> Span:
    """The span of a concept in the advert above."""
    return next(span for span in found().spans if span.concept == concept)


def letters(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def check(text: str) -> None:
    """Check the laws of an extraction."""
    read = default_normalizer().extract(text)
    edges = [edge for clause in read.clauses for edge in (clause.start, clause.end)]
    assert edges == sorted(edges)
    assert letters("".join(clause.text for clause in read.clauses)) == letters(text)
    placed: list[Clause | Span] = [*read.clauses, *read.spans]
    assert all(text[one.start : one.end] == one.text for one in placed)
    for span in read.spans:
        owner = [one for one in read.clauses if one.start <= span.start and span.end <= one.end]
        assert [one.bucket for one in owner] == [span.bucket]
        assert 0 <= span.confidence <= 1
        assert (span.concept is None) == (span.kind is None)
    assert set(read.unused) == set(read.of("unused"))


@settings(max_examples=60, deadline=None)
@given(drawn_adverts)
def test_every_letter_is_in_one_clause_and_every_span_within_its_own(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", [*LONG_TEXTS[::4], "\x00" * 5000, "a\x00b, " * 800, "😀 " * 3000])
def test_long_and_odd_texts_are_read_in_the_same_way(text: str) -> None:
    check(text)


@settings(max_examples=20, deadline=None)
@given(drawn_adverts)
def test_the_same_text_is_read_alike_again(text: str) -> None:
    normalizer = default_normalizer()
    assert normalizer.extract(text) == normalizer.extract(text)


def test_the_first_line_is_the_title_and_names_the_job() -> None:
    assert found().clauses[0].bucket == "title"
    assert span_of("occupation:caregiver").bucket == "title"


def test_duties_and_requirements_stand_where_their_headings_say() -> None:
    assert span_of("skill:sputum-suction").bucket == "duty"
    assert span_of("skill:sputum-suction").modality == "negotiable"
    assert span_of("skill:child-care").modality == "must"
    assert span_of("condition:can-swim").bucket == "requirement"


def test_a_word_that_leads_a_sentence_speaks_for_all_of_it() -> None:
    assert span_of("education:teknik-kendaraan-ringan").modality == "nice"
    years = next(span for span in found().spans if span.level == "24 months")
    assert (years.modality, years.concept) == ("nice", "occupation:caregiver")


def test_what_is_not_asked_is_told_so() -> None:
    assert span_of("certificate:sim-c").negated
    assert span_of("occupation:truck-driver").negated
    assert span_of("occupation:truck-driver").modality == "not_asked"
    assert not span_of("condition:no-tattoo").negated


def test_papers_are_due_at_the_departure() -> None:
    assert {span_of(f"document:{one}").stage for one in ("police-record", "passport")} == {"depart"}
    assert span_of("condition:no-tattoo").stage == "select"


def test_what_could_not_be_read_is_reported() -> None:
    assert [clause.text for clause in found().unused] == ["qwrty"]
    assert "kalimat zzz yang tak dikenal" in {span.text for span in found().unresolved}


def test_the_country_of_the_text_tells_the_currency() -> None:
    assert found().country == "Taiwan"
    wage = found().figures.wage
    assert wage is not None
    assert wage.currency == "TWD"


def test_a_country_that_is_given_goes_before_that_of_the_text() -> None:
    read = default_normalizer().extract("Welder, Korea. Gaji 2.000", country="Malaysia")
    assert read.figures.wage is not None
    assert (read.country, read.figures.wage.currency) == ("Malaysia", "MYR")


def test_a_taxonomy_of_ones_own_is_read_with_its_own_names() -> None:
    own = Normalizer(Taxonomy.from_labels(["skill:bees"], ["beekeeping"]))
    assert [span.concept for span in own.extract("Requirements: beekeeping").spans] == [
        "skill:bees"
    ]


def test_an_empty_text_has_nothing() -> None:
    empty = default_normalizer().extract("")
    assert (empty.clauses, empty.spans, empty.unused) == ((), (), ())
    assert repr(empty) == "<Extraction: 0 clauses, 0 concepts, 0 unused>"


def test_alternatives_are_told_by_the_word_between_them() -> None:
    read = default_normalizer().extract("Requirements:\n- CCNA or MTCNA\n- CCNA, forklift licence")
    assert {span.text for span in read.spans if span.is_alternative} == {"CCNA or MTCNA"}
