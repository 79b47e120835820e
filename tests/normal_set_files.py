"""Tiny made-up sets in the formats of those that the normalizer is measured with."""

import csv
from collections.abc import Sequence
from pathlib import Path

SHELVES = ("shelf builder", "shelf builders", "maker of shelves")
KITES = ("kite flyer", "kite pilot")
URI = "http://data.europa.eu/esco/occupation/"


def write_sets(folder: Path) -> Path:
    """Write every set into a folder, which is given back."""
    for name in ("usa_q_en_c_en", "esp_q_es_c_es", "prt_q_pt_c_pt"):
        forms = [f"C1_xx_00{place}\t{form}" for place, form in enumerate(SHELVES)]
        forms += [f"C2_xx_00{place}\t{form}" for place, form in enumerate(KITES)]
        melo = folder / "melo" / name
        write(melo / "corpus_elements.tsv", "\n".join(forms) + "\n")
        write(melo / "queries.tsv", 'Q1\tbuilder "of" shelf\nQ2\tkite pilots\nQ3\tnobody\n')
        write(
            melo / "annotations.tsv",
            "Q1\t0\tC1_xx_000\t1\nQ1\t0\tC1_xx_001\t1\nQ2\t0\tC2_xx_000\t1\n",
        )
    judged = folder / "talentclef25A" / "english"
    write(judged / "corpus_elements", "c_id\tjobtitle\n1\tkite pilot\n2\tkite tester\n3\tbaker\n")
    write(judged / "queries", "q_id\tjobtitle\n7\tkite flyer\n8\tmoon walker\n")
    write(judged / "qrels.tsv", "7\t0\t1\t1\n7\t0\t2\t1\n7\t0\t3\t0\n")
    write_kbji(folder / "kbji_titles")
    write_esco(folder)
    skills = folder / "skillbench"
    write(skills / "skills_en_label.txt", "fly kites\nbuild shelves\n")
    for file in ("tech_test", "tech_validation", "house_validation"):
        write_rows(skills / f"{file}_annotations.csv", [
            {"span": "flying big kites", "sub_span": "flying kites", "label": "fly kites"},
            {"span": "shelves", "sub_span": "", "label": "build shelves"},
            {"span": "shelves", "sub_span": "", "label": "fly kites"},
            {"span": "smart", "sub_span": "", "label": "LABEL NOT PRESENT"},
        ])  # fmt: skip
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_rows(path: Path, rows: Sequence[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def write_kbji(folder: Path) -> None:
    write_rows(
        folder / "corpus_kode4.csv",
        [
            {"code": "0001", "judul": "Pembuat Rak", "uraian_tanpa_contoh": "Membuat papan"},
            {"code": "0002", "judul": "Penerbang Layang", "uraian_tanpa_contoh": "Menerbangkan"},
        ],
    )
    write_rows(
        folder / "corpus_kode6.csv",
        [{"kode": "0001.01", "code": "0001", "judul": "Pembuat Rak Kayu"}],
    )
    pairs = (("pembuat-rak KAYU", "0001"), ("tukang rak", "0001"), ("tukang rak", "0002"))
    rows = [{"title": title, "code": code, "source": "contoh"} for title, code in pairs]
    write_rows(folder / "queries.csv", [*rows, rows[-1]])


def write_esco(folder: Path) -> None:
    columns = ("conceptUri", "preferredLabel", "altLabels", "description")
    rows = (
        (f"{URI}a", SHELVES[0], "\n".join(SHELVES[1:]), "Cuts boards."),
        (f"{URI}b", KITES[0], KITES[1], "Holds a line in the wind."),
    )
    write_rows(
        folder / "esco" / "occupations_en.csv",
        [dict(zip(columns, row, strict=True)) for row in rows],
    )
    titles = [("SHELF HERO", "a"), ("shelf hero!", "a"), ("wind captain", "b"), ("wind boss", "b")]
    titles += [(f"kite person {place}", "b") for place in range(12)] + [("gone", "elsewhere")]
    write_rows(
        folder / "jobbert_norm" / "titles.csv",
        [
            {"": str(place), "vacancyTitle": title, "conceptUri": f"{URI}{concept}"}
            for place, (title, concept) in enumerate(titles)
        ],
    )
