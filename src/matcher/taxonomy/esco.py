"""Reads ESCO: the folder of its CSV download, or a Parquet file of occupation profiles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from os import PathLike
from pathlib import Path

from matcher.errors import InputError
from matcher.records.rejected import Rejected
from matcher.taxonomy.drafting import Draft, Parts
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

__all__ = ["parts_of_esco"]

_CONCEPTS = Form(
    {
        "conceptUri": (), "preferredLabel": (), "altLabels": (), "hiddenLabels": (),
        "description": (), "iscoGroup": (), "code": (), "status": (),
    },
    required=("conceptUri", "preferredLabel"),
)  # fmt: skip
_GROUPS = Form({"code": (), "preferredLabel": ()}, required=("code", "preferredLabel"))
_BROADER = Form({"conceptUri": (), "broaderUri": ()}, required=("conceptUri", "broaderUri"))
_NEEDED = Form(
    {"occupationUri": (), "relationType": (), "skillUri": ()},
    required=("occupationUri", "relationType", "skillUri"),
)
_PROFILES = Form(
    {
        "occupation_uri": (), "occupation_name": (), "alternative_names": (),
        "occupation_description": (), "isco_code": (), "isco_group_name": (),
        "parent_occupations": (), "essential_skills": (),
    },
    required=("occupation_uri", "occupation_name"),
)  # fmt: skip
#: How much a concept resembles its broader one. ESCO's "broader" is no "covers", which would prove
#: a must: it has a casino pit boss below the manager, and understanding a language below knowing
#: it. The weights are assumed.
_NEAR_BROADER = {"occupation": 0.7, "skill": 0.5}
_SOURCE = "ESCO, European Commission"
_RELEASED = frozenset({"", "released"})


def parts_of_esco(path: str | PathLike[str], languages: Collection[str] | None) -> Parts:
    """The parts of the taxonomy in a folder or a Parquet file, with names in some languages."""
    place = Path(path)
    if place.is_dir():
        return _Folder(place, languages).parts()
    if languages is not None:
        problem = f"Languages are chosen for {place}, which is no folder of ESCO's CSV files."
        raise InputError(problem, repair="Leave them out.")
    return _parts_of_profiles(place)


class _Folder:
    """The files of the CSV download: one per table and language, such as `occupations_en.csv`."""

    def __init__(self, folder: Path, languages: Collection[str] | None) -> None:
        self._folder = folder
        self._languages = languages
        self._draft = Draft()
        self._rejected: list[Rejected] = []

    def parts(self) -> Parts:
        """Read the names of every language, then the relations, which have none."""
        occupations = dict(self._files("occupations"))
        wanted = occupations.keys() if self._languages is None else self._languages
        lacking = [language for language in wanted if language not in occupations]
        if lacking or not occupations:
            missing = f"occupations_{lacking[0] if lacking else 'LANGUAGE'}.csv"
            problem = f"There is no {missing} in {self._folder}."
            raise InputError(problem, repair="Give the folder of ESCO's CSV download, unpacked.")
        skills = dict(self._files("skills"))
        titles = self._titles()
        for language in wanted:
            self._names(occupations[language], language, "occupation", titles)
            if language in skills:
                self._names(skills[language], language, "skill", {})
        self._broader("broaderRelationsOccPillar", "occupation")
        self._broader("broaderRelationsSkillPillar", "skill")
        if skills:
            self._needed()
        return self._draft.parts(self._rejected, source=_SOURCE, confidence="quoted")

    def _files(self, table: str) -> Iterator[tuple[str, Path]]:
        """The files of a table by language: the English one, whose labels go first, then others."""
        name = re.compile(rf"{table}_([a-z]{{2,3}})\.csv", re.IGNORECASE)
        found = ((name.fullmatch(path.name), path) for path in self._folder.iterdir())
        listed = [(match[1].casefold(), path) for match, path in found if match]
        yield from sorted(listed, key=lambda one: (one[0] != "en", one[0]))

    def _titles(self) -> dict[str, str]:
        """The titles of the ISCO-08 groups by code, in the first language that has them."""
        titles: dict[str, str] = {}
        for _, path in [*self._files("ISCOGroups")][:1]:
            table = open_table(path, _GROUPS)
            table.each(lambda row: titles.update({row.name("code"): row.name("preferredLabel")}))
            self._rejected += table.rejected
        return titles

    def _names(self, path: Path, language: str, kind: str, titles: dict[str, str]) -> None:
        draft = self._draft
        table = open_table(path, _CONCEPTS)

        def take(row: SourceRow) -> None:
            if row.name("status") not in _RELEASED:
                return
            concept, label = row.required("conceptUri"), row.label("preferredLabel")
            more = (*row.labels("altLabels", "\n\r"), *row.labels("hiddenLabels", "\n\r"))
            description = row.prose("description")
            code, group = row.name("code"), row.name("iscoGroup")
            is_new = concept not in draft.texts
            for text in (label, *more):
                draft.name(concept, text, language, kind=kind)
            draft.describe(concept, description)
            if is_new and kind == "occupation":
                _place(draft, concept, (code, label), (group, titles.get(group, "")))

        table.each(take)
        self._rejected += table.rejected

    def _broader(self, name: str, kind: str) -> None:
        draft = self._draft

        def take(row: SourceRow) -> None:
            narrow, broad = row.required("conceptUri"), row.required("broaderUri")
            if draft.kinds.get(narrow) == draft.kinds.get(broad) == kind:
                draft.near.append((narrow, broad, _NEAR_BROADER[kind]))

        for _, path in [*self._files(name)][:1]:
            table = open_table(path, _BROADER)
            table.each(take)
            self._rejected += table.rejected

    def _needed(self) -> None:
        draft = self._draft

        def take(row: SourceRow) -> None:
            occupation, skill = row.required("occupationUri"), row.required("skillUri")
            is_known = occupation in draft.kinds and skill in draft.kinds
            if is_known and row.name("relationType") == "essential":
                draft.uses.setdefault(occupation, {})[skill] = None

        for _, path in [*self._files("occupationSkillRelations")][:1]:
            table = open_table(path, _NEEDED)
            table.each(take)
            self._rejected += table.rejected


def _place(draft: Draft, concept: str, esco: tuple[str, str], isco: tuple[str, str]) -> None:
    """Where an occupation stands in both classifications, as far as its codes are there."""
    for classification, (code, title) in (("ESCO", esco), ("ISCO-08", isco)):
        if code:
            draft.code(concept, classification, code, title)


def _parts_of_profiles(path: Path) -> Parts:
    """Occupations with the essential skills that profiles name by their labels."""
    draft = Draft()
    needed: dict[str, tuple[str, ...]] = {}
    broader: dict[str, tuple[str, ...]] = {}
    table = open_table(path, _PROFILES)

    def take(row: SourceRow) -> None:
        concept, label = row.required("occupation_uri"), row.label("occupation_name")
        more = row.labels("alternative_names", "\n\r")
        needed[concept] = row.labels("essential_skills", "\n\r")
        broader[concept] = row.labels("parent_occupations", "\n\r")
        for text in (label, *more):
            draft.name(concept, text, "en", kind="occupation")
        draft.describe(concept, row.prose("occupation_description"))
        _place(draft, concept, ("", ""), (row.name("isco_code"), row.name("isco_group_name")))

    table.each(take)
    _relate(draft, needed, broader)
    return draft.parts(table.rejected, source=_SOURCE, confidence="quoted")


def _relate(
    draft: Draft, needed: dict[str, tuple[str, ...]], broader: dict[str, tuple[str, ...]]
) -> None:
    """Relations that are told by labels; one that several occupations share says nothing."""
    labels = {concept: next(iter(named))[0] for concept, named in draft.texts.items()}
    shared = Counter(labels.values())
    occupations = {label: concept for concept, label in labels.items() if shared[label] == 1}
    for concept, parents in broader.items():
        for parent in parents:
            if parent in occupations:
                weight = _NEAR_BROADER["occupation"]
                draft.near.append((concept, occupations[parent], weight))
    for concept, skills in needed.items():
        for skill in skills:
            draft.name(f"skill:{skill}", skill, "en", kind="skill")
            draft.uses.setdefault(concept, {})[f"skill:{skill}"] = None
