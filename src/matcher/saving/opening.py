"""Makes an index of its saved parts: what stands in a file is mapped, the rest follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from matcher.eligibility.gates import Due, GateJudge
from matcher.eligibility.judging import GateIndex
from matcher.eligibility.merged import MergedGates
from matcher.eligibility.personal_gate import Body, Window
from matcher.eligibility.templates import Members, Templates
from matcher.eligibility.terms import TermsOfVacancies
from matcher.features.attainment import Encoder
from matcher.features.criteria import Criteria
from matcher.features.layout import Layout, lay_out
from matcher.features.wishes import Offer, Offers
from matcher.index import Context, Index
from matcher.normalizing.coding import Alike
from matcher.normalizing.expressions import Leaf, NormalExpression, clauses
from matcher.normalizing.vacancy_columns import NormalVacancies
from matcher.saving.bodies import bodies_from
from matcher.saving.expressions import LeafTable
from matcher.saving.parts import ARRAYS, sizes_of
from matcher.saving.records import SavedVacancies, open_records
from matcher.scoring import Scorer
from matcher.store import Array, Store

__all__ = ["OpenParts", "open_parts"]

Arrays = Mapping[str, Array]


class _Asked(NamedTuple):
    """What the vacancies ask, as expressions."""

    leaves: tuple[Leaf, ...]
    criteria: tuple[NormalExpression, ...]
    gates: tuple[NormalExpression, ...]


class _Offered(NamedTuple):
    """Where the vacancies lead, and what they offer."""

    countries: tuple[str | None, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, eq=False)
class OpenParts:
    """The parts of a saved index, checked: `index` puts them together."""

    vacancies: SavedVacancies
    asked: _Asked
    bodies: tuple[Body, ...]
    offered: _Offered
    arrays: Arrays

    def index(self, context: Context) -> Index:
        """The index in a context: what no file holds follows from what they hold."""
        as_of, settings, taxonomy = context.as_of, context.settings, context.records.taxonomy
        criteria = _criteria(self.asked.criteria, self.arrays)
        encoder = Encoder(criteria, taxonomy=taxonomy, settings=settings, as_of=as_of)
        offers = Offers(self.offered.offers, self.arrays["offers.of"])
        normal = NormalVacancies(self.vacancies, context.records)
        return Index(
            context=context,
            vacancies=normal,
            ids=self.vacancies.ids(),
            order=self.arrays["order"],
            countries=self.offered.countries,
            country_of=self.arrays["country_of"],
            openings=self.arrays["openings"],
            criteria=criteria,
            gates=self._gates(normal, context),
            encoder=encoder,
            scorer=Scorer(encoder, offers, context.weights),
        )

    def _gates(self, normal: NormalVacancies, context: Context) -> GateIndex:
        as_of, settings, arrays = context.as_of, context.settings, self.arrays
        windows = _windows(arrays, as_of, settings.horizon_months)
        layout = _layout(self.asked.leaves, arrays)
        return GateIndex(
            terms=TermsOfVacancies(normal, context.rules, as_of=as_of, settings=settings),
            kinds=Alike(arrays["kinds.of"], arrays["kinds.examples"]),
            expressions=self.asked.gates,
            expression_of=arrays["gates.expression_of"],
            day_of=arrays["gates.day_of"],
            layout=layout,
            merged=MergedGates(
                self.bodies, arrays["merged.body_of"], windows, arrays["merged.window_of"]
            ),
            templates=_templates(arrays),
            judge_leaves=GateJudge(layout.leaves, taxonomy=context.records.taxonomy, as_of=as_of),
        )


def open_parts(store: Store) -> OpenParts:
    """The parts of a store, every array within its bounds; UnusableIndex where one is not."""
    vacancies = open_records(store)
    asked, offered = store.parsed("asked", _asked), store.parsed("vacancies", _offered)
    tables = {
        "leaves": asked.leaves,
        "criteria": asked.criteria,
        "expressions": asked.gates,
        "countries": offered.countries,
        "offers": offered.offers,
    }
    arrays = store.checked(ARRAYS, sizes_of(store, tables, len(vacancies)))
    due = len(arrays["due.leaf_of"])
    bodies = bodies_from(arrays, due, asked.leaves, store.path("bodies.terms"))
    return OpenParts(vacancies, asked, bodies, offered, arrays)


def _asked(table: Mapping[str, Any]) -> _Asked:
    leaves = LeafTable(table["leaves"])
    criteria, gates = (leaves.expressions(table[name]) for name in ("criteria", "gates"))
    return _Asked(leaves.leaves, criteria, gates)


def _offered(table: Mapping[str, Any]) -> _Offered:
    return _Offered(tuple(table["countries"]), tuple(Offer(*row) for row in table["offers"]))


def _criteria(expressions: tuple[NormalExpression, ...], arrays: Arrays) -> Criteria:
    by_key = {one.key: one for one in expressions}
    return Criteria(
        keys=tuple(by_key),
        layout=lay_out([clauses(one) for one in expressions], key=lambda leaf: leaf.key),
        by_key=by_key,
        row_of=arrays["criteria.row_of"],
        starts=arrays["criteria.starts"],
        columns=arrays["criteria.columns"],
        components=arrays["criteria.components"],
        importance=arrays["criteria.importance"],
    )


def _layout(leaves: tuple[Leaf, ...], arrays: Arrays) -> Layout[Due]:
    due = zip(arrays["due.leaf_of"].tolist(), arrays["due.day_of"].tolist(), strict=True)
    return Layout(
        tuple(Due(leaves[leaf], date.fromordinal(day)) for leaf, day in due),
        arrays["layout.terms"],
        arrays["layout.clauses"][:-1],
        arrays["layout.starts"][:-1],
    )


def _windows(arrays: Arrays, as_of: date, horizon_months: int) -> tuple[Window, ...]:
    ends = zip(arrays["windows.departure"].tolist(), arrays["windows.last"].tolist(), strict=True)
    return tuple(
        Window.of(
            date.fromordinal(departure),
            as_of=as_of,
            last=date.fromordinal(last),
            horizon_months=horizon_months,
        )
        for departure, last in ends
    )


def _templates(arrays: Arrays) -> Templates:
    select, depart = (
        Members(arrays[f"{stage}.starts"], arrays[f"{stage}.members"])
        for stage in ("select", "depart")
    )
    return Templates(
        select=select,
        depart=depart,
        select_of=arrays["templates.select_of"],
        depart_of=arrays["templates.depart_of"],
        merged_of=arrays["templates.merged_of"],
        of=arrays["templates.of"],
    )
