"""Writes job titles as placement companies do: languages mixed with place, scheme and slips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from matcher.sample.coded import Coded, pairs
from matcher.sample.drawing import Chances, Ints
from matcher.sample.misspelling import misspell
from matcher.sample.order_assumptions import drawn, happens, order_assumptions
from matcher.sample.patterns import Job, patterns
from matcher.tables import read_data_table

__all__ = ["titles"]


def titles(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> Coded:
    """A title for each advert, whose job is given by its place."""
    wordings = Chances.of_weights([_wordings(one) for one in jobs])
    wording = wordings.draw(rng.random(len(job)), job)
    styles, style = drawn("title_style", len(job), rng)
    chosen, places = pairs(job, wording * len(styles) + style)
    texts = []
    for place, words_and_style in chosen:
        words, look = divmod(words_and_style, len(styles))
        texts.append(_title(styles[look], wordings.outcomes[words], jobs[place]))
    slipped = np.flatnonzero(happens("misspelt_title", len(job), rng))
    for advert in slipped:
        texts.append(misspell(texts[places[advert]], rng))
        places[advert] = len(texts) - 1
    return Coded(texts, places)


def _title(style: str, wording: str, job: Job) -> str:
    """The words of a job in one of the styles; names in capitals stand for words in capitals."""
    scheme = str(patterns()[job.pattern].cells["scheme"])
    local = _indonesian_countries().get(job.country, job.country)
    words = {"job": wording, "scheme": scheme, "country": job.country, "negara": local}
    return style.format(**words, **{name.upper(): text.upper() for name, text in words.items()})


def _wordings(job: Job) -> dict[str, float]:
    """The words for a job with their shares: its pattern's own, or those of a language."""
    table, pattern = order_assumptions(), patterns()[job.pattern]
    local = {key.partition("|")[2] for key in table.texts("local_language") if _is_of(key, job)}
    by_language = _wordings_by_language()[pattern.occupation]
    shares: defaultdict[str, float] = defaultdict(float)
    for whose, share in table.numbers("title_wording").items():
        if whose == "own":
            # The title of a pattern can name its country.
            words = [] if job.is_borrowed else [str(pattern.cells["title"])]
        else:
            languages = local if whose == "local" else {whose}
            words = [word for code in sorted(languages) for word in by_language.get(code, ())]
        for word in words:
            shares[word] += share / len(words)
    return dict(shares)


def _is_of(key: str, job: Job) -> bool:
    return key.partition("|")[0] == job.country


@cache
def _wordings_by_language() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The wordings of each occupation by language."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_data_table("data/title_wordings.csv", package="matcher.sample"):
        words = found[row.required("occupation")][row.required("language")]
        words.append(row.required("wording"))
    return found


@cache
def _indonesian_countries() -> Mapping[str, str]:
    rows = read_data_table("data/countries.csv", package="matcher.taxonomy")
    return {row.required("country"): row.required("label_id") for row in rows}
