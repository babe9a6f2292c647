import re

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.render.reading import Reader, squeezed, texts, without_tags
from ui.render.article import Mark, article_text


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(texts.filter(bool))
    marks = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        inner = draw(st.none() | st.integers(start, end - 1))
        words = None if inner is None else (inner, draw(st.integers(inner + 1, end)))
        marks.append(Mark(f"cite-1-{number}", start, end, words))
    return text, marks


@given(marked_texts())
def test_an_article_without_its_tags_is_its_text(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    assert without_tags(article_text(text, marks)) == text


@given(marked_texts())
def test_any_quotes_are_marked_whole_in_valid_html(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    body = article_text(text, marks)
    read = Reader(body)
    assert read.tags <= {"p", "mark", "strong", "span"}
    assert sorted(read.every("id")) == sorted(mark.name for mark in marks)
    for mark in marks:
        pieces = re.findall(rf'<mark data-cites="[^"]*\b{mark.name}\b[^"]*">(.*?)</mark>', body, re.DOTALL)
        assert squeezed(without_tags("".join(pieces))) == squeezed(text[mark.start : mark.end])


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_line_breaks() -> None:
    assert article_text("One\ntwo.\n \n\nThree.", []) == "<p>One\ntwo.</p>\n \n\n<p>Three.</p>"


def test_paragraphs_are_lines_in_a_text_without_blank_lines() -> None:
    assert article_text("One.\nTwo.\n", []) == "<p>One.</p>\n<p>Two.</p>\n"


def test_overlapping_quotes_share_the_piece_they_have_in_common() -> None:
    body = article_text("abcdef", [Mark("cite-1-1", 0, 4), Mark("cite-2-1", 2, 6)])
    assert re.findall(r'<mark data-cites="([^"]*)">(\w+)', body) == [
        ("cite-1-1", "ab"),
        ("cite-1-1 cite-2-1", "cd"),
        ("cite-2-1", "ef"),
    ]
