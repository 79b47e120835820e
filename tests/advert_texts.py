"""Texts for the laws of reading adverts: arbitrary ones, and ones made of the words of adverts."""

from hypothesis import strategies as st

_WORDS = (
    "usia|umur|min|max|maks.|minimal|tidak lebih dari|di atas|s/d|s.d|-|–|~|\u301c|+|tahun|th|"
    "歳|以上|未満|만|세|L|P|pria|wanita|L/P|Laki - laki|TB|BB|TB/BB|"
    "tinggi badan|berat badan|cm|m|kg|ideal|"
    "bebas|hepatitis|kelahiran|lahir|Juni|3 Juni 1985|2007-06-04|NT$|Rp|RM|US$|¥|juta|ribu|万|/bln|"
    "/ jam|komisi|UMR Taiwan|orang|lulus|proses|belum|bukan|tidak|non|diutamakan|wajib|SMA/SMK|D3|"
    "atau|dan|,|.|/|(|)|18|20|35|155|165|1,65|21.009|28,590|1.234,5|300,00|0|-5|99999|"
    "令和8年3月31日|2026年3月|12/31/2026|perawat|kontrak|1/1/0000|9999-12-31"
)

_made = st.lists(st.sampled_from(_WORDS.split("|")), max_size=25).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda blank: blank.join(words)[:200])
)

#: Texts of up to 200 characters.
advert_texts = st.one_of(st.text(max_size=200), _made)

_REPEATED = (
    "1|1.|1,1|1-|-| |a|tidak |min |L |18-|(|()|/|a/|歳|不|SMA/|Rp|1 juta |"
    "lahir |1.1.|s/d |1/1/|"
    "tb |000000000.|\u3000|non|,|pria 20-35 |3 Juni |juni|\u0301"
)
#: Texts on which a pattern that goes back over what it has read would take minutes.
LONG_TEXTS = tuple((piece * 10_000)[:10_000] for piece in _REPEATED.split("|"))
