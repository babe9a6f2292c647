from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableArticle
from index.loaders import web_page
from tests.index.loaders.samples import PAGE, article, error, write

SENTENCE = "The talks began on Monday in a hotel by the lake, officials said to a dozen reporters. "


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "talks.html", PAGE))
    assert (loaded.title, loaded.source, loaded.author) == ("Lake talks end", "Valley Gazette", "Jane Doe")
    assert (loaded.published, loaded.url) == (date(2024, 6, 16), "https://example.org/lake-talks")
    assert loaded.path == str(tmp_path / "talks.html")
    body = loaded.text[loaded.body_start :]
    assert body.startswith("The talks began on Monday")
    assert "by its back door" in body
    assert "Arcadia | Seventeen" in body
    for boilerplate in ("secret", "Home", "Copyright", "<"):
        assert boilerplate not in loaded.text


def test_paragraphs_are_set_apart_by_a_blank_line(tmp_path: Path) -> None:
    loaded = article(
        write(
            tmp_path,
            "a.htm",
            page(f"<article><p>{SENTENCE * 3}</p><p>Then it was over, said the mayor.</p></article>"),
        )
    )
    assert "reporters.\n\nThen it was over" in loaded.text


@pytest.mark.parametrize(
    ("encoding", "head", "word"),
    [
        ("utf-8", "", "café"),
        ("utf-8-sig", "", "café"),
        ("utf-16", "", "café"),
        ("cp1251", '<meta charset="windows-1251">', "Переговоры"),
        ("shift_jis", '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "協議"),
        ("iso-2022-jp", '<meta charset="iso-2022-jp">', "協議"),
        ("cp1252", '<meta charset="iso-8859-1">', "“café”"),
        ("utf-8", '<meta charset="iso-8859-1">', "café"),
    ],
)
def test_the_declared_encoding_is_used(tmp_path: Path, encoding: str, head: str, word: str) -> None:
    html = page(f"<article><p>{SENTENCE}{word}</p></article>", head).decode().encode(encoding)
    assert word in article(write(tmp_path, "a.html", html)).text


def test_a_fragment_is_read(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "lake-talks.html", f"<p>{SENTENCE}</p>"))
    assert (loaded.text, loaded.title) == (SENTENCE.strip(), "Lake talks")


def test_control_characters_never_reach_title_or_text(tmp_path: Path) -> None:
    html = page(
        f"<article><h1>Lake\x1b &#x1b;talks&#8238;</h1><p>{SENTENCE}&#7;&#xD800;&#0;&#xFFFF;</p></article>"
    )
    loaded = article(write(tmp_path, "a.html", html))
    assert loaded.title == "Lake talks"
    assert not set(loaded.text) & {"\x1b", "\x07", "\0", "\uffff"}
    assert loaded.content_hash


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"   \n",
        page(""),
        page("<div id=app></div><script>render('a long enough text to be taken for an article');</script>"),
        page("<ul><li><a href=/a>Home</a></li><li><a href=/b>News</a></li></ul>"),
        page("<form><input name=user><button>Sign in</button></form>"),
        b"a\0b<html>",
    ],
    ids=["empty", "blank", "bare", "script only", "links only", "form", "NUL"],
)
def test_a_page_without_an_article_is_reported(tmp_path: Path, html: bytes) -> None:
    message = error(write(tmp_path, "a.html", html))
    assert "save" in message or "add a file" in message


def test_a_picture_saved_as_a_page_is_reported(tmp_path: Path) -> None:
    assert "PNG" in error(write(tmp_path, "a.html", b"\x89PNG\r\n"))


def test_a_page_over_the_limit_is_reported() -> None:
    with pytest.raises(UnreadableArticle, match="over 20 MB"):
        web_page.read(b"<p>" + b"x" * web_page.MAX_PAGE_BYTES, "a.html", "a")


def test_an_own_address_that_is_none_is_dropped(tmp_path: Path) -> None:
    html = page(f"<article><p>{SENTENCE}</p></article>", '<link rel="canonical" href="javascript:alert(1)">')
    assert article(write(tmp_path, "a.html", html)).url is None


def test_a_page_of_very_many_tags_is_read_in_a_process_of_its_own() -> None:
    html = page(
        "<article>"
        + "".join(f"<p>{number}: {SENTENCE}</p>" for number in range(web_page.MAX_TAGS_IN_PROCESS // 2 + 50))
        + "</article>"
    )
    loaded = web_page.read(html, "a.html", "a", address="https://example.org/a")
    assert "7000: The talks" in loaded.text
    assert loaded.url == "https://example.org/a"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<table><tr><td>",
                "<script>",
                "</script>",
                "&#0;",
                "&#x1b;",
                "<!--",
                "-->",
                SENTENCE,
                "<h1>x",
                "<br>",
                "\x0b",
                "é",
                "<html",
                "<title>T",
            ]
        )
        | st.text(max_size=20),
        max_size=20,
    ).map("".join)
)
def test_any_page_gives_an_article_or_a_clear_error(html: str) -> None:
    try:
        loaded = web_page.read(html.encode("utf-8", "replace"), "a.html", "a")
    except UnreadableArticle:
        return
    assert loaded.title
    assert loaded.text[loaded.body_start :].strip()
    assert loaded.content_hash
