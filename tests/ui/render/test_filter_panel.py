from datetime import date

from index.filters import NO_FILTER, SearchFilter
from index.store.values import ListedArticle
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup
from ui.render.filter_panel import MOST_SOURCES, article_choices, filter_bar, filter_form

ALLOWED = {
    "p",
    "div",
    "ul",
    "li",
    "span",
    "button",
    "small",
    "form",
    "label",
    "select",
    "option",
    "input",
    "h2",
}
FILTERS = SearchFilter(("The Korea Herald",), date(2024, 6, 1), date(2024, 6, 30), ("essay",))
TITLES = {"essay": "Putin in Pyongyang: essay"}


def test_every_filter_is_a_chip_with_its_own_way_to_be_taken_away() -> None:
    read = Reader(filter_bar(FILTERS, TITLES, editing=False))
    assert read.every("data-part") == ["source:The Korea Herald", "since", "until", "article:essay"]
    assert [label.removeprefix("Remove: ") for label in read.every("aria-label") if "Remove" in label] == [
        *("The Korea Herald", "from 1 June 2024", "until 30 June 2024", "“Putin in Pyongyang: essay”")
    ]


def test_without_filters_there_are_no_chips() -> None:
    assert Reader(filter_bar(NO_FILTER, {}, editing=False)).text == "Filter…"


def test_what_is_chosen_can_be_summed_up() -> None:
    def asked(filters: SearchFilter) -> list[str]:
        return Reader(filter_bar(filters, TITLES, editing=False)).every("data-question")

    of_several = ["Summarize these articles", "Give me a timeline of these articles"]
    assert asked(NO_FILTER) == []
    assert asked(SearchFilter(since=date(2024, 6, 1))) == [*of_several, "Who says what?"]
    assert asked(FILTERS)[0] == "Summarize this article"


def test_editing_says_so_and_can_be_left() -> None:
    read = Reader(filter_bar(NO_FILTER, {}, editing=True))
    assert "You are editing your last question." in read.text
    assert "leave" in read.every("data-act")


def test_sources_are_offered_largest_first_but_not_those_already_chosen() -> None:
    many = {f"Source {n}": 9000 - n for n in range(MOST_SOURCES + 50)} | {"The Korea Herald": 3}
    read = Reader(filter_form(FILTERS, {"The Korea Herald": 9, "The Times": 1200}))
    assert "The Times (1,200)" in read.text and "The Korea Herald (9)" not in read.text
    assert read.every("value")[-2:] == ["2024-06-01", "2024-06-30"]
    assert len(Reader(filter_form(NO_FILTER, many)).every("value")) == MOST_SOURCES + 3


def test_articles_are_found_by_the_words_of_their_titles() -> None:
    entry = ListedArticle("essay", "Putin in Pyongyang", "The Times", None, date(2024, 6, 1), 3)
    read = Reader(article_choices([entry], 12, "putin"))
    assert read.every("data-article") == ["essay"]
    assert "Putin in PyongyangThe Times · 1 June 2024" in read.text
    assert "11 more" in read.text
    assert "No title has these words." in article_choices([], 0, "zzz")
    assert article_choices([], 0, "  ") == ""


def test_text_from_anybody_is_shown_and_never_markup() -> None:
    hostile = SearchFilter((HOSTILE,), articles=(HOSTILE,))
    entry = ListedArticle(HOSTILE, HOSTILE, HOSTILE, HOSTILE, None, 1)
    for source in (
        filter_bar(hostile, {HOSTILE: HOSTILE}, editing=True),
        filter_form(NO_FILTER, {HOSTILE: 1}, article_choices([entry], 1, HOSTILE)),
    ):
        assert HOSTILE[:20] in assert_nothing_is_markup(source, ALLOWED).text
