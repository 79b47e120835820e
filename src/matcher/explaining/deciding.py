"""Which gates decide a verdict: those without which it would be a better one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matcher.explaining.facts import Decision, GateReason
from matcher.explaining.proof_facts import Waiting

__all__ = ["decide"]

_FIRST = ("law", "host_country")


def decide(verdict: str, gates: Sequence[GateReason], waiting: Waiting) -> Decision:
    """What decides the verdict of a pair with these gates."""
    match verdict:
        case "BARRED":
            return _named("impossible", [gate for gate in gates if gate.state == "impossible"])
        case "TRAINABLE":
            missing = _missing(gates, "obtainable", waiting.hopeful)
            return _named("to_obtain", missing) if missing else _late(gates, waiting.hopeful)
        case "NEEDS_PROOF":
            missing = _missing(gates, "unknown", waiting.sure)
            return _named("to_show", missing) if missing else _late(gates, waiting.sure)
    return Decision("all_met")


def _missing(gates: Sequence[GateReason], state: str, months: int | None) -> list[GateReason]:
    """The gates in that state that stand in the way, where the personal facts leave such months.

    A personal fact is nothing to bring along: it stands in the way, even where it is asked only to
    leave, if the facts leave no time at all.
    """
    return [
        gate
        for gate in gates
        if gate.state == state and (months is None if gate.is_personal else gate.stage == "select")
    ]


def _late(gates: Sequence[GateReason], months: int | None) -> Decision:
    """The papers to leave that take longer than so many months."""
    longer = [
        gate
        for gate in gates
        if gate.stage == "depart"
        and gate.state == "obtainable"
        and (gate.months or 0) > (months or 0)
    ]
    return _named("too_late", longer)


def _named(
    kind: Literal["to_show", "to_obtain", "too_late", "impossible"], gates: list[GateReason]
) -> Decision:
    ranked = sorted(gates, key=lambda gate: gate.origin not in _FIRST)
    return Decision(kind, tuple(gate.number for gate in ranked))
