"""Weights and settings survive their file, and what is wrong in it is told with its place."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Settings, Weights
from matcher.errors import InputError
from matcher.settings import COMPONENTS
from matcher.settings_files import SettingsFile, read_settings, write_settings

NUMBERS = st.floats(1e-3, 1e6)
WEIGHTS = st.builds(Weights, **dict.fromkeys(COMPONENTS, NUMBERS), prior=st.floats(0, 1e6))
SETTINGS = st.builds(
    Settings,
    horizon_months=st.integers(0, 120),
    report_only=st.sampled_from([(), ("employer",), ("agency", "employer")]),
)


@given(weights=st.none() | WEIGHTS, settings=SETTINGS)
def test_what_is_written_is_read_to_the_bit(
    weights: Weights | None, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("settings") / "mine.json"
    write_settings(path, weights, settings, about={"source": "learned", "locked": ["skills"]})
    found = read_settings(path)
    assert found == SettingsFile(weights, settings, {"source": "learned", "locked": ["skills"]})
    before = path.read_bytes()
    write_settings(path, *found)
    assert path.read_bytes() == before


def test_either_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"weights": {"skills": 5}}', encoding="utf-8-sig")
    assert read_settings(path) == SettingsFile(Weights(skills=5), None, {})
    path.write_text('{"settings": {"horizon_months": 6}, "weights": null}')
    assert read_settings(path) == SettingsFile(None, Settings(horizon_months=6), {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no JSON file"),
        ("[1]", "has neither weights nor settings"),
        ('{"weight": {}}', "has neither weights nor settings"),
        ('{"weights": {"skils": 1}}', r"weights\.skils: .*not permitted.*Known: occupation"),
        ('{"weights": {"skills": -1}}', r"weights\.skills: .*greater than or equal to 0"),
        ('{"weights": 3}', "weights: "),
        ('{"settings": {"horizon_months": "soon"}}', r"settings\.horizon_months: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        read_settings(path)
    assert "mine.json" in str(caught.value)


def test_names_of_the_form_itself_are_refused_beside_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="`about` has 'weights' of its own"):
        write_settings(tmp_path / "mine.json", Weights(), about={"weights": {}})


def test_the_file_is_plain_json_in_one_order(tmp_path: Path) -> None:
    write_settings(tmp_path / "mine.json", Weights(skills=5), about={"a": 1})
    text = (tmp_path / "mine.json").read_text()
    assert list(json.loads(text)) == ["a", "weights"]
    assert json.loads(text)["weights"]["skills"] == 5
