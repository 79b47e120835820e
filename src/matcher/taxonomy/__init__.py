"""The field's knowledge as data: concepts, labels, relations, scales."""

from matcher.taxonomy.loading import default_taxonomy, read_taxonomy
from matcher.taxonomy.scales import MONTHS, Credit, Level, Scale
from matcher.taxonomy.taxonomy import Code, Concept, Kind, Label, Taxonomy, Validity

__all__ = [
    "MONTHS",
    "Code",
    "Concept",
    "Credit",
    "Kind",
    "Label",
    "Level",
    "Scale",
    "Taxonomy",
    "Validity",
    "default_taxonomy",
    "read_taxonomy",
]
