"""Makes taxonomies of lists and tables of labels, in any form that a user may have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.errors import InputError
from matcher.records.batches import Options
from matcher.taxonomy.drafting import Draft, Parts
from matcher.taxonomy.source_rows import Form, SourceRow, open_table

__all__ = ["EVERY_LANGUAGE", "parts_of_labels", "parts_of_table"]

#: The language of a text of which nothing is said: it serves every one.
EVERY_LANGUAGE = "mul"
#: The kind of a concept of which none is said.
_KIND = "concept"
_FORM = Form(
    {
        "id": ("code", "kode", "uri", "concept", "concept_id", "concept_uri"),
        "label": ("name", "title", "preferred_label", "nama", "judul", "label_text"),
        "language": ("lang", "bahasa"),
        "description": ("definition", "deskripsi", "uraian"),
        "kind": ("concept_type", "jenis"),
        "aliases": ("alias", "alt_labels", "alternative_labels", "synonyms", "sinonim"),
    },
    required=("id", "label"),
)


def parts_of_labels(
    ids: Sequence[str],
    labels: Sequence[str],
    descriptions: Sequence[str | None] | None,
    language: str | Sequence[str | None] | None,
) -> Parts:
    """The parts of a taxonomy of bare labels; a repeated id is one concept with several labels."""
    texts = descriptions if descriptions is not None else [None] * len(ids)
    if not len(ids) == len(labels) == len(texts):
        raise InputError(
            f"There are {len(ids)} ids, {len(labels)} labels, {len(texts)} descriptions.",
            repair="Give one label (and description, if any) per id.",
        )
    spoken = [language] * len(ids) if language is None or isinstance(language, str) else language
    if len(spoken) != len(ids):
        problem = f"There are {len(ids)} ids and {len(spoken)} languages."
        raise InputError(problem, repair="Give one language for all, or one per label.")
    draft = Draft()
    for concept, label, text, code in zip(ids, labels, texts, spoken, strict=True):
        draft.name(concept, label, code or EVERY_LANGUAGE, kind=_KIND)
        draft.describe(concept, text)
    return draft.parts()


def parts_of_table(
    source: object,
    columns: Mapping[str, str] | None,
    language: str | None,
    kind: str | None,
    options: Options,
) -> Parts:
    """The parts of a taxonomy from a table with one row per concept, or one per label."""
    table = open_table(source, _FORM, chosen=columns, options=options)
    draft = Draft()
    described: dict[tuple[str, str], str] = {}

    def take(row: SourceRow) -> None:
        concept, label = row.required("id"), row.label("label")
        aliases = row.labels("aliases")
        spoken = row.language("language", language or EVERY_LANGUAGE)
        own = row.name("kind") or draft.kinds.get(concept) or kind or _KIND
        if draft.kinds.get(concept, own) != own:
            problem = f"'{concept}' is of kind '{draft.kinds[concept]}' in a row above."
            raise row.refused("kind", problem, repair="Give each id one kind.")
        description = row.prose("description")
        if description and described.setdefault((concept, spoken), description) != description:
            problem = f"'{concept}' has another description in a row above."
            repair = "Give each concept its own id, and describe it once."
            raise row.refused("id", problem, repair=repair)
        for text in (label, *aliases):
            draft.name(concept, text, spoken, kind=own)
        draft.describe(concept, description)

    table.each(take)
    if not draft.texts:
        first = f" {table.rejected[0]}" if table.rejected else ""
        problem = f"No row of the table can be used.{first}"
        raise InputError(problem, repair="Correct the rows, or check that it was exported fully.")
    return draft.parts(table.rejected)
