"""What must be said beside the figures of an evaluation, so that nobody leans on them too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

from matcher.errors import UnknownName
from matcher.evaluation.grading import Grades
from matcher.evaluation.listing import RunLists
from matcher.evaluation.reaching import Reach
from matcher.tuning.judgments import Judgments

__all__ = ["CAUTIONS", "Asked", "Caution", "Language", "Said", "cautions_of"]

Language = Literal["en", "id"]

#: Of fewer candidates every bootstrap interval is too narrow.
_FEW = 20
#: With less of the lists judged, unjudged vacancies decide more than judged ones.
_HALF = 0.5
#: A run whose lists were judged that much more than another's is favoured.
_UNEVEN = 0.1

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "no grades": {
        "en": "No pair was graded: only the order of vacancies is measured.",
        "id": "Tidak ada pasangan yang dinilai: hanya urutan lowongan yang diukur.",
    },
    "few candidates": {
        "en": "Pairs of only {candidates:,} candidates were graded: of fewer than {few} the "
        "intervals are too narrow.",
        "id": "Hanya pasangan dari {candidates:,} calon yang dinilai: di bawah {few} calon, "
        "interval terlalu sempit.",
    },
    "one judge": {
        "en": "Everything was said by one judge: how far another would agree is not known.",
        "id": "Semua penilaian berasal dari satu penilai: kesesuaian dengan penilai lain tidak "
        "diketahui.",
    },
    "disputed": {
        "en": "Of {repeated:,} pairs that several judges graded, {disputed:,} are relevant to some "
        "and not to others.",
        "id": "Dari {repeated:,} pasangan yang dinilai beberapa penilai, {disputed:,} relevan bagi "
        "sebagian dan tidak bagi yang lain.",
    },
    "nothing relevant": {
        "en": "{without:,} of {candidates:,} graded candidates have no relevant vacancy: they "
        "score 0 in every run.",
        "id": "{without:,} dari {candidates:,} calon yang dinilai tidak punya lowongan yang "
        "relevan: nilainya 0 di setiap hasil.",
    },
    "few judged": {
        "en": "Only {judged:.0%} of what '{run}' lists first was judged. The rest counts as not "
        "relevant, so that its figures rest on too little: judge more of its lists, and look at "
        "the condensed ones.",
        "id": "Hanya {judged:.0%} dari daftar teratas '{run}' yang dinilai. Sisanya dihitung tidak "
        "relevan, sehingga angkanya bertumpu pada terlalu sedikit penilaian: nilailah lebih "
        "banyak, dan lihat daftar yang dipadatkan.",
    },
    "uneven": {
        "en": "Of '{run}' {judged:.0%} was judged, of '{baseline}' {base:.0%}: the comparison "
        "favours the one that was judged more.",
        "id": "Dari '{run}' {judged:.0%} yang dinilai, dari '{baseline}' {base:.0%}: perbandingan "
        "ini memihak yang lebih banyak dinilai.",
    },
    "relevant and barred": {
        "en": "{barred:,} of {relevant:,} relevant pairs are BARRED: no run of the engine lists "
        "them. A gate or a record may be wrong; see `barred`.",
        "id": "{barred:,} dari {relevant:,} pasangan yang relevan berputusan BARRED: mesin tidak "
        "pernah menampilkannya. Mungkin ada syarat atau data yang keliru; lihat `barred`.",
    },
    "short lists": {
        "en": "The lists of '{run}' end at rank {longest:,}: where more than the first {k:,} count "
        "(condensed lists, order, overlap), all runs are looked at no deeper.",
        "id": "Daftar '{run}' berakhir di urutan {longest:,}: bila lebih dari {k:,} teratas yang "
        "dihitung (daftar yang dipadatkan, urutan, tumpang tindih), semua hasil hanya dilihat "
        "sedalam itu.",
    },
    "shorter than k": {
        "en": "The lists of '{run}' end at rank {longest:,}, before the first {k:,} that are "
        "measured: choose a k of {longest:,}.",
        "id": "Daftar '{run}' berakhir di urutan {longest:,}, sebelum {k:,} teratas yang diukur: "
        "pilihlah k sebesar {longest:,}.",
    },
    "left out": {
        "en": "'{run}' also has lists of {left_out:,} people who are not among the candidates.",
        "id": "'{run}' juga memuat daftar {left_out:,} orang yang tidak ada di antara calon.",
    },
}

#: The names of all cautions.
CAUTIONS = tuple(_WORDS)


class Said(NamedTuple):
    """The sizes of what was judged."""

    judges: int
    candidates: int
    grades: int
    preferences: int
    #: Distinct pairs with a grade, and how many of them are relevant.
    pairs: int
    relevant: int
    #: How many of the relevant ones are BARRED.
    barred: int

    @classmethod
    def of(cls, said: Judgments, grades: Grades, *, barred: int) -> Self:
        """The sizes of judgments and of the grades that were made of them."""
        relevant = sum(
            grades.is_relevant(grade) for one in grades.of.values() for grade in one.values()
        )
        candidates = len({who for who, _ in said.pairs})
        return cls(
            len(said.judges), candidates, len(said.graded), len(said.preferred), len(grades),
            relevant, barred,
        )  # fmt: skip


class Asked(NamedTuple):
    """The lengths of lists that were asked for, and the run that others are set against."""

    k: int
    depth: int
    baseline: str


@dataclass(frozen=True)
class Caution:
    """One thing to beware of, by name, with the facts that its sentence needs."""

    name: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)

    def text(self, language: Language = "en") -> str:
        """The sentence.

        >>> Caution("one judge").text()
        'Everything was said by one judge: how far another would agree is not known.'
        """
        if language not in _WORDS[self.name]:
            raise UnknownName("language", language, known=_WORDS[self.name])
        return _WORDS[self.name][language].format(**self.facts)


def cautions_of(
    said: Said,
    grades: Grades,
    runs: Mapping[str, RunLists],
    reaches: Sequence[Reach],
    asked: Asked,
) -> tuple[Caution, ...]:
    """What to beware of, the judgments first, then the runs."""
    found = [*_of_judgments(said, grades)]
    if said.pairs:
        found += _of_reach(reaches, asked.baseline)
    return (*found, *_of_lists(runs, asked))


def _of_judgments(said: Said, grades: Grades) -> Iterator[Caution]:
    if said.judges == 1:
        yield Caution("one judge")
    if not said.pairs:
        yield Caution("no grades")
        return
    candidates, without = len(grades.of), grades.without_relevant()
    if candidates < _FEW:
        yield Caution("few candidates", {"candidates": candidates, "few": _FEW})
    if grades.disputed:
        yield Caution("disputed", {"repeated": grades.repeated, "disputed": grades.disputed})
    if without:
        yield Caution("nothing relevant", {"without": without, "candidates": candidates})
    if said.barred:
        yield Caution("relevant and barred", {"barred": said.barred, "relevant": said.relevant})


def _of_reach(reaches: Sequence[Reach], baseline: str) -> Iterator[Caution]:
    base = next(one.judged.mean for one in reaches if one.run == baseline)
    for one in reaches:
        share = one.judged.mean
        if share < _HALF:
            yield Caution("few judged", {"run": one.run, "judged": share})
        if abs(share - base) > _UNEVEN:
            yield Caution(
                "uneven", {"run": one.run, "judged": share, "baseline": baseline, "base": base}
            )


def _of_lists(runs: Mapping[str, RunLists], asked: Asked) -> Iterator[Caution]:
    for name, one in runs.items():
        if one.longest and one.longest < asked.depth:
            short = "shorter than k" if one.longest < asked.k else "short lists"
            yield Caution(short, {"run": name, "longest": one.longest, "k": asked.k})
        if one.left_out:
            yield Caution("left out", {"run": name, "left_out": one.left_out})
