"""The peer tantivy: vacancies as texts of their criteria, ranked by BM25."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import Lists
from benchmarks.peers.installing import Untyped, library
from benchmarks.peers.shortlists import Shortlists

__all__ = ["Bm25"]

Ints = npt.NDArray[np.int64]

_BLOCK, _HEAP = 256, 300_000_000


class Bm25:
    """A word for each criterion; a candidate asks for all it attains, each by how much."""

    def __init__(self, case: Case, shortlist: int) -> None:
        self._case, self._shortlist = case, min(shortlist, len(case))
        self._tantivy, self._shortlists = library("tantivy"), Shortlists(case)
        self._words = np.array([f"c{column}" for column in range(case.criteria)], dtype=object)
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("vacancy", fast=True)
        self._schema = builder.build()
        self._searcher = self._index().searcher()

    def _index(self) -> Untyped:
        index, rows = self._tantivy.Index(self._schema), self._case.rows
        writer = index.writer(_HEAP, 1)
        words, starts = self._words[rows.columns], rows.starts.tolist()
        for vacancy in range(len(self._case)):
            text = " ".join(words[starts[vacancy] : starts[vacancy + 1]])
            writer.add_document(self._tantivy.Document(words=text, vacancy=vacancy))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, first = Lists(len(group), k), 0
        for block in group.blocks(_BLOCK):
            found = [self._search(block, row) for row in range(len(block))]
            self._shortlists.choose(block, found, k, lists, first)
            first += len(block)
        return lists.answer

    def _search(self, block: Group, row: int) -> Ints:
        query, should = self._tantivy.Query, self._tantivy.Occur.Should
        own = slice(block.attained.starts[row], block.attained.starts[row + 1])
        words = self._words[block.attained.columns[own]].tolist()
        terms = [
            (should, query.boost_query(query.term_query(self._schema, "words", word), level))
            for word, level in zip(words, block.attained.values[own].tolist(), strict=True)
        ]
        hits = self._searcher.search(query.boolean_query(terms), self._shortlist, count=False).hits
        addresses = [address for _, address in hits]
        return np.array(self._searcher.fast_field_values("vacancy", addresses), dtype=np.int64)
