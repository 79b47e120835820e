"""Which gates decide a verdict: those without which it would be a better one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matcher.explaining.facts import Decision, GateReason
from matcher.explaining.waiting import Waiting

__all__ = ["decide"]

_FIRST = ("law", "host_country")


def decide(verdict: str, gates: Sequence[GateReason], waiting: Waiting) -> Decision:
    """What decides the verdict of a pair with these gates."""
    chosen = [gate for gate in gates if gate.stage == "select"]
    if verdict == "BARRED":
        return _named("impossible", [gate for gate in gates if gate.state == "impossible"])
    if verdict == "TRAINABLE":
        missing = [
            gate
            for gate in chosen
            if gate.state == "obtainable" and not (gate.is_personal and waiting.hopeful is not None)
        ]
        if missing:
            return _named("to_obtain", missing)
        return _named("too_late", _longer(gates, waiting.hopeful))
    if verdict == "NEEDS_PROOF":
        unproven = [
            gate
            for gate in chosen
            if gate.state == "unknown" and not (gate.is_personal and waiting.sure is not None)
        ]
        if unproven:
            return _named("to_show", unproven)
        return _named("too_late", _longer(gates, waiting.sure))
    return Decision("all_met")


def _longer(gates: Sequence[GateReason], months: int | None) -> list[GateReason]:
    """What is still to be obtained to leave and takes longer than so many months."""
    return [
        gate
        for gate in gates
        if gate.stage == "depart"
        and gate.state == "obtainable"
        and (gate.months or 0) > (months or 0)
    ]


def _named(
    kind: Literal["to_show", "to_obtain", "too_late", "impossible"], gates: list[GateReason]
) -> Decision:
    ranked = sorted(gates, key=lambda gate: gate.origin not in _FIRST)
    return Decision(kind, tuple(gate.number for gate in ranked))
