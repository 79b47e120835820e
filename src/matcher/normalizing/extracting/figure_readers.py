"""Reads one figure of an advert from a part of it: an age, a measure, a wage, a contract, posts.

Each reader gives None where a text speaks of something else, and raises CellError where it
contradicts itself.
"""

from __future__ import annotations

import re

from matcher.errors import CellError
from matcher.normalizing.durations import parse_months
from matcher.normalizing.extracting.cues import cues_in, outside_brackets
from matcher.records.ages import AgeBounds, parse_ages
from matcher.records.bodies import parse_body
from matcher.records.currencies import currency_in
from matcher.records.phrases import lexer, plain
from matcher.records.requirements import Sex
from matcher.records.seats import Openings, parse_openings
from matcher.records.sexes import BoundsBySex
from matcher.records.wages import Wage, parse_wage

__all__ = ["ages_in", "body_in", "contract_in", "openings_in", "says_pay", "sex_in", "wage_in"]

_PAY = re.compile(
    r"\b(?:gaji|upah|bayaran|penghasilan|salary|wages?|basic|gross|pay|stipend)\b"
    r"|月給|時給|日給|年収|手取り|給与|基本給|賃金",
    re.IGNORECASE,
)
_NO_PAY = re.compile(
    r"\bper\s+(?:ton|kg|pcs|box|piece)\b|"
    r"\b(?:tabungan|savings?|deposit|biaya|fee|cost|denda|kamar|sewa|rent|room)\b"
    r"|預金|費用",
    re.IGNORECASE,
)
#: A smaller amount is no wage, not even of an hour.
_LEAST_WAGE = 2

_CONTRACTS = (1.0, 120.0)
_AGES = range(15, 66)
_MOST_SEATS = 5000
_TENS = re.compile(r"(\d)0代\s*[~\u301c\uff5e\-\u2013]\s*(\d)0代")
_DASH = r"\s*(?:-|–|~|\u301c|\uff5e|s\s*/?\s*d\.?|sd|sampai|hingga|to|から)\s*"
_BARE_AGES = re.compile(
    rf"(?<![\d.,])(?P<low>\d\d){_DASH}(?P<high>\d\d)(?![\d.,%])\s*"
    r"(?!\s*(?:cm|kg|jam|hrs?|hours?|mnt|min|pcs|ton|kali|x|%|hari|days?|bln|bulan|months?|mths|km|"
    r"x\d|°|usd|eur|rm|orang|org|pax|kamar|penghuni|tempat|menit|minutes?|名|人|時|分|kl)\b)",
    re.IGNORECASE,
)
_AGE_LIMIT = re.compile(
    r"\bage\s+limit\b|\blimit\s+age\b|\bbatas(?:an)?\s+(?:usia|umur)\b", re.IGNORECASE
)
_SEX_ONLY = re.compile(
    r"\b(?:only|saja|khusus|hanya|laki|pria|wanita|perempuan|cewek|cowok|lelaki|male|female|men|"
    r"women|putra|putri)\b|限定|男性|女性|のみ",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?P<number>(?<![\d.,/-])\d{1,4}(?:[.,]\d{3})?(?![\d.,:%/]|\s*(?:-|–|~|s/d))\+?)\s*"
    r"(?P<unit>orang|org|posisi|kursi|kuota|tenaga|pax|nos|persons?|people|posts?|vacanc\w+|"
    r"openings?|nurses?|workers?|men|women|males?|females?|laki\w*|lelaki|pria|wanita|cewek|cowok|"
    r"perempuan|perawat|tukang|welders?|cooks?|drivers?|helpers?|staff|operators?|candidates?|"
    r"technicians?|caregivers?|juniors?|positions?|pekerja|anak\s+muda|penjahit|"
    r"[LP](?![A-Za-z])|名|人)",
    re.IGNORECASE,
)
_NOT_SEATS = re.compile(
    r"anak\s+\d|penghuni|pasien|従業員|スタッフ\d|在籍|keluarga\s+\d|majikan|residents?\b|patients?\b",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"(?:kuota|quota|dibutuhkan|butuh|cari|dicari|perlu|kirim|need|hiring|looking\s+for|seeking|"
    r"recruiting|募集人数|定員)\s*:?\s*(?P<number>\d{1,4})(?![\d%.,:/-]|\s*(?:-|–|~|s/d|th|thn|tahun|"
    r"years?|yrs?|jam|hours?|bln|bulan|months?)\b)",
    re.IGNORECASE,
)
_PERIOD_ONLY = re.compile(
    r"(?:an?\s+|the\s+)?(?:\w+|\d+(?:[.,]\d+)?)\s*-?\s*(?:tahun|thn|th|bulan|bln|years?|yrs?|months?|"
    r"mths?|年|か月|ヶ月)(?:\s+(?:renewable|then\s+permanent|extendable|contract))?",
    re.IGNORECASE,
)


