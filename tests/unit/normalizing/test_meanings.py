"""Meanings: texts cut by small tables as rules say, and against every way of cutting; the table."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.frames import bare_parts
from matcher.normalizing.meanings import LANGUAGES, Cut, Meanings, default_meanings
from matcher.normalizing.stemming import stem_in
from matcher.normalizing.words import count_negations
from matcher.tables import Row, read_data_table

TABLE = tuple(read_data_table("data/meanings.csv", package="matcher.normalizing"))
KEYS = [row.text("meaning") for row in TABLE]


def row(meaning: str, **words: str) -> Row:
    return Row("made", 2, {"meaning": meaning, **dict.fromkeys(LANGUAGES, ""), **words})


def known(*rows: Row) -> Meanings:
    return Meanings.of(rows)


def cuts(meanings: Meanings, text: str) -> list[tuple[str, tuple[str, ...] | None]]:
    return [(part.words, part.meanings) for part in meanings.cut(fold(text))]


# --- words and expressions ---------------------------------------------------------------

PLAIN = known(
    row("weld", en="weld", id="las", ja="溶接", de="schweißen", ar="لحام"),
    row("post", en="posting", id="pos"),
    row("job", en="post;work", de="arbeit"),
    row("fireplace", en="open fire"),
    row("fire", en="fire"),
    row("lighter", en="open fire place"),
    row("room", ja="室", de="raum"),
    row("silent", en="with;of"),
)


@pytest.mark.parametrize("text", ["weld", "LAS", "溶接", "Schweißen", "لحام", "welders"])
def test_a_word_of_any_language_has_one_meaning(text: str) -> None:
    assert [meanings for _, meanings in cuts(PLAIN, text)] == [("weld",)]


def test_a_word_as_it_is_written_goes_before_its_stem() -> None:
    # All have the stem "post" in English.
    assert cuts(PLAIN, "posting") == [("posting", ("post",))]
    assert cuts(PLAIN, "post") == [("post", ("job",))]
    assert cuts(PLAIN, "posted") == [("posted", ("job", "post"))]


def test_a_stem_is_that_of_its_own_language() -> None:
    german = known(row("clean", de="reinigen"))
    assert cuts(german, "Reinigung") == [("reinigung", ("clean",))]
    assert cuts(known(row("clean", ja="reinigen")), "Reinigung") == [("reinigung", None)]


def test_an_expression_goes_before_its_words_and_the_longest_first() -> None:
    assert cuts(PLAIN, "open fire") == [("open fire", ("fireplace",))]
    assert cuts(PLAIN, "open fire place") == [("open fire place", ("lighter",))]
    assert cuts(PLAIN, "fire open") == [("fire", ("fire",)), ("open", None)]
    assert cuts(PLAIN, "an open fire work") == [
        ("an", None), ("open fire", ("fireplace",)), ("work", ("job",)),
    ]  # fmt: skip


def test_an_expression_is_known_by_its_stems() -> None:
    assert cuts(PLAIN, "opening fires") == [("opening fires", ("fireplace",))]
    torch = known(row("torch", en="welding torch"))
    assert cuts(torch, "welded torches") == [("welded torches", ("torch",))]


def test_several_meanings_stand_in_order_each_once() -> None:
    several = known(row("b", en="x;x"), row("a", id="x"), row("c", de="y"))
    assert cuts(several, "x") == [("x", ("a", "b"))]


def test_what_is_silent_alone_gives_nothing_and_beside_a_meaning_is_left_out() -> None:
    several = known(row("silent", en="of", de="art"), row("art", en="art"))
    assert cuts(several, "of") == []
    assert cuts(several, "of art of") == [("art", ("art",))]
    assert several.words["art"] == ("art",)


def test_what_is_silent_by_its_stem_is_silent_and_not_unknown() -> None:
    several = known(
        row("silent", en="doing work", de="lichträume"),
        row("light", de="licht"),
        row("room", de="raum"),
    )
    assert cuts(several, "doings worker") == []
    # Known as a whole, so that it is no compound.
    assert cuts(several, "Lichträumen") == []
    assert cuts(several, "Lichtraums") == []
    assert cuts(several, "Raumlicht") == [("raum", ("room",)), ("licht", ("light",))]


def test_a_stem_that_is_silent_in_one_language_means_what_it_does_in_another() -> None:
    several = known(row("silent", en="working"), row("book", de="worker"))
    assert cuts(several, "working") == cuts(several, "workings") == []
    assert cuts(several, "workern") == [("workern", ("book",))]


def test_an_expression_may_open_with_a_word_of_any_language() -> None:
    several = known(
        row("wireless", ja="無線LAN"), row("screen", ko="태블릿PC"), row("network", en="lan"),
        row("radio", ja="無線"), row("light", ar="ضوء أحمر"),
    )  # fmt: skip
    assert cuts(several, "無線LAN") == cuts(several, "無線 LAN") == [("無線 lan", ("wireless",))]
    assert cuts(several, "태블릿PC") == [("태블릿 pc", ("screen",))]
    assert [meanings for _, meanings in cuts(several, "ضوء أحمر")] == [("light",)]
    assert cuts(several, "無線 X LAN") == [
        ("無線", ("radio",)), ("x", None), ("lan", ("network",)),
    ]  # fmt: skip
    assert cuts(default_meanings(), "無線LAN") == [("無線 lan", ("wireless",))]


def test_arabic_is_known_with_what_is_written_with_it() -> None:
    for text in ("اللحام", "ولحام", "باللحام"):
        assert [meanings for _, meanings in cuts(PLAIN, text)] == [("weld",)]


def test_an_unknown_word_is_kept_without_a_meaning() -> None:
    assert cuts(PLAIN, "xyzzy las") == [("xyzzy", None), ("las", ("weld",))]


@given(
    st.lists(st.sampled_from(["weld", "of", "open", "fire", "place", "xyz", "溶接室"]), max_size=8)
)
def test_all_words_that_are_not_silent_stand_in_their_order(words: list[str]) -> None:
    spoken = "".join(word for word in words if word != "of")
    found = PLAIN.cut(" ".join(words))
    assert "".join(part.words for part in found).replace(" ", "") == spoken
    assert all(part.meanings != () for part in found)


@given(st.lists(st.sampled_from(["with", "of"]), max_size=60))
def test_nothing_is_left_of_silent_text(words: list[str]) -> None:
    assert PLAIN.cut(" ".join(words)) == []


# --- words without blanks ----------------------------------------------------------------

#: Letters that no frame begins or ends with, and none of which joins words.
SIGNS = "火水木金土"
NATIVE = st.text(SIGNS, min_size=1, max_size=8)
VOCABULARIES = st.lists(st.text(SIGNS, min_size=1, max_size=4), max_size=12, unique=True)


def splits(word: str) -> Iterator[tuple[str, ...]]:
    """Every way to write a word as parts."""
    if not word:
        yield ()
    for end in range(1, len(word) + 1):
        yield from ((word[:end], *rest) for rest in splits(word[end:]))


def best_split(word: str, words: frozenset[str]) -> list[Cut]:
    """The cuts that the rules ask for, found among all ways to split."""

    def cost(parts: tuple[str, ...]) -> tuple[int, int, tuple[int, ...]]:
        left = sum(part not in words for part in parts)
        return left, len(parts) - left, tuple(-len(part) for part in parts)

    allowed = (parts for parts in splits(word) if all(len(p) == 1 or p in words for p in parts))
    merged: list[Cut] = []
    for part in min(allowed, key=cost):
        meanings = (part,) if part in words else None
        if meanings is None and merged and merged[-1].meanings is None:
            merged[-1] = Cut(merged[-1].words + part, None)
        else:
            merged.append(Cut(part, meanings))
    return merged


@given(NATIVE, VOCABULARIES)
def test_a_native_word_is_cut_as_the_best_of_all_ways_is(word: str, vocabulary: list[str]) -> None:
    meanings = known(*(row(one, ja=one) for one in vocabulary))
    assert bare_parts(word) == (word,)
    assert meanings.cut(word) == best_split(word, frozenset(vocabulary))


@pytest.mark.parametrize(
    ("vocabulary", "parts"),
    [
        ("火;水木;木金土", "火 水 木金土"),
        ("火水;水木金;木金土", "火水 木金土"),
        ("火水木;木金土", "火水木 金土"),
        ("火;水;木;金;土;火水木金土", "火水木金土"),
        ("火;水;火水;木金;金土;木;土", "火水 木金 土"),
        ("木", "火水 木 金土"),
        # The longest first would be three.
        ("火水木;金;土;火水;木金土", "火水 木金土"),
    ],
)
def test_fewest_letters_are_left_then_parts_are_fewest_then_longest_first(
    vocabulary: str, parts: str
) -> None:
    meanings = known(*(row(one, ja=one) for one in vocabulary.split(";")))
    assert [part.words for part in meanings.cut("火水木金土")] == parts.split()


@pytest.mark.parametrize(("size", "is_known"), [(16, True), (17, False)])
def test_a_native_word_has_up_to_sixteen_signs(size: int, *, is_known: bool) -> None:
    long = ("火水木金土" * 4)[:size]
    first = known(row("long", ja=long)).cut(f"{long}溶")[0]
    assert (first == Cut(long, ("long",))) == is_known


def test_letters_beside_each_other_that_are_left_over_stay_together() -> None:
    meanings = known(row("room", ja="室"), row("silent", ja="業"))
    assert cuts(meanings, "火水室木金") == [("火水", None), ("室", ("room",)), ("木金", None)]
    assert cuts(meanings, "火業水") == [("火", None), ("水", None)]


@given(st.text("溶接床清掃夜勤入浴の介助な方経験可能を용접작업的", min_size=1, max_size=20))
def test_all_cuts_together_are_the_bare_parts_in_order(word: str) -> None:
    meanings = known(
        row("weld", ja="溶接", ko="용접"), row("floor", ja="床"), row("work", ko="작업")
    )
    found = meanings.cut(word)
    assert "".join(part.words for part in found) == "".join(bare_parts(word))


# --- German compounds --------------------------------------------------------------------

GERMAN = known(
    row("work", de="arbeit;arbeiten"),
    row("place", de="platz"),
    row("light", de="licht"),
    row("weld", de="schweißen;schweiß"),
    row("nurse", de="pflege;pfleger"),
    row("clean", de="reinigung"),
    row("room", de="raum;räume"),
    row("short", de="ab"),
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Arbeitsplatz", "arbeit platz"),
        ("Arbeitplatz", "arbeit platz"),
        ("Raumpflege", "raum pflege"),
        ("Raumpflegern", "raum pflegern"),
        ("Reinigungsarbeiten", "reinigung arbeiten"),
        ("Arbeitsplatzreinigung", "arbeit platz reinigung"),
        ("Schweissarbeitsplatzreinigung", "schweiss arbeit platz reinigung"),
        # One part is not known: the longest known end or beginning and what is left.
        ("Xyzzypflege", "xyzzy pflege"),
        ("Reinigungxyzzy", "reinigung xyzzy"),
        # Too much or too little would be left, or the known part is short.
        ("Xyzpflege", "xyzpflege"),
        ("Xyzzyraum", "xyzzyraum"),
        ("Abpflege", "abpflege"),
        # More parts than a compound has.
        ("Lichtraumlichtraumlichtraum", "licht raumlichtraumlichtraum"),
    ],
)
def test_a_compound_is_cut_where_all_of_it_or_one_side_is_known(word: str, parts: str) -> None:
    assert [part.words for part in GERMAN.cut(fold(word))] == parts.split()


@pytest.mark.parametrize(
    ("vocabulary", "parts"),
    [
        ("licht;raum;lichtraum;pflege", "lichtraum pflege"),
        ("licht;raum;raumpflege", "licht raumpflege"),
        # The longest first would be three.
        ("lichtraum;licht;raumpfl;pfl;ege;raumpflege", "licht raumpflege"),
    ],
)
def test_a_compound_has_the_fewest_parts(vocabulary: str, parts: str) -> None:
    meanings = known(*(row(one, de=one) for one in vocabulary.split(";")))
    assert [part.words for part in meanings.cut("lichtraumpflege")] == parts.split()


def test_each_part_of_a_compound_means_what_it_means_alone() -> None:
    assert cuts(GERMAN, "Arbeitsplatz") == [("arbeit", ("work",)), ("platz", ("place",))]
    assert cuts(GERMAN, "Xyzzypflege") == [("xyzzy", None), ("pflege", ("nurse",))]


def test_a_compound_of_the_table_is_not_cut() -> None:
    both = known(
        row("workplace", de="arbeitsplatz"), row("work", de="arbeit"), row("p", de="platz")
    )
    assert cuts(both, "Arbeitsplatz") == [("arbeitsplatz", ("workplace",))]


def test_other_languages_make_no_compounds() -> None:
    english = known(row("work", en="arbeit"), row("place", en="platz"))
    assert cuts(english, "arbeitsplatz") == [("arbeitsplatz", None)]


PARTS = ("abc", "abcd", "bca", "cabs", "sab", "ens", "nabc")
STEMS = frozenset(stem_in("de", part) for part in PARTS)
JOINERS = ("", "s", "n", "en", "es", "er", "e")


def compounds(word: str, most: int) -> Iterator[tuple[str, ...]]:
    """Every way to write a word as parts of a compound; only the last may have an ending."""
    if word in PARTS or (len(word) > 2 and stem_in("de", word) in STEMS):
        yield (word,)
    for part in PARTS:
        for joiner in JOINERS:
            if most > 1 and word.startswith(part + joiner):
                rest = word[len(part + joiner) :]
                yield from ((part, *others) for others in compounds(rest, most - 1))


@given(st.lists(st.sampled_from([*PARTS, *JOINERS]), min_size=2, max_size=8).map("".join))
def test_a_compound_has_as_few_parts_as_any_way_to_cut_it(word: str) -> None:
    meanings = known(*(row(part, de=part) for part in PARTS))
    ways = list(compounds(word, 4))
    found = tuple(part.words for part in meanings.cut(word))
    if len(word) >= 7 and ways:
        assert found in ways
        assert len(found) == min(map(len, ways))
    else:
        assert "".join(found) == word


# --- any text ----------------------------------------------------------------------------


@given(st.text(max_size=60))
def test_any_text_is_cut_and_always_alike(text: str) -> None:
    first = default_meanings().cut(fold(text))
    assert first == default_meanings().cut(fold(text))
    assert all(part.words and part.meanings != () for part in first)


@given(st.text(max_size=30))
def test_any_text_at_all_is_cut_by_any_table(text: str) -> None:
    # What is not folded has letters that no table has.
    found = PLAIN.cut(text)
    assert all(part.words for part in found)


@given(st.lists(st.sampled_from(["weld", "溶接", "Schweißraum", "of", "xyz", "open"]), max_size=3))
def test_a_table_in_another_order_means_the_same(words: list[str]) -> None:
    rows = [row("b", en="x", de="raum"), row("a", en="x", ja="溶接"), row("c", de="schweiß")]
    text = fold(" ".join([*words, "x"]))
    assert known(*rows).cut(text) == known(*reversed(rows)).cut(text)


def test_a_remembered_word_is_that_of_its_own_table() -> None:
    one, other = known(row("a", en="las")), known(row("b", en="las"))
    assert [cuts(meanings, "las") for meanings in (one, other, one)] == [
        [("las", ("a",))], [("las", ("b",))], [("las", ("a",))],
    ]  # fmt: skip


class CountedParts(frozenset[str]):
    """Parts of compounds that count how often they are asked for."""

    asked = 0

    def __contains__(self, word: object) -> bool:
        self.asked += 1
        return super().__contains__(word)


class CountedWords(dict[str, tuple[str, ...]]):
    """Words that count how often they are asked for."""

    asked = 0

    def __contains__(self, word: object) -> bool:
        self.asked += 1
        return super().__contains__(word)


def asked_of(meanings: Meanings, word: str) -> int:
    """How often the table is asked to cut a word."""
    parts, words = CountedParts(meanings.compounding), CountedWords(meanings.words)
    Meanings(words, meanings.stems, meanings.openers, parts).entry(word)
    return parts.asked + words.asked


#: Every place may be the end of a part here, with and without what joins parts.
MANY = known(*(row(str(size), de=size * "e") for size in range(3, 30)))


@pytest.mark.parametrize("size", [20, 40, 60])
def test_a_compound_with_many_ways_to_cut_it_takes_work_in_the_square_of_its_length(
    size: int,
) -> None:
    assert asked_of(MANY, (size - 1) * "e" + "x") <= 2 * size * size


@pytest.mark.parametrize("size", [61, 1_000, 100_000])
def test_a_longer_word_is_no_compound(size: int) -> None:
    assert asked_of(MANY, (size - 1) * "e" + "x") == 0
    assert MANY.cut((size - 1) * "e" + "x") == [Cut((size - 1) * "e" + "x", None)]


@pytest.mark.parametrize("part", ["火", "火水木", "溶"])
def test_a_native_word_takes_work_in_its_length(part: str) -> None:
    meanings = known(row("fire", ja="火"), row("both", ja="火水"), row("weld", ja="溶接"))
    short, long = (asked_of(meanings, part * (size // len(part))) for size in (300, 3_000))
    assert long <= 11 * short


# --- the package's table -----------------------------------------------------------------


def items(*, silent: bool = False) -> Iterator[tuple[str, str, str]]:
    """The words of the table that are silent, or those that are not, with meaning and language."""
    for one in TABLE:
        if (one.text("meaning") == "silent") == silent:
            for language in LANGUAGES:
                yield from ((one.text("meaning"), language, word) for word in one.items(language))


def test_every_row_of_the_table_names_its_source() -> None:
    for one in TABLE:
        one.check()


def test_meanings_are_keys_each_once_and_in_order() -> None:
    assert [key for key in KEYS if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key)] == []
    assert [key for key, count in Counter(KEYS).items() if count > 1] == []
    assert sorted(KEYS) == KEYS
    assert "silent" in KEYS


def test_the_table_has_the_languages_of_the_package_and_no_other_column() -> None:
    assert list(TABLE[0].cells) == ["meaning", *LANGUAGES, "source", "confidence"]


def test_every_row_has_a_word_and_none_twice_in_a_cell() -> None:
    for one in TABLE:
        words = [one.items(language) for language in LANGUAGES]
        assert any(words), one.text("meaning")
        assert [word for cell in words for word, count in Counter(cell).items() if count > 1] == []


def test_no_word_of_the_table_folds_to_nothing_or_holds_what_parts_cells() -> None:
    words = [*items(), *items(silent=True)]
    assert [one for one in words if not fold(one[2]) or "," in one[2] or "|" in one[2]] == []


def test_a_word_of_the_table_is_no_longer_than_what_is_looked_up() -> None:
    folded = {fold(word) for _, _, word in [*items(), *items(silent=True)]}
    assert [word for word in folded if len(word.split()) > 3] == []
    runs = {run for word in folded for run in word.split() if is_native(run)}
    assert [run for run in runs if len(run) > 16] == []


def test_no_word_of_the_table_denies_but_silent_ones() -> None:
    assert [one for one in items() if count_negations(fold(one[2]))] == []


def test_a_word_of_one_sign_is_native_or_a_number() -> None:
    short = [(one, fold(one[2])) for one in items()]
    assert [
        one for one, word in short if len(word) == 1 and not is_native(word) and word.isascii()
        and not word.isdigit()
    ] == []  # fmt: skip


def test_a_word_of_the_table_means_what_its_row_says() -> None:
    words = default_meanings().words
    assert [one for one in items() if one[0] not in words[fold(one[2])]] == []


def test_what_is_silent_is_silent_or_means_more() -> None:
    words = default_meanings().words
    assert all("silent" not in words[fold(word)] for _, _, word in items(silent=True))
    assert default_meanings().cut("dari yang of the") == []


@pytest.mark.parametrize("text", ["las", "welding", "溶接", "용접", "Schweißen", "لحام"])
def test_plain_words_of_all_languages_meet(text: str) -> None:
    assert [meanings for _, meanings in cuts(default_meanings(), text)] == [("weld",)]
