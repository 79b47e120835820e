"""A ready sample after real requirement patterns, and generated tables of any size.

The modules behind a name are imported when it is first used: whoever imports the package for work
of their own should not wait for the sample.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.sample.cohort import synthetic_cohort
    from matcher.sample.generating import GeneratedFiles, generate, generate_files
    from matcher.sample.loading import Sample, load_sample
    from matcher.sample.misspelling import misspell
    from matcher.sample.open_posts import Reproduced, reproduced_margins

__all__ = [
    "GeneratedFiles",
    "Reproduced",
    "Sample",
    "generate",
    "generate_files",
    "load_sample",
    "misspell",
    "reproduced_margins",
    "synthetic_cohort",
]

_MODULES = {
    "GeneratedFiles": "generating",
    "Reproduced": "open_posts",
    "Sample": "loading",
    "generate": "generating",
    "generate_files": "generating",
    "load_sample": "loading",
    "misspell": "misspelling",
    "reproduced_margins": "open_posts",
    "synthetic_cohort": "cohort",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
