"""The normalizer: every name to its concept, everything else to nothing."""

import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.normalizing import Normalizer, Resolution
from matcher.taxonomy import Taxonomy, default_taxonomy

NORMALIZER = Normalizer()
LABELS = default_taxonomy().labels
NAMES = sorted({label.text for label in LABELS})
NOISE = st.sampled_from(["min. {}", "{} (wajib)", "{}", "x{}", "{} / welder", "bukan {}", "{} zzz"])
TEXTS = st.one_of(
    st.sampled_from(NAMES),
    st.tuples(NOISE, st.sampled_from(NAMES)).map(lambda drawn: drawn[0].format(drawn[1])),
    st.text(max_size=30),
)
KINDS = st.none() | st.sets(
    st.sampled_from(["skill", "occupation", "language", "education"]), min_size=1
)


def resolved(text: str, *kinds: str) -> str | None:
    return NORMALIZER.resolve(text, kinds=kinds or None).id


# --- laws ----------------------------------------------------------------------------------


def test_every_label_and_alias_resolves_to_its_own_concept_within_its_kind() -> None:
    kinds = {label.concept.partition(":")[0] for label in LABELS}
    wrong = []
    for kind in kinds:
        own = [label for label in LABELS if label.concept.startswith(f"{kind}:")]
        found = NORMALIZER.resolve_many([label.text for label in own], kinds=[kind])
        wrong += [
            (label, result.id)
            for label, result in zip(own, found, strict=True)
            if result.id != label.concept or result.confidence != 1
        ]
    assert wrong == []


@given(st.lists(TEXTS, max_size=6), KINDS)
def test_a_batch_equals_its_texts_alone(texts: list[str], kinds: set[str] | None) -> None:
    alone = [NORMALIZER.resolve(text, kinds=kinds) for text in texts]
    assert NORMALIZER.resolve_many(texts, kinds=kinds) == alone
    assert NORMALIZER.resolve_many([*texts, *texts], kinds=kinds) == [*alone, *alone]


@given(TEXTS, KINDS)
def test_a_resolution_is_sound(text: str, kinds: set[str] | None) -> None:
    found = NORMALIZER.resolve(text, kinds=kinds)
    assert found.text == text
    assert found.abstained == (found.id is None) == (found.method == "abstained")
    if found.id is None:
        assert (found.label, found.kind, found.confidence) == (None, None, 0.0)
        assert kinds is None or {hit.kind for hit in found.candidates} <= kinds
        return
    concept = default_taxonomy()[found.id]
    assert (found.kind, found.label) == (concept.kind, concept.label_en)
    assert kinds is None or found.kind in kinds
    assert NORMALIZER.threshold <= found.confidence <= 1


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_and_blanks_change_nothing(name: str, change: object) -> None:
    assert callable(change)
    noisy = f"  {change(name).replace(' ', '   ')}\t"
    assert resolved(noisy) == resolved(name)


@given(
    st.sampled_from(NAMES),
    st.sampled_from(
        ["bukan {}", "tidak {}", "tanpa {}", "not {}", "no {}", "without {}", "{} tidak wajib",
         "{} (tidak diperlukan)", "{}: not required", "{} - tidak perlu", "selain {}", "belum {}"]
    ),
)  # fmt: skip
@example("20kg 이상 들 수 있는 자", "tanpa {}")
@example("20kg 이상 들 수 있는 자", "{} tidak wajib")
def test_a_negated_name_never_resolves_to_what_is_negated(name: str, negated: str) -> None:
    found = NORMALIZER.resolve(negated.format(name))
    assert found.id != resolved(name) or found.method == "exact" or found.confidence == 1


@given(st.sampled_from(sorted(default_taxonomy().concepts)))
def test_an_id_resolves_to_itself(concept: str) -> None:
    assert NORMALIZER.resolve(concept).method == "id"
    assert resolved(f" {concept} ") == concept


@given(st.sampled_from(NAMES))
def test_restricting_to_the_kind_that_was_found_changes_nothing(name: str) -> None:
    found = NORMALIZER.resolve(name)
    assert found.kind is not None
    assert NORMALIZER.resolve(name, kinds=[found.kind]) == found


