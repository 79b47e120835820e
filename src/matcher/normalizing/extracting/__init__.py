"""From adverts to what they ask: clauses by bucket, concepts, and figures."""

from matcher.normalizing.extracting.extraction import (
    Bucket,
    Clause,
    Extraction,
    Figures,
    Span,
    Stage,
)
from matcher.normalizing.extracting.marks import Marks
from matcher.normalizing.extracting.reading import extract

__all__ = ["Bucket", "Clause", "Extraction", "Figures", "Marks", "Span", "Stage", "extract"]
