"""The phrases of an explanation, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.features.wording import Language

__all__ = ["COMPONENT_NAMES", "SENTENCES", "VERDICT_WORDS"]

VERDICT_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "READY": "everything asked to be chosen is met and proven",
        "NEEDS_PROOF": "nothing asked to be chosen is known to be missing, but something must "
        "still be shown",
        "TRAINABLE": "something is missing that can be obtained in time",
        "BARRED": "something cannot be met in time",
    },
    "id": {
        "READY": "semua syarat untuk terpilih terpenuhi dan terbukti",
        "NEEDS_PROOF": "tidak ada syarat untuk terpilih yang diketahui kurang, tetapi masih ada "
        "yang harus dibuktikan",
        "TRAINABLE": "ada yang kurang, tetapi dapat diperoleh pada waktunya",
        "BARRED": "ada syarat yang tidak dapat dipenuhi pada waktunya",
    },
}
COMPONENT_NAMES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "occupation": "occupation",
        "skills": "skills",
        "experience": "experience",
        "education": "education",
        "language": "language",
        "certificates": "certificates",
        "preference": "wishes",
    },
    "id": {
        "occupation": "jabatan",
        "skills": "keterampilan",
        "experience": "pengalaman",
        "education": "pendidikan",
        "language": "bahasa",
        "certificates": "sertifikat",
        "preference": "keinginan",
    },
}
SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "head": "{candidate} for {title} ({vacancy}): {verdict} — {meaning}.",
        "all_met": "Decided by: all {count} requirements to be chosen are met.",
        "nothing asked": "Decided by: nothing is required to be chosen.",
        "decided to_show": "Decided by: still to be shown: {gates}.",
        "decided to_obtain": "Decided by: still to be obtained: {gates}.",
        "decided too_late": "Decided by: takes longer than the age or body measures asked surely "
        "allow: {gates}.",
        "decided impossible": "Decided by: cannot be met: {gates}.",
        "more": "{count} more",
        "notices": "Good to know, not judged: {titles}.",
        "reported": "Asked, but only reported and not counted: {asked}.",
        "score": "Score {score:.3f} from what is proven; at most {possible:.3f} if everything "
        "unknown turned out well.",
        "dates": "Judged as of {as_of}; departure {departure}{note}.",
        "counts": "What counts:",
        "nothing counts": "Nothing asked is known to be had yet.",
        "select": "Requirements to be chosen:",
        "depart": "Still to bring before departure:",
        "adds": "+{value:.3f} {component}: {asked}{evidence} (counts {proven:.0%})",
        "others": "+{value:.3f} from {count} smaller ones",
        "met": "met: {asked} — {record}",
        "unknown": "to be shown: {asked} — {record}",
        "obtainable": "can be obtained{time}: {asked} — {record}",
        "impossible": "cannot be met{time}: {asked} — {record}",
        "takes": " in {months}, by {by}",
        "from": " from {by}",
        "too long": " in time (takes {months}, and there is time until {horizon})",
        "too old": " in time (takes {months}; after {left} an age that is asked is passed)",
        "month": "{months} month",
        "months": "{months} months",
        "at hand": "to be shown: ",
        "to get": "to be obtained: ",
        "unread": "Not understood and therefore not counted: {texts}.",
        "sources": "Sources:",
        "rule": "rule {rule}, “{title}”: {source}",
        "source": "asked by {origin}: {source}",
        "employer": "the employer",
        "agency": "the agency",
        "host_country": "the host country",
        "law": "the law",
    },
    "id": {
        "head": "{candidate} untuk {title} ({vacancy}): {verdict} — {meaning}.",
        "all_met": "Ditentukan oleh: semua {count} syarat untuk terpilih terpenuhi.",
        "nothing asked": "Ditentukan oleh: tidak ada syarat untuk terpilih.",
        "decided to_show": "Ditentukan oleh: masih perlu dibuktikan: {gates}.",
        "decided to_obtain": "Ditentukan oleh: masih perlu diperoleh: {gates}.",
        "decided too_late": "Ditentukan oleh: pengurusannya lebih lama daripada waktu yang pasti "
        "cocok dengan usia atau ukuran badan yang diminta: {gates}.",
        "decided impossible": "Ditentukan oleh: tidak dapat dipenuhi: {gates}.",
        "more": "{count} lagi",
        "notices": "Baik untuk diketahui, tidak dinilai: {titles}.",
        "reported": "Diminta, tetapi hanya dilaporkan dan tidak dihitung: {asked}.",
        "score": "Nilai {score:.3f} dari yang terbukti; paling tinggi {possible:.3f} bila semua "
        "yang belum diketahui ternyata baik.",
        "dates": "Dinilai per {as_of}; berangkat {departure}{note}.",
        "counts": "Yang dihitung:",
        "nothing counts": "Belum ada syarat yang diketahui dimiliki.",
        "select": "Syarat untuk terpilih:",
        "depart": "Masih harus dilengkapi sebelum berangkat:",
        "adds": "+{value:.3f} {component}: {asked}{evidence} (dihitung {proven:.0%})",
        "others": "+{value:.3f} dari {count} hal yang lebih kecil",
        "met": "terpenuhi: {asked} — {record}",
        "unknown": "perlu dibuktikan: {asked} — {record}",
        "obtainable": "dapat diperoleh{time}: {asked} — {record}",
        "impossible": "tidak dapat dipenuhi{time}: {asked} — {record}",
        "takes": " dalam {months}, paling cepat {by}",
        "from": " mulai {by}",
        "too long": " tepat waktu (perlu {months}, sedangkan batasnya {horizon})",
        "too old": " tepat waktu (perlu {months}; setelah {left} batas usia sudah terlewati)",
        "month": "{months} bulan",
        "months": "{months} bulan",
        "at hand": "perlu ditunjukkan: ",
        "to get": "perlu diurus: ",
        "unread": "Tidak dipahami sehingga tidak dihitung: {texts}.",
        "sources": "Sumber:",
        "rule": "aturan {rule}, “{title}”: {source}",
        "source": "diminta oleh {origin}: {source}",
        "employer": "pemberi kerja",
        "agency": "agensi",
        "host_country": "negara tujuan",
        "law": "hukum",
    },
}
