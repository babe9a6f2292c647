from datetime import UTC, date, datetime, timedelta

from index.conversations import Heading
from index.listing import Entry
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup
from ui.render.filter_panel import MOST_SOURCES, Narrowed, aside, earlier, matches, narrow

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
EVERYTHING = Narrowed(
    ("The Korea Herald",), date(2024, 6, 1), date(2024, 6, 30), (("essay", "Putin in Pyongyang: essay"),)
)
NOON = datetime.now(UTC).replace(hour=12)


def heading(name: str = "a", title: str = "Who won?", turns: int = 1) -> Heading:
    return Heading(name, title, NOON - timedelta(days=400), NOON - timedelta(days=400), turns)


def test_every_filter_is_a_chip_with_its_own_way_to_be_taken_away() -> None:
    read = Reader(aside(EVERYTHING, editing=False))
    assert read.every("data-part") == ["source:The Korea Herald", "since", "until", "article:essay"]
    assert [label.removeprefix("Remove: ") for label in read.every("aria-label") if "Remove" in label] == [
        *("The Korea Herald", "from 1 June 2024", "until 30 June 2024", "“Putin in Pyongyang: essay”")
    ]


def test_without_filters_there_are_no_chips() -> None:
    assert Reader(aside(Narrowed(), editing=False)).text == "Narrow…"


def test_editing_says_so_and_can_be_left() -> None:
    read = Reader(aside(Narrowed(), editing=True))
    assert "You are editing your last question." in read.text
    assert "leave" in read.every("data-act")


def test_sources_are_offered_largest_first_but_not_those_already_chosen() -> None:
    many = {f"Source {n}": 9000 - n for n in range(MOST_SOURCES + 50)} | {"The Korea Herald": 3}
    read = Reader(narrow(EVERYTHING, {"The Korea Herald": 9, "The Times": 1200}))
    assert "The Times (1,200)" in read.text and "The Korea Herald (9)" not in read.text
    assert read.every("value")[-2:] == ["2024-06-01", "2024-06-30"]
    assert len(Reader(narrow(Narrowed(), many)).every("value")) == MOST_SOURCES + 3


def test_articles_are_found_by_the_words_of_their_titles() -> None:
    entry = Entry("essay", "Putin in Pyongyang", "The Times", None, date(2024, 6, 1), 3)
    read = Reader(matches([entry], 12, "putin"))
    assert read.every("data-article") == ["essay"]
    assert "Putin in PyongyangThe Times · 1 June 2024" in read.text
    assert "11 more" in read.text
    assert "No title has these words." in matches([], 0, "zzz")
    assert matches([], 0, "  ") == ""


def test_conversations_are_listed_with_when_they_were_and_the_current_one_marked() -> None:
    now = datetime.now(UTC)
    read = Reader(earlier([heading("a"), Heading("b", "Today?", now, now, 2)], "b"))
    assert read.every("data-conversation") == ["a", "a", "b", "b"]
    assert read.every("aria-current") == ["false", "true"]
    assert "1 question" in read.text and "today, " in read.text and "2 questions" in read.text
    assert str((NOON - timedelta(days=400)).year) in read.text


def test_nothing_is_deleted_without_a_question() -> None:
    read = Reader(earlier([heading("a")], ""))
    assert "Delete this conversation?" in read.text and "Delete all your conversations?" in read.text
    assert set(read.every("popovertarget")) <= set(read.every("id"))


def test_a_reader_without_conversations_is_told_what_comes_here() -> None:
    assert "will be listed here" in earlier([], "")


def test_text_from_anybody_is_shown_and_never_markup() -> None:
    hostile = Narrowed((HOSTILE,), articles=((HOSTILE, HOSTILE),))
    entry = Entry(HOSTILE, HOSTILE, HOSTILE, HOSTILE, None, 1)
    for source in (
        aside(hostile, editing=True),
        narrow(Narrowed(), {HOSTILE: 1}, matches([entry], 1, HOSTILE)),
        earlier([heading(title=HOSTILE)], ""),
    ):
        assert HOSTILE[:20] in assert_nothing_is_markup(source, ALLOWED).text
