"""A folder of plain arrays and JSON: written whole or not at all, memory-mapped, never trusted.

An array is one `.npy` file in C order and little-endian, a small table one `.json` file; a list of
texts is two arrays, its bytes and where each text starts. `manifest.json` names every file with its
size and SHA-256, and bears its own. Nothing is pickled, and nothing that is read is run. The
checksums tell damage, not intent: whoever can write the folder can write its manifest.
"""

from matcher.store.files import Array
from matcher.store.manifests import Format, Manifest
from matcher.store.reading import Store, differences, open_store
from matcher.store.specs import ArraySpec, Flags, Indices, Offsets, Values, check_array
from matcher.store.texts import Texts
from matcher.store.writing import write_store

__all__ = [
    "Array",
    "ArraySpec",
    "Flags",
    "Format",
    "Indices",
    "Manifest",
    "Offsets",
    "Store",
    "Texts",
    "Values",
    "check_array",
    "differences",
    "open_store",
    "write_store",
]
