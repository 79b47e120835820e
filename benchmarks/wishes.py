"""Wishes in the benchmark's shape: what vacancies offer, and how much of it candidates wish for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.shape import popularity

__all__ = ["SECTORS", "Offers", "Wishes", "draw_countries", "draw_offers", "draw_wishes"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

COUNTRIES, SECTORS, BANDS = 30, 20, 8

#: The chance that a candidate leaves countries, sector or wage open.
_OPEN = {"countries": 0.3, "sector": 0.5, "band": 0.5}
_NO_WISH = -1


@dataclass(frozen=True, slots=True)
class Offers:
    """The distinct (country, sector, wage band) of vacancies, a column of each."""

    country: Ints
    sector: Ints
    band: Ints


@dataclass(frozen=True, slots=True)
class Wishes:
    """What candidates (n,) wish: two countries (n, 2), a sector, a least wage band; -1 is none."""

    countries: Ints
    sector: Ints
    band: Ints

    def met(self, offers: Offers, people: Ints) -> Floats:
        """The share of the wishes of some candidates that each offer meets: (people, offers)."""
        countries, sector, band = self.countries[people], self.sector[people], self.band[people]
        stated = (countries[:, 0] >= 0).astype(np.int64) + (sector >= 0) + (band >= 0)
        met = (countries[:, :, None] == offers.country).any(axis=1).astype(np.int64)
        met += sector[:, None] == offers.sector
        met += (band[:, None] >= 0) & (offers.band >= band[:, None])
        share: Floats = met / np.maximum(stated, 1)[:, None]
        return share


def draw_countries(size: int, rng: np.random.Generator) -> Ints:
    """Destinations, popular ones more often."""
    return rng.choice(COUNTRIES, size, p=popularity(COUNTRIES))


def draw_offers(country: Ints, sector: Ints, rng: np.random.Generator) -> tuple[Ints, Offers]:
    """The offer of each vacancy, its wage band by lot, and the distinct offers."""
    band = rng.integers(BANDS, size=country.size)
    keys, offer = np.unique((country * SECTORS + sector) * BANDS + band, return_inverse=True)
    countries, rest = np.divmod(keys, SECTORS * BANDS)
    return offer, Offers(countries, *np.divmod(rest, BANDS))


def draw_wishes(country: Ints, rng: np.random.Generator) -> Wishes:
    """The wishes of candidates who learn the language of a `country`: that one and another."""
    size = country.size
    wished = {
        "countries": np.stack([country, draw_countries(size, rng)], axis=1),
        "sector": rng.integers(SECTORS, size=size),
        "band": rng.integers(BANDS, size=size),
    }
    for name, chance in _OPEN.items():
        wished[name][rng.random(size) < chance] = _NO_WISH
    return Wishes(**wished)
