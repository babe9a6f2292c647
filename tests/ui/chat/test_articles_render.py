import html
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LibraryError
from index.retrieval.hybrid_search import Hit
from index.store.values import ListedArticle, Listing
from tests.fakes import article
from ui.chat.adding import SourceProgress
from ui.chat.articles_render import (
    article_list,
    article_page,
    empty_library,
    problem,
    progress,
    removed,
)

PAYLOAD = "<script>x</script><img src=x onerror=y>'\"</td></article>&lt; {{value}} ${x}"
ENTRY = ListedArticle("zoo", "The zoo", "Herald", "Ann Lee", date(2024, 6, 16), 3)
UNKNOWN = ListedArticle("bare", "Bare", None, None, None, 1)


class Tags(HTMLParser):
    """What a browser would make of some HTML: its tags, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said = ""
        self.feed(str(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.said += data


def everything(text: str) -> list[str]:
    """All that can be shown, made of one text."""
    entry = ListedArticle(text, text, text, text, None, 1)
    one = article(text or "x", id=text, title=text, source=text, author=text, url=f"https://a.example/{text}")
    step = SourceProgress(
        text, begun=True, done=True, counts=(1, 0, 0), problems=(text,), failed=1, article=text
    )
    return [
        article_list(Listing((entry,), 1), text, 0, [(entry, Hit(one, 0, len(one.text), 1.0))]),
        article_list(Listing((), 0), text, 0),
        article_page(one, 2),
        removed(one),
        problem(LibraryError(text)),
        progress([step, SourceProgress(text, begun=True, total=3), SourceProgress(text)]),
    ]


@given(st.text(min_size=1))
def test_nobody_elses_text_is_markup(text: str) -> None:
    plain = [Tags(part).tags for part in everything("x")]
    for part, expected in zip(everything(text), plain, strict=True):
        kept = [tag for tag in Tags(part).tags if tag not in {"p", "a", "br"}]
        assert kept == [tag for tag in expected if tag not in {"p", "a", "br"}]


def test_hostile_text_is_shown_as_it_is() -> None:
    for part in everything(PAYLOAD):
        assert not {"script", "img"} & set(Tags(part).tags)
        assert "<script>x</script>" in Tags(part).said


def test_a_row_says_title_source_date_and_passages_and_offers_a_summary() -> None:
    said = Tags(article_list(Listing((ENTRY, UNKNOWN), 2), "", 0)).said
    assert said == "2 articlesTitleSourceDatePassagesThe zooHerald16 June 20243SummaryBare1Summary"


@pytest.mark.parametrize(
    ("total", "page", "shown", "place"),
    [
        (2500, 0, "1–50 of 2,500 articles", "Page 1 of 50"),
        (2500, 49, "2,451–2,500 of 2,500 articles", "Page 50 of 50"),
        (51, 1, "51–51 of 51 articles", "Page 2 of 2"),
    ],
)
def test_a_page_of_a_long_list_says_where_it_stands(total: int, page: int, shown: str, place: str) -> None:
    entries = (ENTRY,) * min(50, total - page * 50)
    part = article_list(Listing(entries, total), "", page)
    assert shown in part and place in part
    turns = re.findall(r'data-page="(-?\d+)"( disabled)?', part)
    assert turns == [
        (str(page - 1), " disabled" if page == 0 else ""),
        (str(page + 1), " disabled" if (page + 1) * 50 >= total else ""),
    ]


def test_a_short_list_has_no_pages() -> None:
    assert "data-page" not in article_list(Listing((ENTRY,) * 50, 50), "", 0)


def test_what_is_found_by_its_text_shows_the_passage() -> None:
    zoo = article("The zebra is striped. " * 40, id="zoo")
    part = article_list(Listing((), 0), "zebra", 0, [(ENTRY, Hit(zoo, 0, len(zoo.text), 1.0))])
    assert "No title, source or author has “zebra”." in part
    assert "In the text" in part and "The zebra is striped. The zebra" in part and "…" in part


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "/here", "", None, "ftp://a.example/x"])
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert "<a " not in article_page(article("x", id="1", url=url), 1)
    assert 'href="https://a.example/x"' in article_page(article("x", id="1", url="https://a.example/x"), 1)


def test_the_text_of_an_article_is_whole() -> None:
    text = "One.\n\nTwo <b>&amp;\r\n  Three.\n"
    body = article_page(article(text, id="1"), 1).partition('aria-label="Text of the article">')[2]
    assert html.unescape(re.sub(r"</?(p|div|article)>", "", body)) == text


def test_progress_counts_what_became_of_everything() -> None:
    steps = [
        SourceProgress("a.txt", True, True, counts=(1, 0, 0), article="a"),
        SourceProgress("b.txt", True, True, counts=(0, 0, 1), article="b"),
        SourceProgress("c.pdf", True, True, problems=("not a PDF",), failed=1),
        SourceProgress("d.jsonl", True, True, total=9, counts=(3, 2, 0), problems=("line 4",) * 2, failed=30),
        SourceProgress("e.jsonl", True, total=800, counts=(32, 0, 0)),
        SourceProgress("f.txt"),
    ]
    said = Tags(progress(steps)).said
    assert "Adding: 4 of 6 done (36 added, 2 updated, 1 there already, 31 failed)" in said
    for told in (
        "a.txt added",
        "b.txt there already",
        "c.pdf failednot a PDF",
        "d.jsonl 3 added, 2 updated, 30 failedline 4line 4… and 28 more",
        "e.jsonl 32 of about 800",
        "f.txt waiting",
    ):
        assert told in said
    assert progress(steps).count("data-open") == 2


def test_what_was_left_out_of_an_article_is_told_below_it() -> None:
    step = SourceProgress(
        "a.jsonl", True, True, counts=(1, 0, 0), left_out=("line 1: no <day>",), fields_left_out=4
    )
    said = Tags(progress([step])).said
    assert said.endswith("Kept without what could not be read of them:line 1: no <day>… and 3 more")


def test_when_all_is_done_it_is_said() -> None:
    done = SourceProgress("a.txt", True, True, counts=(1, 0, 0), article="a")
    assert "Done: 1 added." in progress([done])
    assert "holds no article" in progress([SourceProgress("empty.jsonl", True, True)])


def test_samples_are_offered_only_where_they_are() -> None:
    assert "data-samples" in empty_library(samples=True)
    assert "data-samples" not in empty_library(samples=False)
