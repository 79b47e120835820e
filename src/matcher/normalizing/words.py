"""The small words around a concept: what may be stripped, what it hints at, and what negates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from matcher.normalizing.folding import fold, is_native

__all__ = [
    "ASIDES",
    "CUES",
    "KIND_ORDER",
    "NEGATIONS",
    "QUALIFIERS",
    "REQUIRED",
    "STOPWORDS",
    "count_negations",
    "strip_native_ending",
]

#: The kind that wins when one text is a name of concepts of several kinds: what is proven by a
#: paper before what is done, what is done before what was studied, then papers and conditions.
KIND_ORDER = (
    "certificate",
    "language",
    "skill",
    "occupation",
    "education",
    "document",
    "condition",
)


def _listed(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split("|"))


#: Words that say how much something is asked; a sentence that negates one negates its neighbours.
REQUIRED = _listed(
    "wajib|harus|perlu|diperlukan|dibutuhkan|disyaratkan|dipersyaratkan|diwajibkan|diharuskan|"
    "syarat|prasyarat|diutamakan|masalah|penting|required|requirement|necessary|needed|need|"
    "mandatory|must|essential|compulsory|obligatory|preferred|notwendig|erforderlich|"
    "必要|必須|필요|필수"
)

#: Words without meaning of their own at the edges of a phrase, in the languages of the adverts.
QUALIFIERS = REQUIRED | _listed(
    "min|minimal|minimum|sekurang kurangnya|setidaknya|paling sedikit|paling rendah|at least|"
    "lebih diutamakan|lebih disukai|preferably|prioritas|priority|must have|memiliki|mempunyai|"
    "punya|pernah|bersedia|siap|sanggup|willing|willing to|ready|ready to|bekerja|"
    "dengan|with|dan|serta|yang|untuk|for|di|in|of|as|a|an|the|to|has|have|having|holder|sudah|"
    "udah|telah|khusus|khususnya|pria|wanita|laki laki|laki|perempuan|putra|putri|cowok|cewek|"
    "male|female|men|women|sederajat|atau sederajat|setara|setingkat|equivalent|or equivalent|"
    "ke atas|keatas|level|tingkat|nilai|skor|score|band|valid|masih berlaku|yang masih berlaku|"
    "terbaru|asli|saja|only|urgent|plus|cpmi|mindestens|und|mit|"
    "以上|相当|程度|歓迎|優遇|優先|尚可|이상|수준|우대|相當"
)

_STUDIED = frozenset({"education"})
_DONE = frozenset({"occupation", "skill"})
_ABLE = frozenset({"skill", "language", "condition"})
_CERTIFIED = frozenset({"certificate", "skill", "language"})
_TITLE = frozenset({"occupation"})

#: Words that may be stripped as well, with the kinds that the rest of the phrase can then be.
CUES: Mapping[str, frozenset[str]] = MappingProxyType(
    dict.fromkeys(
        _listed(
            "lulusan|tamatan|lulus|alumni|jurusan|ijazah|ijasah|pendidikan|program studi|prodi|"
            "konsentrasi|konsentrasi keahlian|kompetensi keahlian|graduate|graduates|graduate of|"
            "graduated|graduated from|diploma|diploma in|major|major of|major in|degree|degree in"
        ),
        _STUDIED,
    )
    | dict.fromkeys(
        _listed(
            "pengalaman|berpengalaman|pengalaman kerja|pengalaman di bidang|pengalaman sebagai|"
            "pengalaman bekerja sebagai|experience|experienced|experience in|experience as|"
            "mantan|eks|ex|former|bidang|di bidang|dibidang|sektor|sector|経験"
        ),
        _DONE,
    )
    | dict.fromkeys(
        _listed(
            "kemampuan|keterampilan|keahlian|kompetensi|skill|skills|mampu|bisa|dapat|menguasai|"
            "mengerti|memahami|paham|terampil|mahir|ability|ability to|able to|proficient in|"
            "knowledge of|fasih|lancar|aktif|pasif|fluent|fluent in|good command of"
        ),
        _ABLE,
    )
    | dict.fromkeys(
        _listed(
            "sertifikat|sertifikasi|bersertifikat|sertifikat kompetensi|sertifikasi kompetensi|"
            "certificate|certificates|certificate of|certificate in|certified|certification"
        ),
        _CERTIFIED,
    )
    | dict.fromkeys(
        _listed(
            "lowongan|loker|job|posisi|position|position of|jabatan|pekerjaan|dicari|sebagai|"
            "tenaga|tenaga ahli|tenaga kerja|vacancy|vacancy for|hiring"
        ),
        _TITLE,
    )
)

#: Words that carry no meaning anywhere in a phrase; the comparison of similar texts skips them.
STOPWORDS = _listed(
    "di|ke|dari|yang|untuk|dengan|pada|dalam|oleh|para|dan|atau|or|in|on|at|of|the|a|an|for|"
    "to|with|by|from|der|die|das|für|mit|im"
)

_UNASKED = r"(?:diperlukan|dibutuhkan|perlu|wajib|harus|required|needed|necessary)"
_END = r"(?=\s*(?:$|[)\]\uff09,;/|.–-]))"
_START = r"(?:^|(?<=[(\[\uff08,;/|–-])|(?<=[,;/|–-]\s))"
#: What stands beside a name without being part of it: a length of time, and "no experience
#: needed", which says nothing against the job beside it ("tanpa pengalaman las" negates "las").
ASIDES = re.compile(
    r"(?:\b(?:min(?:imal|imum)?|selama|at least|for)\b[\s.:]*|[>≥±]=?\s*)?"
    r"(?<![\w.,])(?:\d+(?:[.,]\d+)?\s*\+?\s*|(?:satu|dua|tiga|empat|lima|one|two|three|four|five|"
    r"a|ein|zwei|drei|vier|fünf)\s+)"
    r"(?:(?:tahun|thn|bulan|bln|years?|yrs?|months?|jahre?n?|monate?n?)\b[’']?"
    r"(?:\s+(?:of|on|von)(?=\s))?|年間?|[かヶカ]月|個月|년|개월)"
    rf"|\b(?:tanpa|non|no|without|tidak\s+{_UNASKED})[\s-]+(?:ber)?(?:pengalaman|experience)"
    rf"(?:\s+kerja)?(?:\s+{_UNASKED})?{_END}"
    rf"|{_START}(?:(?:ber)?pengalaman\s+(?:kerja\s+)?tidak|experience\s+not)\s+{_UNASKED}{_END}"
    rf"|{_START}(?:未経験(?:者)?(?:可|歓迎|OK)|経験不問|無經驗可|경력\s?무관){_END}",
    re.IGNORECASE,
)

NEGATIONS = _listed(
    "tidak|tdk|tak|bukan|bkn|non|tanpa|belum|blm|jangan|dilarang|kecuali|selain|nggak|ngga|gak|"
    "enggak|not|no|never|without|except|excluding|neither|nor|cannot|cant|dont|doesnt|isnt|wont|"
    "gagal|failed|lacks|lacking|kurang|nicht|kein|keine|keinen|ohne|nie|لا|لم|لن|ليس|غير|بدون|بلا|دون|عدم"
)
_JOINED_NEGATION = re.compile(r"non[a-z]{5,}")
_NATIVE_NEGATION = re.compile(r"[不無无非未没沒免禁]|なし|なく|ない|없|않|아닌|무관|불문")
#: Words that hold what looks like a negation and deny nothing: a licence, stainless steel, radio.
_DENYING_NOTHING = re.compile(
    r"\bnon ?(?:destruct|ferr|woven|formal|stick|metal)\w*|\b(?:tak|tidak|tanpa) (?:me)?rusak\b"
    "|免[許许状疫震費费稅税]|無[線人料償菌塵損土聊熔]|无[线人偿菌尘损土聊熔]|非[破常洲]|未[来來然]|失禁|避免"
    "|不[具良安活銹鏽锈整調调陸陆斷断]|不動[産產]|不动产|不平地|不自由|不法|非法|[羅罗]非[魚鱼]"
    "|まかない|おもてなし|少な[いく]|危ない|見なし"
)
_NATIVE_ENDINGS = tuple(sorted(filter(is_native, QUALIFIERS), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1 << 15)
def count_negations(folded: str) -> int:
    """How many words of a folded text negate; a text and a concept with different counts differ.

    >>> count_negations("tidak bertato"), count_negations("nonkeperawatan"), count_negations("tato")
    (1, 1, 0)
    >>> count_negations("普通自動車免許"), count_negations("未経験")
    (0, 1)
    """
    if _DENYING_NOTHING.search(folded):
        folded = _DENYING_NOTHING.sub(" ", folded)
    words = folded.split()
    found = sum(map(NEGATIONS.__contains__, words))
    if "non" in folded:
        found += sum(_JOINED_NEGATION.fullmatch(word) is not None for word in words)
    return found if folded.isascii() else found + len(_NATIVE_NEGATION.findall(folded))


def strip_native_ending(word: str) -> str:
    """A native word without the qualifiers at its end: 高校卒業以上 is 高校卒業."""
    for ending in _NATIVE_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return strip_native_ending(word[: -len(ending)])
    return word
