"""The words of a model card in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.evaluation.cautions import Language

__all__ = ["CARD_WORDS", "Words"]

Words = Mapping[str, str]

_ENGLISH = {
    "title": "Model card: matching of vocational-school graduates and vacancies abroad",
    "details": "What it is",
    "details text": "smk-matcher ranks vacancies abroad for graduates of Indonesian vocational "
    "schools, or people for a vacancy. A score is a weighted mean of documented answers to what a "
    "vacancy asks; a verdict comes before it, from dated and sourced rules, and says whether the "
    "pair is possible at all. Nothing in it is a trained black box: every score is the sum of "
    "what 'explain' shows. The form of this card follows Mitchell et al. (2019).",
    "version": "version of the package",
    "as of": "as of",
    "vacancies": "vacancies",
    "what": "what",
    "value": "value",
    "use": "Intended use",
    "use 1": "A shortlist for an officer, a school or an agency, who reads the reasons and "
    "decides with the person.",
    "use 2": "Finding what a person or a province lacks for more posts to open.",
    "use 3": "Research on weights and rules, with judgments of one's own.",
    "misuse": "Out of scope",
    "misuse 1": "Deciding about a person without a human who answers for it.",
    "misuse 2": "Reading a score as the chance to be hired, to pass a test or to do well.",
    "misuse 3": "Comparing people by scores of different vacancies, or as a worth of a person.",
    "misuse 4": "Other populations, countries or days than those of the records, rules and "
    "taxonomy named below; legal advice.",
    "never": "What never enters a score",
    "never text": "Sex, age, height, weight, province and school type do not enter a score; nor "
    "do conditions of health or looks, such as tattoos. A record has no field for religion or "
    "ethnicity. What of these the law, a host country or an employer asks for decides verdicts, "
    "which are counted below, and 'matcher removals' shows whom each such demand bars.",
    "factors": "Factors",
    "factors text": "Results can differ by sex, province, disability and kind of school: through "
    "rules, weights, missing documents, and what the taxonomy knows.",
    "no audit": "No audit of these groups was given for this card.",
    "audit": "Audit by group, as given:",
    "weights": "Weights and settings",
    "component": "component",
    "weight": "weight",
    "default": "default",
    "origin": "where it comes from",
    "is default": "default, argued in the documentation",
    "is chosen": "chosen by the user",
    "is learned": "learned from judgments",
    "is locked": "{origin}; locked",
    "setting": "setting",
    "rules": "Rules",
    "rules text": "Rules in force on the day of judging, by pack; a fingerprint is the start of "
    "the SHA-256 of the pack.",
    "no packs": "No rule pack was used.",
    "pack": "pack",
    "pack version": "version",
    "in force": "in force",
    "of rules": "of rules",
    "earliest": "oldest in force since",
    "recalled": "not quoted",
    "fingerprint": "fingerprint",
    "taxonomy": "Taxonomy",
    "taxonomy text": "{concepts:,} concepts; {sources:,} different sources are named, one in each "
    "row, with how sure it is. Fingerprint: {digest}.",
    "kind": "kind",
    "quoted": "quoted",
    "derived": "derived",
    "recalled rows": "recalled",
    "assumed": "assumed",
    "codes": "With a code of: {codes}.",
    "data": "Data of the evaluation",
    "data text": "Counts only; the judgments themselves are not part of this card.",
    "candidates": "candidates of the cohort",
    "judged candidates": "judged candidates",
    "judges": "judges",
    "grades": "grades",
    "preferences": "preferences",
    "pairs": "graded pairs",
    "relevant": "relevant pairs",
    "barred": "relevant pairs that are BARRED",
    "combined": "Several judges' grades of one pair became their {judges}; a grade is relevant "
    "{level}.",
    "above 0": "above 0",
    "from": "from {level:g} on",
    "by mean": "mean",
    "by median": "median",
    "by lowest": "lowest",
    "by highest": "highest",
    "agreement": "Agreement of judges on which of two vacancies is better: Krippendorff's alpha "
    "{alpha} over {shared:,} comparisons, which is called {state}.",
    "no agreement": "How far the judges agree was not given for this card.",
    "reliable": "reliable",
    "tentative": "tentative",
    "weak": "weak",
    "contradictory": "contradictory",
    "unknown": "unknown",
    "metrics": "Metrics",
    "metrics text": "Means over judged candidates with bootstrap intervals (BCa) over candidates; "
    "differences with paired randomisation tests, corrected within a table. An empty list scores "
    "0.",
    "tuning": "How the weights were learned",
    "tuning text": "As given:",
    "no tuning": "No learning of weights was given for this card.",
    "limits": "Limits and caveats",
    "limit 1": "Judgments are opinions on relevance, not outcomes: who was hired, arrived or "
    "stayed is not known here.",
    "limit 2": "Intervals say what other candidates of the same kind would change; not other "
    "judges, days, vacancies or provinces.",
    "limit 3": "What was not read from a record counts as unknown: a missing document lowers a "
    "score as a missing ability does, until 'possible' is looked at.",
    "limit 4": "Rows of the taxonomy and rules that are recalled or assumed are to be checked "
    "before anyone leans on them.",
    "again": "To do it again",
    "again text": "The same inputs, version and choices give this card byte for byte.",
    "lists": "lists: first k, and depth",
    "chance": "resamples, seed, confidence, correction",
    "taxonomy digest": "taxonomy (SHA-256)",
    "sha": "{name} (SHA-256)",
}

_INDONESIAN = {
    "title": "Kartu model: pencocokan lulusan SMK dengan lowongan di luar negeri",
    "details": "Apa ini",
    "details text": "smk-matcher mengurutkan lowongan di luar negeri bagi lulusan SMK Indonesia, "
    "atau orang bagi suatu lowongan. Skor adalah rata-rata berbobot dari jawaban yang "
    "terdokumentasi atas apa yang diminta lowongan; putusan mendahuluinya, berasal dari aturan "
    "yang bertanggal dan bersumber, dan menyatakan apakah pasangan itu mungkin. Tidak ada kotak "
    "hitam: setiap skor adalah jumlah dari yang ditampilkan 'explain'. Bentuk kartu ini mengikuti "
    "Mitchell dkk. (2019).",
    "version": "versi paket",
    "as of": "per tanggal",
    "vacancies": "lowongan",
    "what": "hal",
    "value": "isi",
    "use": "Penggunaan yang dimaksud",
    "use 1": "Daftar pendek bagi petugas, sekolah, atau agensi, yang membaca alasannya dan "
    "memutuskan bersama orangnya.",
    "use 2": "Menemukan apa yang kurang pada seseorang atau suatu provinsi agar lebih banyak "
    "posisi terbuka.",
    "use 3": "Penelitian tentang bobot dan aturan, dengan penilaian sendiri.",
    "misuse": "Di luar cakupan",
    "misuse 1": "Memutuskan nasib seseorang tanpa manusia yang bertanggung jawab.",
    "misuse 2": "Membaca skor sebagai peluang diterima, lulus ujian, atau berhasil.",
    "misuse 3": "Membandingkan orang dengan skor dari lowongan yang berbeda, atau sebagai nilai "
    "seseorang.",
    "misuse 4": "Penduduk, negara, atau tanggal selain yang ada pada data, aturan, dan taksonomi "
    "di bawah; nasihat hukum.",
    "never": "Yang tidak pernah masuk ke skor",
    "never text": "Jenis kelamin, usia, tinggi, berat, provinsi, dan jenis sekolah tidak masuk ke "
    "skor; begitu pula syarat kesehatan atau penampilan, seperti tato. Data calon tidak punya "
    "kolom agama atau suku. Bila hukum, negara tujuan, atau pemberi kerja memintanya, hal itu "
    "menentukan putusan, yang dihitung di bawah; 'matcher removals' menunjukkan siapa yang gugur "
    "karenanya.",
    "factors": "Faktor",
    "factors text": "Hasil dapat berbeda menurut jenis kelamin, provinsi, disabilitas, dan jenis "
    "sekolah: lewat aturan, bobot, dokumen yang belum ada, dan apa yang dikenal taksonomi.",
    "no audit": "Tidak ada audit kelompok yang diberikan untuk kartu ini.",
    "audit": "Audit menurut kelompok, sebagaimana diberikan:",
    "weights": "Bobot dan pengaturan",
    "component": "komponen",
    "weight": "bobot",
    "default": "bawaan",
    "origin": "asalnya",
    "is default": "bawaan, dijelaskan dalam dokumentasi",
    "is chosen": "dipilih pengguna",
    "is learned": "dipelajari dari penilaian",
    "is locked": "{origin}; dikunci",
    "setting": "pengaturan",
    "rules": "Aturan",
    "rules text": "Aturan yang berlaku pada tanggal penilaian, per paket; sidik jari adalah awal "
    "SHA-256 dari paket.",
    "no packs": "Tidak ada paket aturan yang dipakai.",
    "pack": "paket",
    "pack version": "versi",
    "in force": "berlaku",
    "of rules": "dari aturan",
    "earliest": "yang tertua berlaku sejak",
    "recalled": "bukan kutipan",
    "fingerprint": "sidik jari",
    "taxonomy": "Taksonomi",
    "taxonomy text": "{concepts:,} konsep; {sources:,} sumber berbeda disebutkan, satu di tiap "
    "baris, beserta tingkat keyakinannya. Sidik jari: {digest}.",
    "kind": "jenis",
    "quoted": "dikutip",
    "derived": "diturunkan",
    "recalled rows": "dari ingatan",
    "assumed": "diandaikan",
    "codes": "Dengan kode dari: {codes}.",
    "data": "Data evaluasi",
    "data text": "Hanya jumlah; penilaiannya sendiri bukan bagian dari kartu ini.",
    "candidates": "calon dalam kohor",
    "judged candidates": "calon yang dinilai",
    "judges": "penilai",
    "grades": "nilai",
    "preferences": "pilihan",
    "pairs": "pasangan yang dinilai",
    "relevant": "pasangan yang relevan",
    "barred": "pasangan relevan yang berputusan BARRED",
    "combined": "Nilai beberapa penilai atas satu pasangan digabung menjadi {judges}; nilai "
    "dianggap relevan {level}.",
    "above 0": "bila di atas 0",
    "from": "mulai {level:g}",
    "by mean": "rata-ratanya",
    "by median": "mediannya",
    "by lowest": "yang terendah",
    "by highest": "yang tertinggi",
    "agreement": "Kesesuaian penilai tentang mana dari dua lowongan yang lebih baik: alfa "
    "Krippendorff {alpha} atas {shared:,} perbandingan, disebut {state}.",
    "no agreement": "Kesesuaian para penilai tidak diberikan untuk kartu ini.",
    "reliable": "andal",
    "tentative": "sementara",
    "weak": "lemah",
    "contradictory": "bertentangan",
    "unknown": "tidak diketahui",
    "metrics": "Ukuran",
    "metrics text": "Rata-rata atas calon yang dinilai dengan interval bootstrap (BCa) antar "
    "calon; selisih dengan uji pengacakan berpasangan, dikoreksi dalam satu tabel. Daftar kosong "
    "bernilai 0.",
    "tuning": "Bagaimana bobot dipelajari",
    "tuning text": "Sebagaimana diberikan:",
    "no tuning": "Tidak ada pembelajaran bobot yang diberikan untuk kartu ini.",
    "limits": "Batas dan peringatan",
    "limit 1": "Penilaian adalah pendapat tentang relevansi, bukan hasil: siapa yang diterima, "
    "berangkat, atau bertahan tidak diketahui di sini.",
    "limit 2": "Interval menunjukkan apa yang berubah dengan calon lain yang sejenis; bukan "
    "dengan penilai, tanggal, lowongan, atau provinsi lain.",
    "limit 3": "Yang tidak terbaca dari data dianggap tidak diketahui: dokumen yang belum ada "
    "menurunkan skor seperti kemampuan yang belum ada, kecuali bila 'possible' dilihat.",
    "limit 4": "Baris taksonomi dan aturan yang berasal dari ingatan atau pengandaian perlu "
    "diperiksa sebelum dijadikan sandaran.",
    "again": "Untuk mengulanginya",
    "again text": "Masukan, versi, dan pilihan yang sama menghasilkan kartu ini persis sama.",
    "lists": "daftar: k teratas, dan kedalaman",
    "chance": "penarikan ulang, seed, keyakinan, koreksi",
    "taxonomy digest": "taksonomi (SHA-256)",
    "sha": "{name} (SHA-256)",
}

CARD_WORDS: Mapping[Language, Words] = {"en": _ENGLISH, "id": _INDONESIAN}
