import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.ui.render.reading import HOSTILE, texts
from ui.render.text import plain_markdown, shorten

markdown = MarkdownIt("gfm-like", {"linkify": False})
signs = st.text(st.sampled_from("\\`*_[]<>&$~|#@^!-+=:.)(123/wW ab\n\"'"), max_size=40)


@given(texts | signs)
@example(HOSTILE)
@example("www.evil.example http://evil.example")
@example("1. one")
@example("==x== %%y%%")
def test_plain_markdown_shows_the_words_and_does_nothing_else(text: str) -> None:
    line = plain_markdown(text)
    words = " ".join(text.split()).replace("\0", "\ufffd")  # Markdown takes no NUL
    assert "\n" not in line
    assert not re.search(r"(?<!\\)://|www\.", line, re.IGNORECASE)
    tokens = markdown.parse(f"> {line} \\[1\\]")
    assert [token.type for token in tokens] == [
        *("blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close")
    ]
    inside = tokens[2].children or []
    assert {token.type for token in inside} <= {"text", "text_special"}
    assert "".join(token.content for token in inside) == f"{words} [1]".lstrip()


@given(texts, st.integers(2, 400))
def test_a_shortened_text_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    short = shorten(text, limit)
    flat = " ".join(text.split())
    assert len(short) <= limit
    assert short == flat or (short.endswith("…") and flat.startswith(short[:-1]))


def test_a_shortened_text_ends_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"
