import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.normalisation import (
    first_words,
    is_blank,
    one_line,
    printable,
    replace_unstorable,
    title_from_file_name,
)

ANY_TEXT = st.text(st.characters(), max_size=400)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_name_is_one_storable_line_of_limited_length(name: str) -> None:
    tidy = one_line(name)
    if tidy is not None:
        tidy.encode("utf-8")
        assert 0 < len(tidy) <= 300
        assert tidy == tidy.strip()
        assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in tidy)


def test_control_characters_in_a_name_become_spaces() -> None:
    assert one_line("Peace\n\ttalks\x1b[31m in\u2028Geneva") == "Peace talks [31m in Geneva"


def test_marks_that_reorder_a_terminal_line_are_dropped() -> None:
    assert one_line("abc\u202etxt.exe\u202c") == "abc txt.exe"


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    cut = one_line("word " * 100)
    assert cut is not None
    assert len(cut) <= 300
    assert cut.endswith("word…")


@pytest.mark.parametrize("name", [None, "", " \n", "\x00\x1b", "\u200b\ufeff"])
def test_a_name_without_anything_visible_is_none(name: str | None) -> None:
    assert one_line(name) is None


@settings(deadline=None)
@given(ANY_TEXT)
def test_storable_text_is_valid_and_keeps_what_was_valid(text: str) -> None:
    stored = replace_unstorable(text)
    stored.encode("utf-8")
    assert "\0" not in stored
    if "\0" not in text and not any(unicodedata.category(char) == "Cs" for char in text):
        assert stored == text


def test_halves_of_one_character_are_joined() -> None:
    assert replace_unstorable("\ud83d\ude00") == "😀"


@settings(deadline=None)
@given(ANY_TEXT)
def test_first_words_are_a_short_title(text: str) -> None:
    title = first_words(text)
    assert 0 < len(title) <= 80


def test_first_words_are_cut_at_a_word() -> None:
    assert first_words("\n  " + "alpha beta " * 20) == "alpha beta " * 6 + "alpha beta…"
    assert first_words("Short text.") == "Short text."


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("putin-in-pyongyang", "Putin in pyongyang"),
        ("Peace_talks__2024", "Peace talks 2024"),
        ("---", "Untitled"),
        ("ärger", "Ärger"),
        ("a\nb", "A b"),
    ],
)
def test_a_file_name_becomes_a_readable_title(stem: str, title: str) -> None:
    assert title_from_file_name(stem) == title


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_printable_path_is_one_line_of_valid_text(path: str) -> None:
    shown = printable(path)
    shown.encode("utf-8")
    assert shown.splitlines() in ([shown], [])


def test_a_printable_path_shows_what_it_hides() -> None:
    assert printable("a\nb\x1b\udcff.txt") == r"a\nb\x1b\udcff.txt"


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \r\n\t\u200b", True), ("\x00", True), (".", False), ("한", False)]
)
def test_blank_is_what_shows_nothing(text: str, blank: bool) -> None:
    assert is_blank(text) is blank
