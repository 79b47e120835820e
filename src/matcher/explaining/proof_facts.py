"""The facts of a proof: the pair, what decides, the days, the gates, the rules, and the basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.explaining.facts import Decision, GateReason, Reported
from matcher.explaining.fingerprints import Basis
from matcher.explaining.grounds import RuleFacts
from matcher.explaining.waiting import Waiting

__all__ = ["Days", "Order", "ProofFacts"]


@dataclass(frozen=True, slots=True)
class Days:
    """The days that count. Ages and papers are judged at departure, the permit on `as_of`.

    `stated_departure` is the vacancy's own date, and without it `lead_months` after `as_of` are
    the usual lead of destination and scheme. `last` is the last day up to which one may wait: the
    end of the horizon, or of the permit.
    """

    as_of: date
    departure: date
    departure_source: str
    stated_departure: date | None
    lead_months: int | None
    last: date
    permit_from: date | None
    permit_until: date | None
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Order:
    """What the vacancy says of itself: by this rules are for it or not."""

    title: str
    occupation: str
    country: str | None
    schemes: tuple[str, ...]
    employer_type: str | None
    verification: str | None
    source: str | None


@dataclass(frozen=True)
class ProofFacts:
    """Everything that a proof holds, without the ways of showing it."""

    candidate_id: str
    vacancy_id: str
    verdict: str
    decision: Decision
    order: Order
    days: Days
    gates: tuple[GateReason, ...]
    rules: tuple[RuleFacts, ...]
    reported: tuple[Reported, ...]
    unread: Mapping[str, tuple[str, ...]]
    basis: Basis
