"""A taxonomy as JSON, whole: every mapping as pairs, so that its order is kept."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from matcher.taxonomy import Code, Concept, Credit, Kind, Label, Level, Scale, Taxonomy, Validity

__all__ = ["taxonomy_from", "taxonomy_table"]

_Names = tuple[str, ...]


class _Part(BaseModel):
    # Most indexes rest on the package's own taxonomy and never need these.
    model_config = ConfigDict(extra="forbid", defer_build=True)


class _Scale(_Part):
    name: str
    levels: tuple[Level, ...]
    credit: Credit
    spellings: tuple[tuple[str, float], ...]


class _Tables(_Part):
    """The fields of a taxonomy."""

    concepts: tuple[tuple[str, Concept], ...]
    labels: tuple[Label, ...]
    kinds: tuple[tuple[str, str | None, Kind], ...]
    scales: tuple[tuple[str, _Scale], ...]
    covers: tuple[tuple[str, _Names], ...]
    similar: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    implies: tuple[tuple[str, _Names], ...]
    uses: tuple[tuple[str, _Names], ...]
    codes: tuple[tuple[str, tuple[Code, ...]], ...]
    validity: tuple[tuple[str, Validity], ...]
    countries: tuple[tuple[str, str], ...]
    country_names: _Names
    country_labels: tuple[tuple[str, str], ...]


def taxonomy_table(taxonomy: Taxonomy) -> dict[str, Any]:
    """A taxonomy as JSON.

    >>> table = taxonomy_table(Taxonomy.from_labels(["a", "a"], ["nurse", "perawat"]))
    >>> [label["text"] for label in table["labels"]]
    ['nurse', 'perawat']
    """
    return _Tables(
        concepts=tuple(taxonomy.concepts.items()),
        labels=taxonomy.labels,
        kinds=tuple((*key, kind) for key, kind in taxonomy.kinds.items()),
        scales=tuple((name, _scale(scale)) for name, scale in taxonomy.scales.items()),
        covers=tuple((name, tuple(sorted(own))) for name, own in taxonomy.covers.items()),
        similar=tuple((name, tuple(own.items())) for name, own in taxonomy.similar.items()),
        implies=tuple(taxonomy.implies.items()),
        uses=tuple(taxonomy.uses.items()),
        codes=tuple(taxonomy.codes.items()),
        validity=tuple(taxonomy.validity.items()),
        countries=tuple(taxonomy.countries.items()),
        country_names=tuple(sorted(taxonomy.country_names)),
        country_labels=tuple(taxonomy.country_labels.items()),
    ).model_dump(mode="json")


def _scale(scale: Scale) -> _Scale:
    return _Scale(
        name=scale.name,
        levels=scale.levels,
        credit=scale.credit,
        spellings=tuple(scale.spellings.items()),
    )


def taxonomy_from(table: object) -> Taxonomy:
    """The taxonomy of `taxonomy_table`; a ValueError where it is none."""
    own = _Tables.model_validate(table)
    return Taxonomy(
        concepts=dict(own.concepts),
        labels=own.labels,
        kinds={(name, scale): kind for name, scale, kind in own.kinds},
        scales={
            name: Scale(one.name, one.levels, one.credit, dict(one.spellings))
            for name, one in own.scales
        },
        covers={name: frozenset(held) for name, held in own.covers},
        similar={name: dict(asked) for name, asked in own.similar},
        implies=dict(own.implies),
        uses=dict(own.uses),
        codes=dict(own.codes),
        validity=dict(own.validity),
        countries=dict(own.countries),
        country_names=frozenset(own.country_names),
        country_labels=dict(own.country_labels),
    )