_MEASURE = re.compile(
    r"[(\uff08]?\s*(?:TB|BB|tinggi|berat|height|weight|身長|体重)?\s*\d[\d.,]*\s*(?:cm|kg)"
    r"\s*(?:up|ke atas|以上|\+)?\s*[)\uff09]?",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\b(?:TB|BB|tinggi|berat|height|weight)\b|身長|体重", re.IGNORECASE)


_YEARLY = re.compile(r"契約は年ごと|(?<![0-9])年間?契約|(?<![0-9])年更新")
_MONTHS = re.compile(r"\bmths?\b", re.IGNORECASE)


def ages_in(text: str) -> AgeBounds | None:
    """The ages that a sentence asks, with a word for them or, near a sex or alone, without."""
    prepared = _without_measures(_TENS.sub(r"\g<1>0~\g<2>9歳", _AGE_LIMIT.sub("age max", text)))
    if _says_age(prepared):
        try:
            return parse_ages(prepared)
        except CellError:
            return parse_ages(_without_counts(prepared))
    prepared = _without_counts(prepared)
    bare = _BARE_AGES.search(prepared)
    if bare is None or not int(bare["low"]) < int(bare["high"]):
        return None
    is_plausible = int(bare["low"]) in _AGES and int(bare["high"]) in _AGES
    if not is_plausible or currency_in(text, None) or "offer" in cues_in("bucket", text):
        return None
    return parse_ages(f"usia {prepared}")


def _without_counts(text: str) -> str:
    """A text without brackets and the numbers of posts: "100 cewek umur 20-38"."""
    return _COUNTED.sub(lambda found: found["unit"], outside_brackets(text))


def _says_age(text: str) -> bool:
    tokens = lexer("age", "birth").tokens(plain(text))
    return any(token.kind in {"age", "birth"} for token in tokens)


def _without_measures(text: str) -> str:
    """A sentence up to where it goes on with a height or weight, figures in cm and kg taken out."""
    plain_text = _MEASURE.sub(" ", text)
    cut = _MEASURED.search(plain_text)
    return plain_text[: cut.start()] if cut and cut.start() else plain_text


def body_in(text: str) -> tuple[BoundsBySex, BoundsBySex] | None:
    """The heights and the weights that a sentence asks."""
    prepared = re.sub(r"\bup\b", "ke atas", text)
    found = parse_body(prepared)
    if found is None or (found.height.is_open and found.weight.is_open):
        return None
    if not (_MEASURED.search(prepared) or re.search(r"\d\s*cm", prepared)):
        return None
    return found.height, found.weight


def sex_in(text: str) -> Sex | None:
    """The one sex that a part of a sentence names as wanted."""
    if not _SEX_ONLY.search(text) or "duty" in cues_in("heading", text):
        return None
    tokens = [token for token in lexer("sex").tokens(plain(text)) if token.kind == "sex"]
    named = {token.meaning for token in tokens if token.end - token.start > 1}
    if len(named) != 1 or re.search(r"女性も|男性も|also|juga|welcome|歓迎", text):
        return None
    return "M" if named == {"M"} else "F"


def openings_in(text: str) -> Openings | None:
    """The posts that a part of a sentence offers."""
    if _NOT_SEATS.search(text) or currency_in(text, None):
        return None
    if _says_age(text) and not _COUNTED.match(text):
        return None
    counted = list(_COUNTED.finditer(text))
    if not counted:
        quota = _QUOTA.search(text)
        return parse_openings(quota["number"]) if quota else None
    sexed = [one for one in counted if one["unit"] in {"L", "P"} or _is_sex(one["unit"])]
    kept = sexed if len(sexed) > 1 else counted[:1]
    found = parse_openings(
        " ".join(f"{one['number']} {_sex_or_seats(one['unit'])}" for one in kept)
    )
    seats = [one for one in (found.both, found.male, found.female) if one] if found else []
    return found if seats and max(seats) <= _MOST_SEATS else None


def says_pay(text: str) -> bool:
    """True where a text has a word for the wage itself."""
    return _PAY.search(text) is not None


def _is_sex(unit: str) -> bool:
    return any(token.kind == "sex" for token in lexer("sex").tokens(plain(unit)))


def _sex_or_seats(unit: str) -> str:
    return unit if unit in {"L", "P"} or _is_sex(unit) else "orang"


def contract_in(text: str) -> float | None:
    """The months that a contract lasts."""
    prepared = _MONTHS.sub("months", _YEARLY.sub("12 bulan", text))
    if not cues_in("contract", text) and not _PERIOD_ONLY.fullmatch(prepared.strip()):
        return None
    if "experience" in cues_in("section", text):
        return None
    months = parse_months(prepared)
    return months if months and _CONTRACTS[0] <= months <= _CONTRACTS[1] else None


def wage_in(text: str, country: str | None) -> Wage | None:
    """The base wage: an amount with a word for pay or a currency."""
    is_pay = bool(_PAY.search(text)) or "offer" in cues_in("bucket", text)
    if not re.search(r"\d", text) or _NO_PAY.search(text):
        return None
    if not (is_pay or currency_in(text, country)) or cues_in("section", text):
        return None
    found = parse_wage(text, country=country)
    if found is None or found.range.low is None or found.currency is None:
        return None
    return found if found.range.low >= _LEAST_WAGE else None
