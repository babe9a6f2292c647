import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import (
    HOSTILE,
    Reader,
    assert_nothing_is_markup,
    hostile_turns,
    squeezed,
    texts,
    without_tags,
)
from ui.render import (
    Mark,
    Turn,
    article_body,
    article_panel,
    panel,
    place_panel,
    problem_panel,
    turn_panel,
)

ALLOWED = {"div", "nav", "button", "article", "header", "h2", "p", "span", "mark", "strong", "a"}


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
    assert without_tags(article_body(text, marks)) == text


@given(marked_texts())
def test_any_quotes_are_marked_whole_in_valid_html(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    body = article_body(text, marks)
    read = Reader(body)
    assert read.tags <= {"p", "mark", "strong", "span"}
    assert sorted(read.every("id")) == sorted(mark.name for mark in marks)
    for mark in marks:
        pieces = re.findall(rf'<mark data-cites="[^"]*\b{mark.name}\b[^"]*">(.*?)</mark>', body, re.DOTALL)
        assert squeezed(without_tags("".join(pieces))) == squeezed(text[mark.start : mark.end])


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_line_breaks() -> None:
    assert article_body("One\ntwo.\n \n\nThree.", []) == "<p>One\ntwo.</p>\n \n\n<p>Three.</p>"


def test_paragraphs_are_lines_in_a_text_without_blank_lines() -> None:
    assert article_body("One.\nTwo.\n", []) == "<p>One.</p>\n<p>Two.</p>\n"


def test_overlapping_quotes_share_the_piece_they_have_in_common() -> None:
    body = article_body("abcdef", [Mark("cite-1-1", 0, 4), Mark("cite-2-1", 2, 6)])
    assert re.findall(r'<mark data-cites="([^"]*)">(\w+)', body) == [
        ("cite-1-1", "ab"),
        ("cite-1-1 cite-2-1", "cd"),
        ("cite-2-1", "ef"),
    ]


def test_the_panel_holds_each_cited_article_whole_and_once() -> None:
    answer = answer_with("?", cite(1, HERALD, SHIPPED), cite(2, ESSAY, CONTAINERS), cite(3, ESSAY, "Kim"))
    source = turn_panel(Turn("?", answer), 1)
    bodies = re.findall(r'<div class="aq-body"[^>]*>(.*?)</div>', source, re.DOTALL)
    assert [without_tags(body) for body in bodies] == [HERALD.text, ESSAY.text]
    assert "The Korea Herald · Kim Arin · 16 June 2024" in source
    assert 'data-open="cite-1-1"' in source


def test_the_panel_opens_the_article_of_the_number_that_was_asked_for() -> None:
    answer = answer_with("?", cite(1, HERALD, SHIPPED), cite(2, ESSAY, CONTAINERS))
    source = turn_panel(Turn("?", answer), 3, 2)
    assert 'data-open="cite-3-2"' in source
    hidden = re.findall(r'<article id="aq-article-\d"( hidden)?>', source)
    assert hidden == [" hidden", ""]
    assert 'data-open="cite-3-1"' in turn_panel(Turn("?", answer), 3, 9)


def test_an_article_that_is_gone_says_so_and_cannot_be_asked_about() -> None:
    citation = cite(1, HERALD, SHIPPED)
    turn = Turn("?", answer_with("?", citation), gone=frozenset({citation}))
    assert "edited or removed since" in turn_panel(turn, 1)
    assert "data-about" not in turn_panel(turn, 1)
    assert "data-about" in turn_panel(Turn("?", answer_with("?", citation)), 1)


def test_a_found_passage_is_never_marked_as_a_quote() -> None:
    found = place_panel(HERALD, 10, 50)
    assert set(re.findall(r'data-cites="(\w+)-', found)) == {"found"}
    assert "not quoted" in found
    linked = place_panel(HERALD, 10, 50, linked=True)
    assert set(re.findall(r'data-cites="(\w+)-', linked)) == {"link"}


def test_places_in_different_articles_have_different_names() -> None:
    names = {Reader(place_panel(one, 1, 5)).every("data-open")[0] for one in (HERALD, ESSAY)}
    names |= {Reader(article_panel(one)).every("data-open")[0] for one in (HERALD, ESSAY)}
    assert len(names) == 4


def test_only_a_web_address_becomes_a_link_to_the_original() -> None:
    web = Article("a", "Some text.", "Title", url='https://example.org/a"b')
    assert 'href="https://example.org/a&quot;b" target="_blank" rel="noopener noreferrer"' in article_panel(
        web
    )


@given(st.text() | st.text(st.sampled_from("htps:/[]a.\"'<>&%@ ")).map("http://".__add__))
def test_any_address_is_safe_to_show(url: str) -> None:
    read = Reader(article_panel(Article("a", "Some text.", "Title", url=url)))
    assert all(link == url and url.startswith(("http://", "https://")) for link in read.every("href"))


def test_before_the_first_answer_the_panel_says_what_it_is_for() -> None:
    assert "open here" in Reader(panel(())).text
    assert "open here" in Reader(turn_panel(Turn("Who won?", refusal("Who won?")), 1)).text


@pytest.mark.parametrize("number", range(3))
def test_text_from_anybody_is_shown_and_never_markup(number: int) -> None:
    turn = hostile_turns()[number]
    assert_nothing_is_markup(turn_panel(turn, 1), ALLOWED)
    assert_nothing_is_markup(problem_panel(HOSTILE), ALLOWED)
    article = Article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, url="javascript:steal()")
    for source in (place_panel(article, 0, 9), article_panel(article)):
        assert HOSTILE in assert_nothing_is_markup(source, ALLOWED).text
