"""The facts of a proof: the pair, what decides, the days, the gates, the rules, and the basis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.explaining.facts import Decision, GateReason, Reported
from matcher.explaining.gate_facts import RuleFacts

__all__ = ["Basis", "Days", "Order", "PackUsed", "ProofFacts", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The months that obtaining other things may take, and the day on which they end.

    `sure`: in every completion of what is not known of the personal facts, everything asked of
    them to be chosen is met at departure and stays met that long. `hopeful`: so in some
    completion. `possible`: in some completion one can leave after that long, where an age may
    first be reached. Each is None where there is no such time; without personal gates all three
    are the horizon, or the end of the permit.
    """

    sure: int | None
    hopeful: int | None
    possible: int | None
    sure_until: date | None
    hopeful_until: date | None
    possible_until: date | None


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


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A rule pack that was asked, the digest of its content, and its rules that hold here."""

    id: str
    version: str
    digest: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict was made with; with the same records and basis anyone gets the same verdict.

    Digests are SHA-256 of the content, so that two that are equal hold the same knowledge.
    """

    packs: tuple[PackUsed, ...]
    concepts: int
    taxonomy_digest: str
    horizon_months: int
    report_only: tuple[str, ...]
    package_version: str


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