@given(st.text(min_size=1001, max_size=1100))
def test_a_text_that_is_too_long_names_nothing(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


# --- cases ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("las SMAW 3G", "skill:smaw-3g"),
        ("Las S.M.A.W (3-G)", "skill:smaw-3g"),
        ("memiliki sertifikat las SMAW 3G", "skill:smaw-3g"),
        ("TKR", "education:teknik-kendaraan-ringan"),
        ("Teknik Pengelasan-K13-rev", "education:teknik-pengelasan"),
        ("SMK Teknik Pengelasan", "education:teknik-pengelasan"),
        ("JPLT N4", "language:jlpt"),
        ("JFT-Basic >=200/250", "language:jft-basic"),
        ("TOPIK 2", "language:topik"),
        ("HSK 3", "language:hsk"),
        ("Goethe B1", "language:goethe"),
        ("min. IELTS 5.0", "language:ielts"),
        ("Bahasa Jerman minimal tingkat B1", "language:german"),
        ("CO2용접", "skill:fcaw"),
        ("welder Taiwan", "occupation:welder"),
        ("Welder - min. 2 tahun", "occupation:welder"),
        ("Caregiver (tanpa pengalaman)", "occupation:caregiver"),
        ("lowongan: caregiver", "occupation:caregiver"),
        ("caregver / welder", "occupation:welder"),
        ("careggiver", "occupation:caregiver"),
        ("tidak bertato", "condition:no-tattoo"),
    ],
)
def test_a_text_resolves(text: str, concept: str) -> None:
    assert resolved(text) == concept


@pytest.mark.parametrize(
    ("text", "method", "confidence"),
    [
        ("skill:smaw-3g", "id", 1.0),
        ("welder", "exact", 1.0),
        ("TKR", "alias", 1.0),
        ("min. welder", "exact", 0.95),
        ("JPLT N4", "alias", 0.95),
        ("welder; zzz", "exact", 0.9),
        ("zzz", "abstained", 0.0),
    ],
)
def test_a_resolution_says_how_sure_it_is(text: str, method: str, confidence: float) -> None:
    found = NORMALIZER.resolve(text)
    assert (found.method, found.confidence) == (method, confidence)


def test_a_similar_label_is_less_sure_than_a_name() -> None:
    found = NORMALIZER.resolve("careggiver")
    assert found.method == "similar"
    assert 0.8 <= found.confidence < 0.95


