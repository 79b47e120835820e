"""Writes a small folder of taxonomy tables, as a user would keep one."""

from collections.abc import Mapping
from pathlib import Path

__all__ = ["TABLES", "write_tables"]

TABLES: Mapping[str, str] = {
    "concepts/skills": """
id,kind,label_en,label_id,scale,lead_months,note
skill:smaw,skill,SMAW,Las SMAW,,,
skill:welding,skill,Welding,Pengelasan,,,
skill:brazing,skill,Brazing,Pematrian,,,
""",
    "concepts/others": """
id,kind,label_en,label_id,scale,lead_months,note
education:steel,education,Steel,Teknik Las,education,,
occupation:welder,occupation,Welder,Juru las,,,
""",
    "aliases": """
alias,language,concept,preferred
stick welding,en,skill:smaw,
las,id,skill:welding,
""",
    "relations": """
subject,relation,object,weight
skill:smaw,covers,skill:welding,
skill:smaw,near,skill:brazing,.4
education:steel,implies,skill:welding,
education:steel,leads_to,occupation:welder,.8
occupation:welder,uses,skill:smaw,
""",
    "codes": """
concept,classification,code,title
occupation:welder,ISCO-08,7212,Welders and flame cutters
""",
    "scales": """
scale,level,rank,cefr,aliases
education,SLTA,3,,SMA;SMK
""",
    "credit": """
scale,measure,threshold,credit
*,steps,1,0.5
""",
    "kinds": """
kind,scale,component,section,default_evidence,min_evidence,lead_months,label_en,label_id
skill,,skills,skills,self_report,subject_mark,3,skill,keterampilan
education,,education,education,document,subject_mark,36,education,pendidikan
occupation,,occupation,experience,document,subject_mark,,occupation,jabatan
""",
    "countries": """
country,label_id,aliases,codes
Japan,Jepang,,
""",
}


def write_tables(folder: Path, **more: str) -> Path:
    """The folder with the tables in it; `more` adds lines to a table by its name (/ written __)."""
    added = {name.replace("__", "/"): lines for name, lines in more.items()}
    for name, text in TABLES.items():
        header, *lines = f"{text.strip()}\n{added.get(name, '')}".strip().splitlines()
        path = folder / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [f"{header},source,confidence", *(f"{line},a test,derived" for line in lines)]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
