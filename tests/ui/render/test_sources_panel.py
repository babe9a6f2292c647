import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup, hostile_turns, without_tags
from ui.render.sources_panel import (
    article_panel,
    citations_panel,
    passage_panel,
    problem_panel,
    sources_panel,
)
from ui.render.turns import ChatTurn

ALLOWED = {"div", "nav", "button", "article", "header", "h2", "p", "span", "mark", "strong", "a"}


def test_the_panel_holds_each_cited_article_whole_and_once() -> None:
    answer = answer_with("?", cite(1, HERALD, SHIPPED), cite(2, ESSAY, CONTAINERS), cite(3, ESSAY, "Kim"))
    source = citations_panel(ChatTurn("?", answer), 1)
    bodies = re.findall(r'<div class="aq-body"[^>]*>(.*?)</div>', source, re.DOTALL)
    assert [without_tags(body) for body in bodies] == [HERALD.text, ESSAY.text]
    assert "The Korea Herald · Kim Arin · 16 June 2024" in source
    assert 'data-open="cite-1-1"' in source


def test_the_panel_opens_the_article_of_the_number_that_was_asked_for() -> None:
    answer = answer_with("?", cite(1, HERALD, SHIPPED), cite(2, ESSAY, CONTAINERS))
    source = citations_panel(ChatTurn("?", answer), 3, 2)
    assert 'data-open="cite-3-2"' in source
    hidden = re.findall(r'<article id="aq-article-\d"( hidden)?>', source)
    assert hidden == [" hidden", ""]
    assert 'data-open="cite-3-1"' in citations_panel(ChatTurn("?", answer), 3, 9)


def test_an_article_that_is_gone_says_so_and_cannot_be_asked_about() -> None:
    citation = cite(1, HERALD, SHIPPED)
    turn = ChatTurn("?", answer_with("?", citation), gone=frozenset({citation}))
    assert "edited or removed since" in citations_panel(turn, 1)
    assert "data-about" not in citations_panel(turn, 1)
    assert "data-about" in citations_panel(ChatTurn("?", answer_with("?", citation)), 1)
    assert "data-only" not in citations_panel(turn, 1)


def test_an_article_can_be_summed_up_by_buttons_that_name_it() -> None:
    read = Reader(article_panel(ESSAY))
    assert read.every("data-only") == ["essay"] * 3
    assert read.every("data-question") == [
        *("Summarize this article", "Give me a timeline of this article", "Who says what?")
    ]
    assert f"Timeline: {ESSAY.title}" in read.every("aria-label")


def test_a_found_passage_is_never_marked_as_a_quote() -> None:
    found = passage_panel(HERALD, 10, 50)
    assert set(re.findall(r'data-cites="(\w+)-', found)) == {"found"}
    assert "not quoted" in found
    linked = passage_panel(HERALD, 10, 50, linked=True)
    assert set(re.findall(r'data-cites="(\w+)-', linked)) == {"link"}


def test_places_in_different_articles_have_different_names() -> None:
    names = {Reader(passage_panel(one, 1, 5)).every("data-open")[0] for one in (HERALD, ESSAY)}
    names |= {Reader(article_panel(one)).every("data-open")[0] for one in (HERALD, ESSAY)}
    assert len(names) == 4


def test_only_a_web_address_becomes_a_link_to_the_original() -> None:
    web = Article("a", "Some text.", "Title", url='https://example.org/a"b')
    assert 'href="https://example.org/a&#34;b" target="_blank" rel="noopener noreferrer"' in article_panel(
        web
    )


@given(st.text() | st.text(st.sampled_from("htps:/[]a.\"'<>&%@ ")).map("http://".__add__))
def test_any_address_is_safe_to_show(url: str) -> None:
    read = Reader(article_panel(Article("a", "Some text.", "Title", url=url)))
    assert all(link == url and url.startswith(("http://", "https://")) for link in read.every("href"))


def test_before_the_first_answer_the_panel_says_what_it_is_for() -> None:
    assert "open here" in Reader(sources_panel()).text
    assert "open here" in Reader(citations_panel(ChatTurn("Who won?", refusal("Who won?")), 1)).text


@pytest.mark.parametrize("number", range(len(hostile_turns())))
def test_text_from_anybody_is_shown_and_never_markup(number: int) -> None:
    turn = hostile_turns()[number]
    assert_nothing_is_markup(citations_panel(turn, 1), ALLOWED)
    assert_nothing_is_markup(problem_panel(HOSTILE), ALLOWED)
    article = Article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, url="javascript:steal()")
    for source in (passage_panel(article, 0, 9), article_panel(article)):
        assert HOSTILE in assert_nothing_is_markup(source, ALLOWED).text
