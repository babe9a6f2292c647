from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableArticle
from index.loaders import plain_text
from tests.index.loaders.samples import BODY, article, error, write


def test_a_text_is_kept_character_by_character(tmp_path: Path) -> None:
    text = "Lake talks end\r\n\r\nBy Jane Doe\r\n\r\n" + BODY.replace("\n", "\r\n") + "\t \n"
    loaded = article(write(tmp_path, "talks.txt", "\ufeff" + text))
    assert loaded.text == text
    assert loaded.text[loaded.body_start :].startswith("The talks began")
    assert (loaded.id, loaded.title, loaded.author) == ("", "Lake talks end", "Jane Doe")
    assert loaded.path == str(tmp_path / "talks.txt")


def test_without_a_header_the_title_is_the_file_name(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "lake-talks_2024.txt", BODY))
    assert (loaded.title, loaded.body_start) == ("Lake talks 2024", 0)


def test_a_headline_alone_is_title_and_stays_in_the_body(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.txt", f"Lake talks end\n\n{BODY}"))
    assert (loaded.title, loaded.body_start) == ("Lake talks end", 0)


def test_a_date_above_the_headline_is_header(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.txt", f"June 16, 2024\n\nLake talks end\n\n{BODY}"))
    assert (loaded.title, loaded.published) == ("Lake talks end", date(2024, 6, 16))


def test_control_characters_never_reach_title_or_author(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "a.txt", f"Lake\x1b talks end\n\nAuthor: Jane\x07 Doe\n\n{BODY * 3}"))
    assert (loaded.title, loaded.author) == ("Lake talks end", "Jane Doe")


def test_bad_files_are_reported_by_name(tmp_path: Path) -> None:
    assert "empty" in error(write(tmp_path, "empty.txt", ""))
    assert "empty" in error(write(tmp_path, "blank.txt", " \n\n"))
    assert "PNG" in error(write(tmp_path, "image.txt", b"\x89PNG\r\n\x1a\n\x00"))
    assert "iconv" in error(write(tmp_path, "russian.txt", "Переговоры".encode("koi8-r")))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_clear_error(data: bytes) -> None:
    try:
        loaded = plain_text.read(data, "a.txt", "a")
    except UnreadableArticle:
        return
    assert loaded.title
    assert 0 <= loaded.body_start < len(loaded.text)
    assert loaded.content_hash
