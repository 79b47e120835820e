"""Free text of adverts and records compared: an optional second look at a shortlist."""

from matcher.rescoring.rescored import Rescored, RescoredMatch, rescore
from matcher.rescoring.terms import terms_of
from matcher.rescoring.texts import text_of, texts_of

__all__ = ["Rescored", "RescoredMatch", "rescore", "terms_of", "text_of", "texts_of"]
