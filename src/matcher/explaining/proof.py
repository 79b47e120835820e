"""A proof of a verdict: everything that it rests on, for whoever must answer for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matcher.explaining.plain_values import plain
from matcher.explaining.proof_facts import ProofFacts
from matcher.explaining.proof_words import prove_in_words
from matcher.features.wording import Language

__all__ = ["Proof"]


@dataclass(frozen=True)
class Proof(ProofFacts):
    """Everything a verdict rests on; `Explanation.proof`.

    `text` puts it into words to be signed, `to_dict` into plain values, from which anyone can make
    the verdict again.
    """

    def __repr__(self) -> str:
        return (
            f"<Proof: {self.candidate_id} for {self.vacancy_id}: {self.verdict}, "
            f"{len(self.gates)} gates, as of {self.days.as_of}>"
        )

    def text(self, language: Language = "en") -> str:
        """The proof in words, in Indonesian ("id") or English ("en")."""
        return prove_in_words(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The proof as plain values, fit for JSON; the keys stand in `docs/verdicts.md`."""
        return {"format": "matcher-proof-1", **plain(self)}
