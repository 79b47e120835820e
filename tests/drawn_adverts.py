"""Adverts drawn at random: made of the parts of adverts, or of arbitrary letters."""

from hypothesis import strategies as st

from advert_texts import advert_texts

_PARTS = (
    "LOKER TAIWAN|Syarat:|Tugas:|Requirements|【歓迎】|Nilai plus:|Berkas: KTP, SKCK|usia 20-35 th|"
    "P 155 up, L 165 up|TB 160 cm / BB 50 kg|bisa las SMAW 3G|mandiin pasien (akan diajari)|"
    "Gaji NT$ 28.590/bln|kontrak 3 tahun|Butuh 12 P + 4 L|25 pax|bukan sopir truk|"
    "No English needed|"
    "bahasa Jepang N4 atau A2|lulusan SMK jurusan otomotif diutamakan|SKCK, paspor|"
    "boleh menyusul|"
    "Hub. P3MI Contoh|日本語はN4程度|型枠を組む、鉄筋を結ぶ。|運転免許は不要です|tidak bertato|"
    "pengalaman 2 tahun|min. 24 bulan|5,5 juta|1.800.000|-|•|1.|a)|◆|/|(|)|,|;|:"
)
_lines = st.lists(
    st.lists(st.sampled_from(_PARTS.split("|")), max_size=6).flatmap(
        lambda parts: st.sampled_from([" ", ", ", ". ", ""]).map(lambda mark: mark.join(parts))
    ),
    max_size=8,
)

#: Texts of some lines, with every kind of break between lines.
drawn_adverts = st.one_of(
    _lines.flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\u2028", " "]).map(
            lambda end: end.join(lines)
        )
    ),
    advert_texts,
)
