"""An explanation of one pair: its facts, in words, as plain values, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.explaining.chart import waterfall
from matcher.explaining.facts import PairFacts
from matcher.explaining.plain_values import plain
from matcher.explaining.proof import Proof
from matcher.explaining.sentences import explain_in_words
from matcher.features.wording import Language

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Explanation"]


@dataclass(frozen=True, kw_only=True)
class Explanation(PairFacts):
    """Why a pair has its verdict and its score; made by `Matcher.explain`.

    `text` puts it into words, `to_dict` into plain values, `chart` into a picture. `proof` holds
    everything that the verdict rests on.
    """

    proof: Proof

    def __repr__(self) -> str:
        return (
            f"<Explanation: {self.candidate_id} for {self.vacancy_id}: {self.verdict}, "
            f"score {self.score:.3f}>"
        )

    def text(self, language: Language = "en") -> str:
        """The explanation in words, in Indonesian ("id") or English ("en")."""
        return explain_in_words(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain values, fit for JSON."""
        return {
            "candidate_id": self.candidate_id,
            "vacancy_id": self.vacancy_id,
            "title": self.title,
            "verdict": self.verdict,
            "score": self.score,
            "possible": self.possible,
            "components": dict(self.components),
            "contributions": [one.to_dict() for one in self.contributions],
            "decision": plain(self.decision),
            "gates": [gate.to_dict() for gate in self.gates],
            "notices": plain(self.notices),
            "reported": plain(self.reported),
            "as_of": self.as_of.isoformat(),
            "departure": self.departure.isoformat(),
            "departure_source": self.departure_source,
            "horizon": self.horizon.isoformat(),
            "unread": {side: list(texts) for side, texts in self.unread.items()},
        }

    def chart(self, language: Language = "en") -> alt.LayerChart:
        """The score as a waterfall: what each criterion adds (needs the extra `report`)."""
        return waterfall(self, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the waterfall to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))
