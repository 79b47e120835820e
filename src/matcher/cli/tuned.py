"""What `matcher tune` finds, either way, as one value: its table, its reason, its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rich.table import Table

from matcher.cli import showing
from matcher.settings_files import write_settings

if TYPE_CHECKING:
    from matcher.metrics.inference import Interval
    from matcher.tuning import Agreement, Choice, Gain, Yardstick

__all__ = ["State", "Tuned", "Value"]

State = Literal["free", "locked", "not asked"]


class Value(NamedTuple):
    """A weight or setting: what it was, what judgments say, and how far that could be another.

    `state` is "locked", "not asked" where no judged vacancy asks the component, else "free".
    """

    name: str
    default: float
    found: float
    interval: Interval | None
    state: State


@dataclass(frozen=True)
class Tuned:
    """What judgments made of the `default`; `how` says by what it was found."""

    how: str
    agreement: Agreement
    default: Choice
    found: Choice
    values: Sequence[Value]
    gain: Gain | None
    yardstick: Yardstick | None

    @property
    def is_recommended(self) -> bool:
        """True where the interval of the gain lies above zero."""
        return self.gain is not None and self.gain.is_certain

    @property
    def reason(self) -> str:
        """Why it is recommended, or why it is not."""
        if self.gain is None:
            return "Nothing is recommended: a gain is judged on 10 candidates or more."
        if not self.gain.is_certain:
            return "Nothing is recommended: the interval of the gain is not above zero."
        return "Recommended: the interval of the gain lies above zero."

    def table(self) -> Table:
        """What was found beside the defaults."""
        table = showing.plain_table()
        table.add_column("", no_wrap=True)
        for name in ("default", self.how, "95 % interval"):
            table.add_column(name, justify="right", no_wrap=True)
        for one in self.values:
            told: str = "" if one.state == "free" else one.state
            if one.interval is not None:
                told = f"{one.interval.low:.2f} to {one.interval.high:.2f}"
            table.add_row(one.name, f"{one.default:.2f}", f"{one.found:.2f}", told)
        return table

    def lines(self) -> Iterator[str]:
        """The agreement before the table, and what is said after it."""
        yield "" if self.gain is None else f"On candidates held out: {self.gain}."
        yield self.reason
        if self.yardstick is not None:
            yield ""
            yield str(self.yardstick)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain values, fit for JSON."""
        used = self.found if self.is_recommended else self.default
        return {
            "weights": used.weights.model_dump(),
            "settings": used.settings.model_dump(mode="json"),
            **self._about(),
        }

    def write(self, path: Path) -> None:
        """Write what is recommended, else the defaults, as a file of weights and settings."""
        used = self.found if self.is_recommended else self.default
        write_settings(path, used.weights, used.settings, self._about())

    def _about(self) -> dict[str, object]:
        return {
            "source": f"{self.how} from judgments by {len(self.agreement.judges)} judges; "
            + ("recommended" if self.is_recommended else "not recommended, so the defaults stay"),
            "recommended": self.is_recommended,
            "reason": self.reason,
            "locked": [one.name for one in self.values if one.state == "locked"],
            "agreement": {
                "state": self.agreement.state,
                "shared": self.agreement.shared,
                "alpha": _ends(self.agreement.order),
            },
            "gain": _gain(self.gain),
            self.how: [
                one._asdict() | {"interval": one.interval and _ends(one.interval)}
                for one in self.values
            ],
            "yardstick": _yardstick(self.yardstick),
        }


def _gain(gain: Gain | None) -> Mapping[str, object] | None:
    if gain is None:
        return None
    names = ("measure", "default", "learned", "confidence", "groups", "comparisons")
    return {name: getattr(gain, name) for name in names} | {"interval": _ends(gain.interval)}


def _yardstick(found: Yardstick | None) -> Mapping[str, object] | None:
    if found is None:
        return None
    return {
        "methods": found.to_arrow().to_pylist(),
        "explained": found.explained._asdict(),
        "misses_something": found.misses_something,
    }


def _ends(one: Interval) -> Mapping[str, float | None]:
    """An interval by name; what is not known is None."""
    return {name: None if isnan(value) else value for name, value in one._asdict().items()}
