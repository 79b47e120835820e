"""Says what the texts of a section name: a concept, and a level found beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.normalizing.folding import fold
from matcher.normalizing.levels import split_level
from matcher.normalizing.normalizer import Normalizer
from matcher.taxonomy import Taxonomy

__all__ = ["KINDS_NAMED", "Named", "Naming"]

#: Kinds of concept that a section (or a title) may name, its own first.
KINDS_NAMED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "skills": (("skill",), ("certificate", "condition")),
    "certificates": (("certificate",), ("skill", "document", "language")),
    "languages": (("language",),),
    "education": (("education",), ("certificate",)),
    "experience": (("occupation",),),
    "documents": (("document",), ("certificate",)),
    "conditions": (("condition",), ("document",)),
    "title": (("occupation",),),
}
#: Where only work may stand.
_WORK = ("experience", "title")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: a concept (or `?` and the folded text), and a level found beside it."""

    concept: str
    level: float | None = None

    @property
    def is_resolved(self) -> bool:
        """False where the text is not known to the taxonomy."""
        return not self.concept.startswith("?")


class Naming:
    """Names the texts of sections with one normalizer, each distinct text once.

    What a text names depends on the text, its section and the taxonomy alone.
    """

    def __init__(self, normalizer: Normalizer) -> None:
        self.normalizer = normalizer
        self._named: dict[tuple[str, str], Named] = {}

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts are named."""
        return self.normalizer.taxonomy

    def name(self, section: str, text: str) -> Named:
        """What a text of a section names."""
        if (section, text) not in self._named:
            self.learn([(section, text)])
        return self._named[section, text]

    def learn(self, texts: Iterable[tuple[str, str]]) -> None:
        """Resolve the texts that are new, section by section, in as few calls as there are."""
        fresh: dict[str, dict[str, None]] = {}
        for section, text in texts:
            if (section, text) in self._named:
                continue
            if (named := self._by_id(section, text)) is not None:
                self._named[section, text] = named
            else:
                fresh.setdefault(section, {})[text] = None
        for section, new in fresh.items():
            left = list(new)
            for kinds in KINDS_NAMED[section]:
                left = self._resolve(section, left, kinds)
            for text in left:
                self._named[section, text] = Named(f"?{fold(text)}")

    def _by_id(self, section: str, text: str) -> Named | None:
        """What a text names that is the id of a concept, which is meant wherever it stands."""
        concept = self.taxonomy.concepts.get(text.strip())
        if concept is None:
            return None
        if section in _WORK and concept.kind != "occupation":
            # Work is done in an occupation: there an id of anything else is a mistake.
            return Named(f"?{fold(text)}")
        return self._schooling(text) if concept.kind == "education" else Named(concept.id)

    def _resolve(self, section: str, texts: list[str], kinds: tuple[str, ...]) -> list[str]:
        """Name the texts that resolve among these kinds; the others are returned."""
        if section == "education" and kinds == ("education",):
            for text in texts:
                if (named := self._schooling(text)) is not None:
                    self._named[section, text] = named
        elif texts:
            found = self.normalizer.resolve_many(texts, kinds=kinds)
            for text, resolution in zip(texts, found, strict=True):
                if resolution.id is not None:
                    self._named[section, text] = self._with_level(resolution.id, text)
        return [text for text in texts if (section, text) not in self._named]

    def _with_level(self, concept: str, text: str) -> Named:
        scale = self.taxonomy.scale_of(concept)
        return Named(concept, split_level(text, scale)[1] if scale is not None else None)

    def _schooling(self, text: str) -> Named | None:
        """A field and a level: "D3 Keperawatan", "SMK Teknik Pengelasan", "SMA/SMK"."""
        exact = self.normalizer.resolve(text, kinds=("education",))
        scale = self.taxonomy.scales.get("education")
        rest, level = split_level(text, scale) if scale is not None else (text, None)
        concept = exact.id
        if level is not None and rest.strip() and (concept is None or exact.method == "similar"):
            concept = self.normalizer.resolve(rest, kinds=("education",)).id or concept
        if concept is None and level is not None and not rest.strip():
            concept = "education:any"
        return None if concept is None else Named(concept, level or self._usual_level(concept))

    def _usual_level(self, concept: str) -> float | None:
        """A vocational programme is a programme of the upper secondary level, said or unsaid."""
        scale = self.taxonomy.scales.get("education")
        secondary = {"education:smk", "education:sma"} & self.taxonomy.covered_by(concept)
        return scale.rank("SLTA") if scale is not None and secondary else None