@pytest.mark.parametrize("text", ["", " ", "\t\n", "---", "?!", "　"])
def test_a_text_of_nothing_names_nothing(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


@pytest.mark.parametrize(
    "text",
    [
        "platform", "Tform", "lasagna", "kelas", "plasma", "seesaw", "migran", "tigris", "magang",
        "cookies", "bookkeeping", "nursery", "career", "cares", "driveway", "carpet", "welded",
        "printer", "waitress station bell", "farmasi klinik rumah", "butchered", "soldering iron",
    ],
)  # fmt: skip
def test_a_name_inside_another_word_is_not_found(text: str) -> None:
    found = NORMALIZER.resolve(text)
    assert found.method in ("abstained", "exact", "alias")


@pytest.mark.parametrize(
    "text",
    ["las SMAW 9G", "JLPT N9", "SMAW 3GG", "visa E-99", "TOPIK IX", "GMAW 3G SMAW"],
)
def test_another_level_position_or_process_is_not_found(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


@pytest.mark.parametrize(
    "text",
    [
        "bukan welder", "non-welder", "without passport", "tanpa sertifikat las SMAW 3G",
        "日本語不問", "日本語:不問", "介護経験不問", "Bahasa Inggris (tidak wajib)", "bertato",
        "English; not required", "tidak (bisa) berenang", "belum punya paspor", "takut ketinggian",
        "tanpa pengalaman las", "no experience in welding", "JLPT N4, belum lulus",
        "gagal JLPT N4", "tidak tanpa kacamata",
    ],
)  # fmt: skip
def test_what_is_negated_is_not_had(text: str) -> None:
    assert NORMALIZER.resolve(text).abstained


#: Titles and phrases of other trades, written for this test.
DECOYS = [
    "kepala seksi pajak", "data scientist", "notaris", "pengacara perdata", "analis kredit bank",
    "chief financial officer", "company culture is diverse", "we value open minds",
    "investment banker", "auditor internal", "teller bank", "hakim pengadilan agama",
    "dosen filsafat", "guru besar ekonomi", "kurator museum", "wartawan politik", "penyair",
    "direktur utama", "komisaris independen", "staf ahli gubernur", "duta besar", "bupati",
    "peneliti vaksin", "ahli bedah saraf", "psikiater anak", "apoteker rumah obat",
    "blockchain evangelist", "scrum master", "site reliability lead", "UX researcher",
    "kubernetes platform owner", "growth hacker", "SEO specialist agency", "brand ambassador",
    "pialang saham", "aktuaris", "penilai properti", "manajer investasi", "konsultan hukum",
    "penerjemah tersumpah", "sommelier tasting club", "stand-up comedian", "pilot drone balap",
    "astronom", "ahli nujum", "arkeolog bawah air", "pendeta", "imam masjid", "atlet catur",
    "pelatih basket putra daerah", "host live streaming", "selebgram", "agen properti",
    "tenaga penjual polis", "petugas sensus", "pegawai bea cukai", "jaksa penuntut umum",
    "statistician", "tax consultant", "equal opportunity employer", "gaji kompetitif dan bonus",
    "lingkungan kerja yang nyaman", "kantor pusat di Jakarta Selatan", "法務部長", "会計士",
    "변호사", "稅務員",
]  # fmt: skip


def test_at_least_95_of_100_foreign_texts_name_nothing() -> None:
    found = [result for result in NORMALIZER.resolve_many(DECOYS) if not result.abstained]
    assert len(found) <= 0.05 * len(DECOYS), found


# --- the caller ----------------------------------------------------------------------------


def test_what_is_no_text_is_refused_with_its_position() -> None:
    with pytest.raises(InputError, match="position 1 is float, not str"):
        NORMALIZER.resolve_many(["welder", float("nan")])  # type: ignore[list-item]
    with pytest.raises(InputError, match="position 0 is NoneType"):
        NORMALIZER.resolve(None)  # type: ignore[arg-type]


def test_one_text_is_no_list() -> None:
    with pytest.raises(InputError, match="instead of a list"):
        NORMALIZER.resolve_many("welder")


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'skill'"):
        NORMALIZER.resolve("welder", kinds=["skil"])


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_outside_0_and_1_is_refused(threshold: float) -> None:
    with pytest.raises(InputError, match="threshold"):
        Normalizer(threshold=threshold)


def test_a_normalizer_cannot_be_changed_and_says_what_it_is() -> None:
    with pytest.raises(AttributeError):
        NORMALIZER.threshold = 0.1  # type: ignore[misc]
    assert repr(Normalizer(Taxonomy.from_labels(["a"], ["welder"]), threshold=0.9)) == (
        "<Normalizer: <Taxonomy: 1 concepts, 1 labels>, threshold 0.9>"
    )


def test_a_cue_narrows_the_kinds_and_never_widens_them() -> None:
    assert resolved("lulusan TKR") == "education:teknik-kendaraan-ringan"
    assert resolved("lulusan TKR", "occupation") is None


def test_a_taxonomy_with_kinds_of_its_own_is_not_narrowed_by_cues() -> None:
    taxonomy = Taxonomy.from_labels(["a"], ["Zahnarzthelfer"])
    assert Normalizer(taxonomy).resolve("pengalaman Zahnarzthelfer").id == "a"


def test_an_empty_taxonomy_abstains() -> None:
    assert Normalizer(Taxonomy.from_labels([], [])).resolve("welder").abstained


def test_a_higher_threshold_abstains_more() -> None:
    assert Normalizer(threshold=0.99).resolve("careggiver").abstained
    assert Normalizer(threshold=0.99).resolve("caregiver").id == "occupation:caregiver"


def test_threads_share_a_normalizer() -> None:
    fresh = Normalizer()
    texts = ["careggiver", "JPLT N4", "zzz", "las SMAW 3G"] * 5
    answers: list[list[Resolution]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(fresh.resolve_many(texts))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [NORMALIZER.resolve_many(texts)] * 4
