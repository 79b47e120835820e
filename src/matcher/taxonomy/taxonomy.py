"""The taxonomy: concepts, labels and relations, read from anywhere and brought together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from os import PathLike
from typing import Literal

from matcher.records.batches import Options
from matcher.taxonomy.aliases import labels_with_aliases
from matcher.taxonomy.drafting import Parts
from matcher.taxonomy.esco import parts_of_esco
from matcher.taxonomy.from_tables import parts_of_labels, parts_of_table
from matcher.taxonomy.graph import ConceptGraph
from matcher.taxonomy.kbji import parts_of_kbji
from matcher.taxonomy.merging import Fold, check_distinct, plain_name, renamed, united
from matcher.taxonomy.nodes import Code, Concept, Kind, Label, Validity
from matcher.taxonomy.onet import parts_of_onet

__all__ = ["Code", "Concept", "Kind", "Label", "Taxonomy", "Validity"]


@dataclass(frozen=True, repr=False)
class Taxonomy(ConceptGraph):
    """Concepts and their relations, frozen; the package's own is `default_taxonomy()`.

    Others are made by the `from_...` methods, changed by `with_...` and brought together by
    `merge`; `ConceptGraph` says what the fields hold.

    >>> Taxonomy.from_labels(["a", "a", "b"], ["nurse", "perawat", "welder"])
    <Taxonomy: 2 concepts, 3 labels>
    """

    @classmethod
    def from_labels(
        cls,
        ids: Sequence[str],
        labels: Sequence[str],
        descriptions: Sequence[str | None] | None = None,
        language: str | Sequence[str | None] | None = None,
    ) -> Taxonomy:
        """A taxonomy of bare labels; a repeated id is one concept with several labels.

        `language` is a code such as "en", "id" or "ja", for all labels or one for each; a label
        without one serves every language. The first description of an id is kept.

        >>> both = Taxonomy.from_labels(["w", "w"], ["溶接工", "welder"], language=["ja", "en"])
        >>> both["w"].label_en, [label.language for label in both.labels]
        ('welder', ['ja', 'en'])
        """
        return cls._of(parts_of_labels(ids, labels, descriptions, language))

    @classmethod
    def from_table(  # noqa: PLR0913 - each says one thing about a source that does not show it
        cls,
        source: object,
        *,
        columns: Mapping[str, str] | None = None,
        language: str | None = None,
        kind: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | int | None = None,
    ) -> Taxonomy:
        """A taxonomy from a file, Arrow data, a data frame or a list; bad rows are set aside.

        The columns are `id` and `label`, and if they are there `language`, `description`, `kind`
        and `aliases` (`;` between them). A concept has one row, or one per label. `.rejected`
        tells for each bad row its column, value, reason and repair.

        Args:
            source: The path of a .csv, .tsv, .jsonl, .parquet or .xlsx file, a data frame, anything
                that gives Arrow data, or a list of mappings.
            columns: Names of the source's columns with the names they stand for.
            language: The language of labels whose row names none; otherwise they serve every one.
            kind: The kind of concepts whose rows name none; otherwise "concept".
            encoding: Of a text file; otherwise UTF-8 is tried, then Windows-1252.
            delimiter: Of a .csv or .tsv file; otherwise `,`, `;` or tab, as the header shows.
            sheet: Of a .xlsx file, its name or its number from 1; otherwise the first.

        >>> rows = [{"id": "w", "label": "welder", "aliases": "juru las; 溶接工"},
        ...         {"id": "", "label": "cook"}]
        >>> jobs = Taxonomy.from_table(rows)
        >>> jobs, [label.text for label in jobs.labels]
        (<Taxonomy: 1 concepts, 3 labels; 1 rows rejected>, ['welder', 'juru las', '溶接工'])
        >>> print(jobs.rejected[0])
        Row 2, column 'id': It is empty. Fill it, or delete the row.
        """
        options = Options(encoding, delimiter, sheet)
        return cls._of(parts_of_table(source, columns, language, kind, options))

    @classmethod
    def from_esco(
        cls, path: str | PathLike[str], *, languages: Collection[str] | None = None
    ) -> Taxonomy:
        """The occupations and skills of ESCO, by their URIs.

        `path` is the unpacked CSV download, with the files of one language or more, of which
        `languages` may choose; or a Parquet file of occupation profiles, whose skills are known by
        their labels alone and have the ids `skill:LABEL`. A narrower concept is near to its broader
        one, and an occupation uses its essential skills, where the files are there.
        """
        return cls._of(parts_of_esco(path, languages))

    @classmethod
    def from_onet(cls, folder: str | PathLike[str]) -> Taxonomy:
        """The occupations of O*NET by their codes, from the folder of its database files (.xlsx).

        "Occupation Data" must be there. The alternate and reported titles are further names;
        related occupations are near, the closer their tier the more.
        """
        return cls._of(parts_of_onet(folder))

    @classmethod
    def from_kbji(cls, *paths: str | PathLike[str], digits: int | None = None) -> Taxonomy:
        """The groups of KBJI by their codes, from files with the columns `kode` and `judul`.

        A finer group covers its coarser ones. With `digits` (1, 2, 3, 4 or 6) the groups of that
        level alone are concepts, and the titles of finer groups are names of theirs.
        """
        return cls._of(parts_of_kbji(paths, digits))

    @classmethod
    def _of(cls, parts: Parts) -> Taxonomy:
        return cls(
            concepts=parts.concepts,
            labels=parts.labels,
            covers=parts.covers,
            similar=parts.similar,
            uses=parts.uses,
            codes=parts.codes,
            rejected=parts.rejected,
        )

    def merge(
        self,
        *others: Taxonomy,
        prefer: Literal["first", "last"] = "first",
        same_ids: Literal["unite", "refuse"] = "unite",
        fold: Fold = plain_name,
    ) -> Taxonomy:
        """This taxonomy and others as one, in which the first (or the last) goes before the next.

        An id that two of them have is one concept: its kind, labels, scale and description are
        those of the one preferred, as far as it has them. Names, codes and relations are united.
        A text that the one preferred gives to a concept names no other concept of that kind; two
        texts are the same where `fold` makes them so.

        With `same_ids="refuse"` an id that two of them have is an `InputError`; `with_prefix` keeps
        such ids apart.

        >>> own = Taxonomy.from_labels(["w"], ["juru las"])
        >>> other = Taxonomy.from_labels(["w", "c"], ["welder", "cook"], ["Joins metal.", None])
        >>> both = own.merge(other)
        >>> both, both["w"].label_en, both["w"].description
        (<Taxonomy: 2 concepts, 3 labels>, 'juru las', 'Joins metal.')
        """
        ordered = (self, *others) if prefer == "first" else (self, *others)[::-1]
        if same_ids == "refuse":
            for place, one in enumerate(ordered):
                for other in ordered[place + 1 :]:
                    check_distinct(one.concepts, other.concepts)
        return reduce(lambda first, second: united(first, second, fold), ordered)

    def with_prefix(self, prefix: str) -> Taxonomy:
        """The same taxonomy with a prefix before every id, to keep it apart from another's.

        >>> [concept.id for concept in Taxonomy.from_labels(["7212"], ["las"]).with_prefix("kbji:")]
        ['kbji:7212']
        """
        return renamed(self, prefix)

    def with_aliases(
        self,
        source: object,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | int | None = None,
        fold: Fold = plain_name,
    ) -> Taxonomy:
        """This taxonomy with a user's own aliases, which go before the aliases there were.

        The columns are `alias` and `concept`, and if they are there `language`, `preferred`,
        `source` and `confidence`, as in the package's own tables; the source is what `from_table`
        reads. A row that names no concept here, that takes a text from the label of another
        concept of the kind, or that others contradict, is told in `.rejected`.

        >>> jobs = Taxonomy.from_labels(["w", "c"], ["welder", "cook"])
        >>> more = jobs.with_aliases([{"alias": "tukang las", "concept": "w"},
        ...                           {"alias": "koki", "concept": "cok"}])
        >>> more, more.rejected[0].reason
        (<Taxonomy: 2 concepts, 3 labels; 1 rows rejected>, "There is no concept 'cok'.")
        """
        options = Options(encoding, delimiter, sheet)
        labels, rejected = labels_with_aliases(self.concepts, self.labels, source, fold, options)
        return replace(self, labels=labels, rejected=(*self.rejected, *rejected))
