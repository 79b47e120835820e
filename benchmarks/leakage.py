"""Does any text that a set asks about stand in a table of the package?

    python -m benchmarks.leakage

A label of a public classification that lies beside the sets (ESCO, O*NET, KBJI) is none of theirs.
Prints the rows that are left, with the concept or the meaning; exit code 1 where an alias or a word
of the table of meanings is among them: the names of the concepts themselves may be what anyone
would ask about.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.normal_sets import data_folder, load, present
from matcher import Taxonomy
from matcher.normalizing.folding import fold
from matcher.normalizing.meanings import default_meanings
from matcher.taxonomy import default_taxonomy

__all__ = ["main"]


def main() -> None:
    """Print what is found, and fail where an alias is asked about."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=None, help="the folder of the sets")
    folder = data_folder(parser.parse_args().data)
    asked: set[str] = set()
    public = folded_labels(classifications(folder))
    for name in present(folder):
        one = load(name, folder)
        asked.update(map(fold, one.texts))
        public |= folded_labels([one.taxonomy])
    taxonomy = default_taxonomy()
    aliases = 0
    for label in taxonomy.labels:
        if fold(label.text) not in asked or fold(label.text) in public:
            continue
        concept = taxonomy[label.concept]
        is_alias = label.text not in (concept.label_en, concept.label_id)
        aliases += is_alias
        print(f"{'alias' if is_alias else 'label':8}{label.text:32}{label.concept}")
    words = 0
    for word, meanings in default_meanings().words.items():
        if word in asked and word not in public:
            words += 1
            print(f"{'word':8}{word:32}{', '.join(meanings)}")
    told = f"{aliases} of them aliases and {words} of them words of the package"
    print(f"{len(asked):,} texts asked about, {told}")
    sys.exit(aliases + words > 0)


def classifications(folder: Path) -> list[Taxonomy]:
    """The public classifications in a folder of sets."""
    readers: dict[str, Callable[[Path], Taxonomy]] = {
        "esco": Taxonomy.from_esco,
        "esco/esco_occupation_profiles_v1.2.0.parquet": Taxonomy.from_esco,
        "onet": Taxonomy.from_onet,
        "kbji_kbli/kbji2014.csv": Taxonomy.from_kbji,
    }
    return [read(folder / name) for name, read in readers.items() if (folder / name).exists()]


def folded_labels(taxonomies: Iterable[Taxonomy]) -> set[str]:
    """The folded labels of some taxonomies."""
    return {fold(label.text) for one in taxonomies for label in one.labels}


if __name__ == "__main__":
    main()
