import html
import re
import string
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.search import Hit
from qa.answers import Answer, Citation, Disagreement
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, answer_with, cite, refusal
from ui.render import (
    Mark,
    Turn,
    article_body,
    escape_markdown,
    panel,
    question_message,
    reply_message,
    shorten,
)

QUESTION = "What did North Korea reportedly ship to Russia?"
HOSTILE = (
    "<script>steal()</script> <img src=x onerror=steal()> ![x](https://evil.example/x.png) "
    "[click](javascript:steal()) </textarea></p></article> <style>*{display:none}</style> "
    "www.evil.example http://evil.example me@evil.example $$\\href{javascript:steal()}{x}$$ \\(x\\) "
    "`code` **bold** {{constructor}} ${steal()} &lt;b&gt; &#60;i&#62; \"quoted\" 'single'"
)
ALLOWED = {
    "p",
    "div",
    "blockquote",
    "strong",
    "a",
    "ul",
    "li",
    "nav",
    "button",
    "article",
    "header",
    "h2",
} | {
    "span",
    "mark",
}
texts = st.text() | st.text(st.sampled_from("ab <>&;#\"'`*_[]()!$\\\r\n\t .0é“\u2028\u200f😀"), max_size=60)


class Page(HTMLParser):
    """Reads HTML strictly: keeps tags, attributes and text, and fails on a tag not closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, name: str) -> list[str]:
        return [value or "" for attribute, value in self.attributes if attribute == name]


def without_tags(source: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", source))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(texts)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    assert html.unescape(escape_markdown(text)) == text


@given(texts)
def test_escaped_text_holds_nothing_that_markdown_or_html_reads_as_markup(text: str) -> None:
    bare = re.sub(r"&#\d+;", "x", escape_markdown(text))
    assert not set(bare) & {*string.punctuation, *"\n\r\t"}
    assert "  " not in bare and not bare.startswith(" ")


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
    page = Page(body)
    assert page.tags <= {"p", "mark", "strong", "span"}
    assert sorted(page.every("id")) == sorted(mark.name for mark in marks)
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


@given(texts, st.integers(2, 400))
def test_a_shortened_text_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    short = shorten(text, limit)
    flat = " ".join(text.split())
    assert len(short) <= limit
    assert short == flat or (short.endswith("…") and flat.startswith(short[:-1]))


def test_a_shortened_text_ends_at_a_word() -> None:
    assert shorten("one two three four", 12) == "one two…"


def test_an_answer_shows_each_quote_with_a_number_that_links_to_its_place() -> None:
    answer = answer_with(QUESTION, cite(1, HERALD, SHIPPED, "artillery shells"), cite(2, ESSAY, CONTAINERS))
    page = Page(reply_message(Turn(QUESTION, answer), 3))
    assert page.every("href") == ["#cite-3-1", "#cite-3-2"]
    assert SHIPPED in page.text and CONTAINERS in page.text
    assert f"{HERALD.title} · The Korea Herald · 16 June 2024" in page.text
    assert "Confidence: high, 82%" in page.text
    assert "Searched as" not in page.text


def test_the_answering_words_stand_out_in_their_quote() -> None:
    answer = answer_with(QUESTION, cite(1, HERALD, SHIPPED, "artillery shells"))
    assert "<strong>artillery shells</strong>" in reply_message(Turn(QUESTION, answer), 1)


def test_a_completed_question_is_shown_as_it_was_searched() -> None:
    answer = answer_with("And then?", cite(1, HERALD, SHIPPED), standalone="What did Russia do then?")
    page = Page(reply_message(Turn("And then?", answer), 1))
    assert "Searched as: What did Russia do then?" in page.text


def test_a_refusal_has_no_numbers_and_shows_at_most_three_nearest_passages() -> None:
    turn = Turn("Who won?", refusal("Who won?", HERALD, ESSAY, HERALD, ESSAY))
    page = Page(reply_message(turn, 1))
    assert page.every("href") == []
    assert page.text.startswith("These articles do not say.")
    assert "Nearest passages (not an answer)" in page.text
    assert page.text.count("…") == 3
    assert "Confidence" not in page.text


def test_a_refusal_from_an_empty_library_shows_no_passages() -> None:
    page = Page(reply_message(Turn("Who won?", refusal("Who won?")), 1))
    assert page.text == "These articles do not say."


def test_sources_that_disagree_are_shown_side_by_side_with_their_dates() -> None:
    first, second = cite(1, HERALD, SHIPPED, "July 2022"), cite(2, ESSAY, CONTAINERS, "July 2023")
    answer = Answer(QUESTION, QUESTION, "", 0.5, (first,), (Disagreement("the visit", (first, second)),))
    page = Page(reply_message(Turn(QUESTION, answer), 1))
    disagreement = page.text.partition("The sources disagree: the visit")[2]
    assert "July 2022 · Putin’s Pyongyang trip" in disagreement and "16 June 2024" in disagreement
    assert "July 2023 · Putin in Pyongyang" in disagreement
    assert page.every("href") == ["#cite-1-1", "#cite-1-1", "#cite-1-2"]
    assert {"cite-1-1", "cite-1-2"} <= set(Page(panel([Turn(QUESTION, answer)])).every("id"))


def test_a_number_that_would_open_another_quote_is_no_link() -> None:
    first, other = cite(1, HERALD, SHIPPED), cite(1, ESSAY, CONTAINERS)
    answer = Answer(QUESTION, QUESTION, "", 0.5, (first,), (Disagreement("the visit", (first, other)),))
    assert Page(reply_message(Turn(QUESTION, answer), 1)).every("href") == ["#cite-1-1", "#cite-1-1"]


def hostile_turns() -> list[Turn]:
    article = Article("hostile", HOSTILE, HOSTILE, HOSTILE, HOSTILE, date(2024, 1, 2), "javascript:steal()")
    citation = Citation(1, article, 0, len(HOSTILE), (3, 9))
    clash = Disagreement(HOSTILE, (citation,))
    answer = Answer(HOSTILE, HOSTILE + "?", HOSTILE, 0.9, (citation,), (clash,))
    no = Answer(HOSTILE, HOSTILE, HOSTILE, 0.1, hits=(Hit(article, 0, len(HOSTILE), 1.0),))
    return [Turn(HOSTILE, answer), Turn(HOSTILE, no), Turn(HOSTILE, problem=HOSTILE)]


def test_text_from_anybody_is_shown_and_never_markup() -> None:
    turns = hostile_turns()
    replies = [reply_message(turn, number) for number, turn in enumerate(turns, start=1)]
    for source in (*replies, panel(turns), question_message(HOSTILE)):
        page = Page(source)
        assert page.tags <= ALLOWED
        names = {name for name, _ in page.attributes}
        assert not {name for name in names if name.startswith("on")} | names & {"src", "style", "srcset"}
        assert all(link.startswith("#cite-") for link in page.every("href"))
        assert HOSTILE[:60] in page.text


@given(texts.filter(bool))
def test_a_message_is_one_line_so_that_markdown_reads_it_as_one_piece_of_html(text: str) -> None:
    article = Article("a", text, text, source=text)
    answer = Answer(text, text + "?", text, 0.9, (Citation(1, article, 0, len(text)),))
    no = Answer(text, text, text, 0.1, hits=(Hit(article, 0, len(text), 1.0),))
    for turn in (Turn(text, answer), Turn(text, no), Turn(text, problem=text)):
        assert not re.search(r"[\n\r]", question_message(turn.question) + reply_message(turn, 1))


def test_the_panel_holds_each_cited_article_whole_and_once() -> None:
    answer = answer_with(
        QUESTION, cite(1, HERALD, SHIPPED), cite(2, ESSAY, CONTAINERS), cite(3, ESSAY, "Kim")
    )
    source = panel([Turn(QUESTION, answer)])
    bodies = re.findall(r'<div class="aq-body"[^>]*>(.*?)</div>', source, re.DOTALL)
    assert [without_tags(body) for body in bodies] == [HERALD.text, ESSAY.text]
    assert "The Korea Herald · Kim Arin · 16 June 2024" in source


def test_the_panel_opens_the_first_quote_of_the_last_answer() -> None:
    first = Turn(QUESTION, answer_with(QUESTION, cite(1, HERALD, SHIPPED)))
    second = Turn(QUESTION, answer_with(QUESTION, cite(1, ESSAY, CONTAINERS), cite(2, HERALD, SHIPPED)))
    source = panel([first, second, Turn("Who won?", refusal("Who won?"))])
    assert 'data-open="cite-2-1"' in source
    assert re.findall(r'<article id="(aq-article-\d)"( hidden)?>', source) == [
        ("aq-article-0", " hidden"),
        ("aq-article-1", ""),
    ]


def test_an_article_that_changed_during_the_conversation_is_shown_in_both_versions() -> None:
    changed = Article(HERALD.id, "A new line.\n\n" + HERALD.text, HERALD.title)
    turns = [
        Turn(QUESTION, answer_with(QUESTION, cite(1, HERALD, SHIPPED))),
        Turn(QUESTION, answer_with(QUESTION, cite(1, changed, SHIPPED))),
    ]
    marked = re.findall(r"<mark [^>]*>(.*?)</mark>", panel(turns), re.DOTALL)
    assert [html.unescape(quote) for quote in marked] == [SHIPPED, SHIPPED]


def test_only_a_web_address_becomes_a_link_to_the_original() -> None:
    web = Article("a", "Some text.", "Title", url='https://example.org/a"b')
    source = panel([Turn("?", answer_with("?", cite(1, web, "Some")))])
    assert 'href="https://example.org/a&quot;b" target="_blank" rel="noopener noreferrer"' in source


@given(st.text() | st.text(st.sampled_from("htps:/[]a.\"'<>&%@ ")).map("http://".__add__))
def test_any_address_is_safe_to_show(url: str) -> None:
    article = Article("a", "Some text.", "Title", url=url)
    page = Page(panel([Turn("?", answer_with("?", cite(1, article, "Some")))]))
    assert all(link == url and url.startswith(("http://", "https://")) for link in page.every("href"))


def test_before_the_first_answer_the_panel_says_what_it_is_for() -> None:
    assert "open here" in Page(panel([Turn("Who won?", refusal("Who won?"))])).text


def test_a_very_long_question_is_repeated_in_part() -> None:
    assert len(Page(question_message("word " * 20_000)).text) < 2100
