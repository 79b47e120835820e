"""The phrases of a proof, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matcher.features.wording import Language

__all__ = ["PHRASES", "phrase", "word_day", "word_months"]

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
           "Oktober", "November", "Desember"),
}  # fmt: skip

PHRASES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "head": "Proof of a verdict: {candidate} for {title} ({vacancy}){country}",
        "verdict": "Verdict: {verdict} — {meaning}.",
        "all_met": "Decided by: everything that is asked to be chosen is met ({count} gates).",
        "all_met none": "Decided by: nothing is asked to be chosen.",
        "to_show": "Decided by what is still to be shown: {gates}.",
        "to_obtain": "Decided by what is still to be obtained: {gates}.",
        "too_late": "Decided by papers that take longer than the personal facts, such as an upper "
        "age, surely fit: {gates}.",
        "impossible": "Decided by what cannot be met: {gates}.",
        "gate named": "gate {number}, “{asked}” ({who}{by})",
        "rule named": "{origin}, rule {id}, “{title}”",
        "by": "; by {day}",
        "to bring": "Still to bring before departure: {count} papers or facts (see the gates).",
        "days": "Days",
        "as of": "judged as of {day}: rules in force that day; the permit and work count up to it",
        "stated departure": "departure on {day}, as the vacancy says",
        "passed departure": "departure on {day}: the vacancy's own date, {stated}, has passed",
        "usual departure": "departure on {day}: the vacancy names none, so {months} after the day "
        "of judging, as is usual; source: {source}",
        "last horizon": "one may wait until {day} at the latest: the horizon of {months}",
        "last permit": "one may wait until {day} at the latest: then the permit ends",
        "permit": "permit to recruit: {start} to {end}",
        "unknown start": "start not stated",
        "unknown end": "end not stated",
        "waiting sure": "the personal facts surely fit at departure; what is still missing may "
        "take until {day}",
        "waiting hopeful": "the personal facts may fit, which is not known for sure; what is still "
        "missing may take until {day}",
        "waiting possible": "the personal facts do not fit at departure but do later; what is "
        "missing may take until {day}",
        "waiting never": "the personal facts fit on no day until then",
        "gates": "Gates ({count})",
        "no gates": "No gates: nothing is asked.",
        "gate": "{number}. {state} — {asked} — {stage}",
        "select": "to be chosen",
        "depart": "to leave",
        "met": "MET",
        "unknown": "TO BE SHOWN",
        "obtainable": "CAN BE OBTAINED",
        "impossible state": "CANNOT BE MET",
        "takes": "takes {months}, can be had by {day}",
        "takes too long": "takes {months}, which is too long: it must be there by {day}",
        "opens": "can be met from {day}",
        "combines": "gates {numbers} taken together: no case meets all of them",
        "rests on": "on record: {record}",
        "asked exactly": "exactly: {bound}",
        "born until": "born on or before {day}",
        "born from": "born on or after {day}",
        "born between": "born from {low} to {high}",
        "at departure": "{bound} (age on {day})",
        "height": "height",
        "weight": "weight",
        "M": "men",
        "F": "women",
        "from": "{fact} at least {low:g} {unit}",
        "to": "{fact} at most {high:g} {unit}",
        "range": "{fact} {low:g} to {high:g} {unit}",
        "thing": "{label}{level}, shown by at least: {evidence}{lead}",
        "level": ", level {level} or higher{order}",
        "order": " (order: {order})",
        "months asked": ", at least {months:g} months of work",
        "lead": "; takes {months} if it must be obtained",
        "no lead": "; cannot be obtained later",
        "claim proves": "claim “{text}”{level} ({evidence}{validity}): proves it",
        "claim lacks": "claim “{text}”{level} ({evidence}{validity}): does not prove it, "
        "for {lacks}",
        "lacks level": "its level is too low or not stated",
        "lacks validity": "it is not known to be valid on the day of departure",
        "lacks evidence": "its evidence is too weak",
        "lacks contradiction": "the complete list of such things does not name it",
        "printed": ", valid until {day} as printed",
        "usual": ", valid until {day} by the usual period; source: {source}",
        "expires": ", its end is not stated though such papers expire; source: {source}",
        "work": "work: {proven} proven, {stated} stated{more}",
        "unmeasured": ", and some of unknown length",
        "complete": "the list “{section}” is complete",
        "incomplete": "the list “{section}” is not complete",
        "unread": "; not understood: {texts}",
        "asked by": "asked by {origin}: {source}",
        "no source": "the vacancy names no source",
        "law": "Indonesian law",
        "host_country": "the host country or its agreement",
        "employer": "the employer",
        "agency": "the agency",
        "rule": "rule {id}, “{title}” ({origin}; pack {pack} {version}; in force {since})",
        "rule source": "source ({confidence}): {source}",
        "note": "note: {note}",
        "since": "since {start}",
        "between": "from {start} to {end}",
        "quoted": "quoted from it",
        "derived": "derived from it",
        "recalled": "recalled, to be checked against the law",
        "assumed": "assumed, to be checked",
        "open": "open question: the vacancy does not state {unstated}, so that it is not known "
        "whether the rule is for it",
        "countries": "a country that is known",
        "schemes": "its scheme",
        "employer_types": "its type of employer",
        "occupations": "an occupation that was understood",
        "by rule": "asked by {origin}: rule {id}, “{title}” ({confidence}; see the rules)",
        "rules": "Rules that ask something ({count})",
        "notices": "To know, not judged ({count})",
        "aside": "Rules set aside ({count})",
        "set aside by": "set aside by rule {by}",
        "reported": "Asked, but only reported and not counted, as the settings say ({count})",
        "reported one": "{asked} — on record: {record}",
        "still asked": "what still counts of it: {asked}",
        "not understood": "Not understood, and therefore not counted",
        "vacancy": "in the vacancy: {texts}",
        "candidate": "in the person's record: {texts}",
        "basis": "Made with",
        "pack": "rule pack {id} {version}, SHA-256 {digest}: {count} rules hold here",
        "other packs": "asked as well, without a rule that holds here: {packs}",
        "other pack": "{id} {version} ({digest})",
        "taxonomy": "taxonomy of {concepts:,} concepts, SHA-256 {digest}",
        "settings": "settings: horizon {months}; only reported: {report_only}",
        "nobody": "nobody's constraints",
        "package": "matcher {version}",
        "signature": "Checked and signed by (name, office, day): ______________________________",
        "month": "{count} month",
        "months": "{count} months",
        "and": " and ",
    },
    "id": {
        "head": "Bukti putusan: {candidate} untuk {title} ({vacancy}){country}",
        "verdict": "Putusan: {verdict} — {meaning}.",
        "all_met": "Ditentukan oleh: semua syarat untuk terpilih terpenuhi ({count} syarat).",
        "all_met none": "Ditentukan oleh: tidak ada syarat untuk terpilih.",
        "to_show": "Ditentukan oleh yang masih perlu dibuktikan: {gates}.",
        "to_obtain": "Ditentukan oleh yang masih perlu diperoleh: {gates}.",
        "too_late": "Ditentukan oleh dokumen yang pengurusannya lebih lama daripada waktu yang "
        "pasti cocok untuk data diri, misalnya batas usia: {gates}.",
        "impossible": "Ditentukan oleh yang tidak dapat dipenuhi: {gates}.",
        "gate named": "syarat {number}, “{asked}” ({who}{by})",
        "rule named": "{origin}, aturan {id}, “{title}”",
        "by": "; paling cepat {day}",
        "to bring": "Masih harus dilengkapi sebelum berangkat: {count} dokumen atau hal (lihat "
        "daftar syarat).",
        "days": "Tanggal",
        "as of": "dinilai per {day}: dengan aturan yang berlaku hari itu; izin dan masa kerja "
        "dihitung sampai hari itu",
        "stated departure": "berangkat {day}, sesuai lowongan",
        "passed departure": "berangkat {day}: tanggal di lowongan, {stated}, sudah lewat",
        "usual departure": "berangkat {day}: lowongan tidak menyebutkan tanggal, jadi dipakai "
        "waktu yang biasa, {months} setelah hari penilaian; sumber: {source}",
        "last horizon": "boleh menunggu paling lama sampai {day}: batas waktu {months}",
        "last permit": "boleh menunggu paling lama sampai {day}: saat itu izin berakhir",
        "permit": "izin perekrutan: {start} sampai {end}",
        "unknown start": "awal tidak disebutkan",
        "unknown end": "akhir tidak disebutkan",
        "waiting sure": "data diri pasti cocok saat berangkat; yang masih kurang boleh diurus "
        "sampai {day}",
        "waiting hopeful": "data diri mungkin cocok, tetapi belum pasti; yang masih kurang boleh "
        "diurus sampai {day}",
        "waiting possible": "data diri belum cocok saat berangkat tetapi nanti cocok; yang masih "
        "kurang boleh diurus sampai {day}",
        "waiting never": "data diri tidak cocok pada hari mana pun sampai saat itu",
        "gates": "Syarat ({count})",
        "no gates": "Tidak ada syarat.",
        "gate": "{number}. {state} — {asked} — {stage}",
        "select": "untuk terpilih",
        "depart": "untuk berangkat",
        "met": "TERPENUHI",
        "unknown": "PERLU DIBUKTIKAN",
        "obtainable": "DAPAT DIPEROLEH",
        "impossible state": "TIDAK DAPAT DIPENUHI",
        "takes": "perlu {months}, paling cepat ada pada {day}",
        "takes too long": "perlu {months}, terlalu lama: harus sudah ada pada {day}",
        "opens": "dapat dipenuhi mulai {day}",
        "combines": "syarat {numbers} bersama-sama: tidak ada keadaan yang memenuhi semuanya",
        "rests on": "yang tercatat: {record}",
        "asked exactly": "tepatnya: {bound}",
        "born until": "lahir pada atau sebelum {day}",
        "born from": "lahir pada atau sesudah {day}",
        "born between": "lahir dari {low} sampai {high}",
        "at departure": "{bound} (usia pada {day})",
        "height": "tinggi badan",
        "weight": "berat badan",
        "M": "laki-laki",
        "F": "perempuan",
        "from": "{fact} minimal {low:g} {unit}",
        "to": "{fact} maksimal {high:g} {unit}",
        "range": "{fact} {low:g} sampai {high:g} {unit}",
        "thing": "{label}{level}, dibuktikan paling sedikit dengan: {evidence}{lead}",
        "level": ", tingkat {level} atau lebih tinggi{order}",
        "order": " (urutan: {order})",
        "months asked": ", bekerja minimal {months:g} bulan",
        "lead": "; perlu {months} bila masih harus diperoleh",
        "no lead": "; tidak dapat diperoleh belakangan",
        "claim proves": "keterangan “{text}”{level} ({evidence}{validity}): membuktikannya",
        "claim lacks": "keterangan “{text}”{level} ({evidence}{validity}): belum membuktikannya, "
        "karena {lacks}",
        "lacks level": "tingkatnya terlalu rendah atau tidak disebutkan",
        "lacks validity": "belum pasti masih berlaku pada hari berangkat",
        "lacks evidence": "buktinya terlalu lemah",
        "lacks contradiction": "tidak disebut dalam daftar lengkap untuk hal seperti itu",
        "printed": ", berlaku sampai {day} sesuai yang tercetak",
        "usual": ", berlaku sampai {day} menurut masa berlaku yang biasa; sumber: {source}",
        "expires": ", akhir masa berlakunya tidak disebutkan padahal surat seperti itu dapat "
        "berakhir; sumber: {source}",
        "work": "masa kerja: {proven} terbukti, {stated} disebutkan{more}",
        "unmeasured": ", dan ada yang lamanya tidak diketahui",
        "complete": "daftar “{section}” lengkap",
        "incomplete": "daftar “{section}” belum lengkap",
        "unread": "; tidak dipahami: {texts}",
        "asked by": "diminta oleh {origin}: {source}",
        "no source": "lowongan tidak menyebutkan sumber",
        "law": "hukum Indonesia",
        "host_country": "negara tujuan atau perjanjiannya",
        "employer": "pemberi kerja",
        "agency": "agensi",
        "rule": "aturan {id}, “{title}” ({origin}; paket {pack} {version}; berlaku {since})",
        "rule source": "sumber ({confidence}): {source}",
        "note": "catatan (bahasa Inggris): {note}",
        "since": "sejak {start}",
        "between": "dari {start} sampai {end}",
        "quoted": "dikutip langsung",
        "derived": "disimpulkan dari sumber ini",
        "recalled": "dari ingatan, perlu dicocokkan dengan aturan aslinya",
        "assumed": "perkiraan, perlu dicek",
        "open": "belum pasti: lowongan tidak menyebutkan {unstated}, jadi belum diketahui apakah "
        "aturan ini berlaku baginya",
        "countries": "negara yang dikenal",
        "schemes": "skemanya",
        "employer_types": "jenis pemberi kerjanya",
        "occupations": "jabatan yang dapat dipahami",
        "by rule": "diminta oleh {origin}: aturan {id}, “{title}” ({confidence}; lihat daftar "
        "aturan)",
        "rules": "Aturan yang mensyaratkan sesuatu ({count})",
        "notices": "Perlu diketahui, tidak dinilai ({count})",
        "aside": "Aturan yang dikesampingkan ({count})",
        "set aside by": "dikesampingkan oleh aturan {by}",
        "reported": "Diminta, tetapi hanya dilaporkan dan tidak dihitung, sesuai setelan ({count})",
        "reported one": "{asked} — yang tercatat: {record}",
        "still asked": "yang tetap dihitung: {asked}",
        "not understood": "Tidak dipahami sehingga tidak dihitung",
        "vacancy": "di lowongan: {texts}",
        "candidate": "di data orangnya: {texts}",
        "basis": "Dibuat dengan",
        "pack": "paket aturan {id} {version}, SHA-256 {digest}: {count} aturan berlaku di sini",
        "other packs": "juga diperiksa, tanpa aturan yang berlaku di sini: {packs}",
        "other pack": "{id} {version} ({digest})",
        "taxonomy": "taksonomi {concepts} konsep, SHA-256 {digest}",
        "settings": "setelan: batas waktu {months}; hanya dilaporkan: {report_only}",
        "nobody": "tidak ada",
        "package": "matcher {version}",
        "signature": "Diperiksa dan ditandatangani oleh (nama, kantor, tanggal): "
        "______________________________",
        "month": "{count} bulan",
        "months": "{count} bulan",
        "and": " dan ",
    },
}  # fmt: skip


def phrase(name: str, language: Language, **parts: object) -> str:
    """A phrase with its parts filled in."""
    return PHRASES[language][name].format(**parts)


def word_day(day: date, language: Language) -> str:
    """A day with the name of its month.

    >>> word_day(date(2008, 6, 1), "id")
    '1 Juni 2008'
    """
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def word_months(count: int, language: Language) -> str:
    """A number of months.

    >>> word_months(1, "en"), word_months(6, "id")
    ('1 month', '6 bulan')
    """
    return phrase("month" if count == 1 else "months", language, count=count)
