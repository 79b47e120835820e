"""Says what the texts of a section name: a concept, and a level found beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
#: A text of so few and plain words that it is taken apart in the same way however it is spelled.
_PLAIN = re.compile(r"[A-Za-z0-9 &'+-]{1,60}")
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
        fresh: dict[str, dict[str, dict[str, None]]] = {}
        for section, text in texts:
            if (section, text) in self._named:
                continue
            if (named := self._by_id(section, text)) is not None:
                self._named[section, text] = named
            else:
                alike = fresh.setdefault(section, {}).setdefault(_spelling(text), {})
                alike[text] = None
        for section, new in fresh.items():
            left = [next(iter(alike)) for alike in new.values()]
            for kinds in KINDS_NAMED[section]:
                left = self._resolve(section, left, kinds)
            for text in left:
                self._named[section, text] = Named(f"?{fold(text)}")
            for first, *others in new.values():
                self._named.update(
                    ((section, text), self._named[section, first]) for text in others
                )

    def _by_id(self, section: str, text: str) -> Named | None:
        """What a text names that is the id of a concept, which is meant wherever it stands."""
        concept = self.taxonomy.concepts.get(text.strip())
        if concept is None:
            return None
        if section in _WORK and concept.kind != "occupation":
            # Work is done in an occupation: there an id of anything else is a mistake.
            return Named(f"?{fold(text)}")
        if concept.kind == "education":
            return self._schooling([text])[0]
        return Named(concept.id)

    def _resolve(self, section: str, texts: list[str], kinds: tuple[str, ...]) -> list[str]:
        """Name the texts that resolve among these kinds; the others are returned."""
        if section == "education" and kinds == ("education",):
            for text, named in zip(texts, self._schooling(texts), strict=True):
                if named is not None:
                    self._named[section, text] = named
        elif texts:
            is_own = kinds == KINDS_NAMED[section][0]
            # Of other things only what is told apart wherever it stands is taken.
            found = self.normalizer.resolve_many(texts, kinds=kinds if is_own else None)
            for text, resolution in zip(texts, found, strict=True):
                if resolution.id is not None and resolution.kind in kinds:
                    self._named[section, text] = self._with_level(resolution.id, text)
        return [text for text in texts if (section, text) not in self._named]

    def _with_level(self, concept: str, text: str) -> Named:
        scale = self.taxonomy.scale_of(concept)
        return Named(concept, split_level(text, scale)[1] if scale is not None else None)

    def _schooling(self, texts: Sequence[str]) -> list[Named | None]:
        """A field and a level each: "D3 Keperawatan", "SMK Teknik Pengelasan", "SMA/SMK"."""
        scale = self.taxonomy.scales.get("education")
        split = [split_level(text, scale) if scale is not None else (text, None) for text in texts]
        concepts: list[str | None] = []
        doubtful: dict[int, str] = {}
        exact = self.normalizer.resolve_many(texts, kinds=("education",))
        for place, (found, (rest, level)) in enumerate(zip(exact, split, strict=True)):
            concepts.append(found.id)
            is_sure = found.id is not None and found.method != "similar"
            if level is not None and rest.strip() and not is_sure:
                doubtful[place] = rest
            elif level is not None and not rest.strip() and found.id is None:
                concepts[place] = "education:any"
        fields = self.normalizer.resolve_many(doubtful.values(), kinds=("education",))
        for place, field in zip(doubtful, fields, strict=True):
            concepts[place] = field.id or concepts[place]
        return [
            None if concept is None else Named(concept, level or self._usual_level(concept))
            for concept, (_, level) in zip(concepts, split, strict=True)
        ]

    def _usual_level(self, concept: str) -> float | None:
        """A vocational programme is a programme of the upper secondary level, said or unsaid."""
        scale = self.taxonomy.scales.get("education")
        secondary = {"education:smk", "education:sma"} & self.taxonomy.covered_by(concept)
        return scale.rank("SLTA") if scale is not None and secondary else None


def _spelling(text: str) -> str:
    """What texts have in common that name the same: but for capitals they are equal."""
    return text.lower() if _PLAIN.fullmatch(text) else text
