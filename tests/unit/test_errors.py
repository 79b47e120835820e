"""Errors keep their facts as fields and say what to do."""

import pytest

from matcher.errors import (
    CellError,
    DataTableError,
    InputError,
    MatcherError,
    MissingExtra,
    UnknownName,
    UnusableIndex,
)


def test_an_input_error_says_what_was_found_and_what_to_do() -> None:
    error = InputError("The file is empty.", repair="Export it again.")
    assert str(error) == "The file is empty. Export it again."
    assert (error.found, error.repair) == ("The file is empty.", "Export it again.")


def test_a_cell_error_keeps_the_text_of_the_cell() -> None:
    error = CellError("N9", "'N9' is no level.", repair="Write N5 to N1.")
    assert str(error) == "'N9' is no level. Write N5 to N1."
    assert (error.value, error.reason, error.repair) == (
        "N9",
        "'N9' is no level.",
        "Write N5 to N1.",
    )


def test_an_unknown_name_suggests_the_nearest_known_one() -> None:
    error = UnknownName("component", "skils", known=["language", "skills"])
    assert str(error) == "No component 'skils'. Did you mean 'skills'?"
    assert (error.what, error.name, error.known) == ("component", "skils", ("language", "skills"))


def test_a_name_among_those_not_to_be_told_comes_with_the_repair_alone() -> None:
    error = UnknownName("candidate", "ana", repair="Give the Candidate itself.")
    assert str(error) == "No candidate 'ana'. Give the Candidate itself."
    assert error.known == ()


def test_an_unknown_name_unlike_any_other_lists_the_known_ones_in_order() -> None:
    error = UnknownName("column", "zzz", known=["b", "a"])
    assert str(error) == "No column 'zzz'. Known: a, b."


def test_an_unknown_name_lists_twelve_known_ones_in_full() -> None:
    error = UnknownName("column", "zzz", known=map(str, range(10, 22)))
    assert str(error).endswith("Known: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21.")


def test_an_unknown_name_cuts_the_list_after_twelve() -> None:
    error = UnknownName("column", "zzz", known=map(str, range(10, 23)))
    assert str(error).endswith("Known: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, ....")


def test_an_unknown_name_says_so_when_nothing_is_known() -> None:
    assert str(UnknownName("column", "a", known=[])) == "No column 'a'. Known: none."


def test_an_error_of_a_data_table_names_the_table_and_the_row() -> None:
    error = DataTableError("scales.csv", 7, "the rank is empty.", repair="Write a number.")
    assert str(error) == "scales.csv, row 7: the rank is empty. Write a number."
    assert (error.table, error.row, error.reason, error.repair) == (
        "scales.csv",
        7,
        "the rank is empty.",
        "Write a number.",
    )


def test_a_missing_extra_gives_the_line_that_installs_it() -> None:
    error = MissingExtra("A chart", "report")
    assert str(error) == 'A chart needs: pip install "smk-matcher[report]"'
    assert (error.feature, error.extra) == ("A chart", "report")


def test_an_unusable_index_names_the_file_what_should_be_there_and_what_is() -> None:
    error = UnusableIndex("jobs/ids.npy", expected="512 bytes", found="0 bytes")
    assert str(error) == "jobs/ids.npy: expected 512 bytes, found 0 bytes. Save it again."
    assert (error.path, error.expected, error.found, error.repair) == (
        "jobs/ids.npy",
        "512 bytes",
        "0 bytes",
        "Save it again.",
    )


@pytest.mark.parametrize(
    ("error", "ancestor"),
    [
        (InputError("a", repair="b"), ValueError),
        (CellError("a", "b", repair="c"), ValueError),
        (UnknownName("a", "b", known=()), LookupError),
        (DataTableError("a", 1, "b", repair="c"), ValueError),
        (MissingExtra("a", "b"), ImportError),
        (UnusableIndex("a", expected="b", found="c"), ValueError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else type(value).__name__,
)
def test_each_error_is_one_of_the_package_and_one_of_python(
    error: MatcherError, ancestor: type[Exception]
) -> None:
    assert isinstance(error, MatcherError)
    assert isinstance(error, ancestor)
