"""A small field of work as tables, for drawn records: few concepts, so that hits are frequent."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from matcher.tables import Row
from matcher.taxonomy.building import build_taxonomy

__all__ = ["FIELD", "rows"]

_TABLES = {
    "concepts": """
id,kind,label_en,label_id,scale,lead_months,note
skill:weld,skill,Joining metal,Menyambung logam,,,
skill:plate,skill,Plate seams,Kampuh pelat,,,
skill:pipe,skill,Pipe seams,Kampuh pipa,,4,
skill:torch,skill,Torch cutting,Potong nyala,,1,
skill:cook,skill,Cooking,Memasak,,0,
certificate:safety,certificate,Safety basics,Dasar keselamatan,,,
certificate:advanced,certificate,Safety advanced,Keselamatan lanjut,,,
certificate:quick,certificate,One-day course,Kursus sehari,,0,
language:japanese,language,Nihongo,Bahasa Nihongo,cefr,,
language:english,language,Inggris,Bahasa Inggris,cefr,,
language:jlpt,language,Proficiency test,Ujian kemahiran,jlpt,,language=language:japanese
language:jft,language,Foundation test,Ujian dasar,jft,,language=language:japanese
education:any,education,Any field,Semua jurusan,education,,
education:smk,education,Vocational school,Sekolah kejuruan,education,,
education:welding,education,Welding programme,Jurusan las,education,,
education:nursing,education,Nursing programme,Jurusan perawat,education,,
occupation:welder,occupation,Welder,Juru las,,,
occupation:pipe-welder,occupation,Pipe welder,Juru las pipa,,,
occupation:helper,occupation,Workshop helper,Pembantu bengkel,,,
document:passport,document,Passport,Paspor,,,
document:visa,document,Visa,Visa kerja,,2,
document:consent,document,Consent of the parents,Izin orang tua,,,
condition:no-tattoo,condition,No tattoo,Tidak bertato,,,
""",
    "aliases": "alias,language,concept,preferred",
    "codes": "concept,classification,code,title",
    "relations": """
subject,relation,object,weight
skill:plate,covers,skill:weld,
skill:pipe,covers,skill:plate,
certificate:advanced,covers,certificate:safety,
education:smk,covers,education:any,
education:welding,covers,education:smk,
education:nursing,covers,education:any,
occupation:pipe-welder,covers,occupation:welder,
skill:torch,near,skill:plate,0.6
occupation:helper,near,occupation:welder,0.5
education:welding,leads_to,occupation:welder,0.7
education:welding,implies,skill:weld,
education:smk,implies,skill:torch,
""",
    "validity": """
subject,months,note
certificate:advanced,6,
certificate:quick,never,
language:jft,12,
document:passport,,
skill:pipe,9,
""",
    "scales": """
scale,level,rank,cefr,aliases
cefr,A1,1,A1,
cefr,A2,2,A2,
cefr,B1,3,B1,
jlpt,N5,1,A1,
jlpt,N4,2,A2,
jlpt,N3,3,A2,
jlpt,N2,4,B1,
jft,A2,200,A2,
education,SMP,2,,
education,SLTA,3,,SMK
education,D3,6,,
""",
    "credit": """
scale,measure,threshold,credit
*,steps,1,0.5
*,steps,2,0.25
education,steps,1,0.25
months,ratio,0.75,0.75
months,ratio,0.5,0.5
jft,ratio,0.9,0.75
jft,ratio,0.75,0.5
""",
    "kinds": """
kind,scale,component,section,default_evidence,min_evidence,lead_months,label_en,label_id
occupation,,occupation,experience,document,subject_mark,,occupation,jabatan
experience,,experience,experience,document,subject_mark,,experience,pengalaman
skill,,skills,skills,self_report,subject_mark,2,skill,keterampilan
certificate,,certificates,certificates,document,subject_mark,3,certificate,sertifikat
language,,language,languages,test,subject_mark,3,language test,tes bahasa
language,cefr,language,languages,self_report,subject_mark,2,language,bahasa
education,,education,education,document,subject_mark,36,education,pendidikan
document,,,documents,document,document,1,document,dokumen
condition,,,conditions,self_report,self_report,,condition,kondisi
""",
    "countries": """
country,label_id,aliases,codes
Japan,Jepang,,
Singapore,Singapura,,
Closedland,Tanah Tutup,,
""",
}


def rows(table: str) -> Iterator[Row]:
    """The rows of a table by its name."""
    for number, cells in enumerate(csv.DictReader(StringIO(_TABLES[table].strip())), start=2):
        yield Row(table, number, {**cells, "source": "a test", "confidence": "derived"})


#: The field as a taxonomy.
FIELD = build_taxonomy(rows)
