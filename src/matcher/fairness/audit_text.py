"""An audit in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Literal

from matcher.errors import UnknownName
from matcher.fairness.groups import UNKNOWN_GROUP
from matcher.fairness.naming_rule import MOST_DOUBT
from matcher.fairness.shares import PARTS
from matcher.metrics import Interval

if TYPE_CHECKING:
    from matcher.fairness.audit import Audit, GroupRow
    from matcher.fairness.measures import Gap

__all__ = ["Language", "Words", "cells_of", "points", "text_of", "words_in"]

Language = Literal["en", "id"]

#: Texts that were not understood are told up to so many.
_TEXTS_TOLD = 5
#: Smaller p-values are told to be smaller.
_LEAST_TOLD = 0.0001


@dataclass(frozen=True)
class Words:
    """What an audit says in one language."""

    title: str
    head: tuple[str, ...]
    hidden: str
    gap: str
    certain: str
    uncertain: str
    made_of: str
    no_cause: str
    measures: Mapping[str, str]
    figures: Mapping[str, str]
    parts: Mapping[str, str]
    causes: Mapping[str, str]
    everybody: str
    unknown: str
    unread: str
    notes: str
    minimum: str
    interval: str
    #: What pictures say beside this.
    intervals: str
    colours: str
    points: str
    whole: str
    named: str
    bars: str

    def name(self, group: str) -> str:
        """A group by name."""
        return self.unknown if group == UNKNOWN_GROUP else group


_WORDS: Mapping[str, Words] = {
    "en": Words(
        title="{people:,} people, {vacancies:,} vacancies, the first {k} of each list, as of {day}",
        head=("attribute", "group", "people", "eligible %", "shown %", "attention", "score"),
        hidden="too few",
        gap="{attribute} {group}: {measure} {gap} points from {other}",
        certain="(corrected p {p})",
        uncertain="Gaps to everybody else that chance explains (corrected p of {p:g} or more): "
        "{gaps}.",
        made_of="made of: {parts}",
        no_cause="No cause is named: none is both certain and large.",
        measures={"exposure": "shown", "eligible": "eligible"},
        figures={"eligible": "eligible, %", "exposure": "shown, %",
                 "attention": "attention (1 = mean)", "score": "mean score of those shown"},
        parts={"rule": "rules and constraints", "weight": "weights",
               "documents": "missing documents", "taxonomy": "names not understood",
               "rest": "what people bring"},
        causes={
            "rule": "Mainly rules and constraints: without them most of this gap would not be "
            "there. Next: removals() says which of them bar whom, and whether each is needed.",
            "weight": "Mainly the weights: with the reference weights most of this gap would not "
            "be there. Next: compare weights with docs/weights.md, and learn them from judgments.",
            "documents": "Mainly missing documents: if what these people have were on paper, most "
            "of this gap would not be there. Next: collect papers and empty sections from them.",
            "taxonomy": "Mainly names that are not understood: read as what they seem to mean, "
            "most of this gap would not be there. Next: add the texts below as aliases.",
        },
        everybody="everybody else",
        unknown="unknown",
        unread="Texts that are not understood: {texts}.",
        notes="In brackets: 95 % intervals; of the parts of a gap, for the four causes together. "
        "The parts add up to the gap.",
        minimum="Groups of fewer than {minimum} people, and those that would give them away, are "
        "not told.",
        interval="{} ({} to {})",
        intervals="Lines: 95 % intervals. In brackets: people.",
        colours="Orange: {what} more or less often than everybody else (corrected p below "
        "{p:g}). Grey: not so.",
        points="percentage points",
        whole="the gap",
        named="Mainly: {cause}.",
        bars="Each bar begins where the one before ends; the last is their sum. Lines: intervals.",
    ),
    "id": Words(
        title="{people:,} orang, {vacancies:,} lowongan, {k} teratas tiap daftar, per {day}",
        head=("atribut", "kelompok", "orang", "memenuhi %", "tampil %", "perhatian", "skor"),
        hidden="terlalu sedikit",
        gap="{attribute} {group}: {measure} berselisih {gap} poin dari {other}",
        certain="(p terkoreksi {p})",
        uncertain="Selisih dari semua yang lain yang dapat terjadi karena kebetulan (p terkoreksi "
        "{p:g} atau lebih): {gaps}.",
        made_of="terdiri atas: {parts}",
        no_cause="Tidak ada penyebab yang disebut: tidak ada yang pasti sekaligus besar.",
        measures={"exposure": "tampil", "eligible": "memenuhi"},
        figures={"eligible": "memenuhi, %", "exposure": "tampil, %",
                 "attention": "perhatian (1 = rata-rata)", "score": "skor rata-rata yang tampil"},
        parts={"rule": "aturan dan syarat", "weight": "bobot",
               "documents": "dokumen yang kurang", "taxonomy": "nama yang tidak dikenali",
               "rest": "yang dimiliki orangnya"},
        causes={
            "rule": "Terutama aturan dan syarat: tanpanya sebagian besar selisih ini tidak ada. "
            "Berikutnya: removals() menunjukkan mana yang menggugurkan siapa, dan perlukah itu.",
            "weight": "Terutama bobot: dengan bobot acuan sebagian besar selisih ini tidak ada. "
            "Berikutnya: bandingkan bobot dengan docs/weights.md, dan pelajari dari penilaian.",
            "documents": "Terutama dokumen yang kurang: bila yang mereka miliki ada buktinya, "
            "sebagian besar selisih ini tidak ada. Berikutnya: kumpulkan bukti dan isian kosong.",
            "taxonomy": "Terutama nama yang tidak dikenali: bila dibaca sesuai maksudnya, "
            "sebagian besar selisih ini tidak ada. Berikutnya: tambahkan teks berikut ini "
            "sebagai alias.",
        },
        everybody="semua yang lain",
        unknown="tidak diketahui",
        unread="Teks yang tidak dikenali: {texts}.",
        notes="Dalam kurung: interval 95 %; untuk bagian selisih, berlaku bagi keempat penyebab "
        "sekaligus. Jumlah bagian sama dengan selisihnya.",
        minimum="Kelompok di bawah {minimum} orang, dan yang dapat membukanya, tidak ditampilkan.",
        interval="{} ({} hingga {})",
        intervals="Garis: interval 95 %. Dalam kurung: jumlah orang.",
        colours="Jingga: {what} lebih atau kurang sering daripada semua yang lain (p terkoreksi "
        "di bawah {p:g}). Abu-abu: tidak.",
        points="poin persentase",
        whole="selisih",
        named="Terutama: {cause}.",
        bars="Tiap batang mulai di ujung yang sebelumnya; yang terakhir jumlahnya. "
        "Garis: interval.",
    ),
}  # fmt: skip


def words_in(language: Language) -> Words:
    """The words of a language."""
    if language not in _WORDS:
        raise UnknownName("language of audits", language, known=_WORDS)
    return _WORDS[language]


def text_of(audit: Audit, language: Language) -> str:
    """Groups, gaps and what to look at next."""
    words = words_in(language)
    title = words.title.format(
        people=audit.people, vacancies=audit.vacancies, k=audit.k, day=audit.as_of.isoformat()
    )
    told = _told(audit)
    certain = [gap for gap in told if gap.p_adjusted < MOST_DOUBT]
    gaps = [line for gap in certain for line in _gap_lines(audit, gap, words)]
    if len(told) > len(certain):
        gaps += [words.uncertain.format(gaps=len(told) - len(certain), p=MOST_DOUBT), ""]
    notes = [words.notes]
    if any(row.measured is None for row in audit.rows):
        notes.append(words.minimum.format(minimum=audit.minimum))
    return "\n".join([title, "", *_table(audit, words), "", *gaps, *notes])


def cells_of(audit: Audit, words: Words) -> list[tuple[str, ...]]:
    """The table of the groups as cells, its head first."""
    return [words.head, *(_cells(row, words) for row in audit.rows)]


def points(share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{100 * share:+.1f}"


def _table(audit: Audit, words: Words) -> Iterator[str]:
    cells = cells_of(audit, words)
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        told = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(told).rstrip()


def _cells(row: GroupRow, words: Words) -> tuple[str, ...]:
    group, own = words.name(row.group), row.measured
    if own is None:
        return (row.attribute, group, words.hidden, *[""] * (len(words.head) - 3))
    return (
        row.attribute, group, f"{own.people:,}", _interval(own.eligible, words, times=100),
        _interval(own.exposure, words, times=100), _interval(own.attention, words, ".2f"),
        _interval(own.score, words, ".2f"),
    )  # fmt: skip


def _interval(told: Interval, words: Words, form: str = ".1f", *, times: float = 1) -> str:
    if isnan(told.mean):
        return "–"
    mean, *ends = (f"{times * value:{form}}" for value in told)
    return mean if isnan(told.low) else words.interval.format(mean, *ends)


def _told(audit: Audit) -> list[Gap]:
    """The gaps to tell, the surest first; of two groups that are all, the one that is behind."""
    found: list[Gap] = []
    for attribute in dict.fromkeys(row.attribute for row in audit.rows):
        own = [gap for gap in audit.gaps if gap.attribute == attribute]
        groups = sum(row.attribute == attribute for row in audit.rows)
        is_one = groups == len(own) == 2  # noqa: PLR2004 - each is everybody else of the other
        found += [min(own, key=lambda gap: gap.difference.mean)] if is_one else own
    return sorted(found, key=lambda gap: gap.p_adjusted)


def _gap_lines(audit: Audit, gap: Gap, words: Words) -> Iterator[str]:
    told = words.gap.format(
        attribute=gap.attribute,
        group=words.name(gap.group),
        measure=words.measures[audit.measure],
        gap=_points(gap.difference, words),
        other=words.everybody if gap.other is None else words.name(gap.other),
    )
    yield f"{told} {words.certain.format(p=_chance(gap.p_adjusted))}"
    parts = (f"{words.parts[name]} {_points(gap.parts[name], words)}" for name in PARTS)
    yield f"  {words.made_of.format(parts='; '.join(parts))}"
    yield f"  {words.causes[gap.cause] if gap.cause else words.no_cause}"
    if gap.cause == "taxonomy" and audit.unread:
        texts = "; ".join(f"{one.text} ({one.people:,})" for one in audit.unread[:_TEXTS_TOLD])
        yield f"  {words.unread.format(texts=texts)}"
    yield ""


def _chance(p_value: float) -> str:
    return f"= {p_value:.4f}" if p_value >= _LEAST_TOLD else f"< {_LEAST_TOLD:g}"


def _points(told: Interval, words: Words) -> str:
    return words.interval.format(*map(points, told))
