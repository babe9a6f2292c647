from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.fakes_chat import FakeAssistant, new_library
from tests.ui.render.reading import Reader
from ui.chat.desk import Change, Desk, Pending, Session
from ui.chat.visit import Visit
from ui.chat.wishes import arrive, grant

MISSION = "What did North Korea reportedly ship to Russia?"
ACTS = [
    "new",
    "stop",
    "edit",
    "leave",
    "judge",
    "remark",
    "export",
    "earlier",
    "open",
    "forget",
    "forget-all",
]
ACTS += ["cite", "found", "look", "find", "about", "also", "widen", "narrow", "nothing"]
WORDS = [
    "turn",
    "n",
    "liked",
    "remark",
    "conversation",
    "found",
    "start",
    "end",
    "read",
    "find",
    "article",
    "part",
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(FakeAssistant(), [MISSION], 0.25)


@pytest.fixture
def visit() -> Visit:
    return Visit.of("", None)


@pytest.fixture
def asked(desk: Desk, visit: Visit) -> tuple[Visit, Session]:
    """A page on which one question was answered."""
    session = Session()
    *_, last = desk.ask(MISSION, visit, session)
    assert last.visit
    return last.visit, session


wishes = st.fixed_dictionaries(
    {"act": st.sampled_from(ACTS)},
    optional={
        word: st.none() | st.integers(-2, 10**20) | st.text(max_size=5) | st.sampled_from(["essay", "1"])
        for word in [*WORDS, "source", "since", "until"]
    },
)


@settings(max_examples=300)
@given(wishes)
def test_whatever_a_page_wishes_gives_whole_markup_and_loses_no_turn_it_was_not_told_to(
    desk: Desk, wish: dict[str, object]
) -> None:
    session, visit = Session(), Visit.of("", None)
    *_, last = desk.ask(MISSION, visit, session)
    change = grant(desk, wish, last.visit or visit, session)
    for source in (change.talk, change.sources, change.aside, change.narrow, change.earlier):
        Reader(source or "")
    kept = desk.notebook.turns(visit.owner, last.visit.conversation) if last.visit else ()
    assert [turn.question for turn in kept] == ([] if str(wish["act"]).startswith("forget-") else [MISSION])


@given(st.text(max_size=30) | st.from_regex(r"\?article=essay&start=-?\d{0,6}&end=\d{0,22}", fullmatch=True))
def test_any_address_opens_the_page(desk: Desk, query: str) -> None:
    change = arrive(desk, query, Visit.of("", None), Session())
    assert "What would you like to know?" in (change.talk or "")


def test_stop_gives_the_question_back(desk: Desk, asked: tuple[Visit, Session]) -> None:
    visit, session = asked[0], replace(asked[1], pending=Pending("And then?"))
    change = grant(desk, {"act": "stop"}, visit, session)
    assert change.box == "And then?" and session.pending is None
    assert MISSION in (change.talk or "")
    assert grant(desk, {"act": "stop"}, visit, session) == Change()


def test_a_conversation_of_somebody_else_cannot_be_opened(desk: Desk, asked: tuple[Visit, Session]) -> None:
    visit, _ = asked
    other = Visit.of("", None)
    change = grant(desk, {"act": "open", "conversation": visit.conversation}, other, Session())
    assert MISSION not in Reader(change.talk or "").every("aria-label")
    assert "aq-turn" not in (change.talk or "")


def test_opening_another_conversation_drops_the_question_being_answered(
    desk: Desk, asked: tuple[Visit, Session]
) -> None:
    visit, session = asked
    session.pending = Pending("And then?")
    grant(desk, {"act": "open", "conversation": visit.conversation}, visit, session)
    assert session.pending is None


def test_deleting_another_conversation_leaves_the_page_as_it_is(
    desk: Desk, asked: tuple[Visit, Session]
) -> None:
    visit, session = asked
    other = grant(desk, {"act": "new"}, visit, session).visit
    assert other
    *_, last = desk.ask("Who won?", other, session)
    assert last.visit
    change = grant(desk, {"act": "forget", "conversation": visit.conversation}, last.visit, session)
    assert change.talk is None and MISSION not in (change.earlier or "")
    change = grant(desk, {"act": "forget", "conversation": last.visit.conversation}, last.visit, session)
    assert change.visit and change.visit.conversation == "" and change.talk


def test_about_is_that_article_alone_and_also_adds_one(desk: Desk, visit: Visit) -> None:
    for act, article, expected in (
        ("about", "essay", ["essay"]),
        ("also", "korea-herald", ["essay", "korea-herald"]),
        ("also", "essay", ["korea-herald", "essay"]),
        ("about", "korea-herald", ["korea-herald"]),
    ):
        change = grant(desk, {"act": act, "article": article}, visit, Session())
        assert change.visit
        visit = change.visit
        assert [name for name, _ in visit.narrowed.articles] == expected
    assert "qa list" in grant(desk, {"act": "about", "article": "none"}, visit, Session()).warning


def test_an_export_of_nothing_says_so(desk: Desk, visit: Visit, asked: tuple[Visit, Session]) -> None:
    assert grant(desk, {"act": "export"}, visit, Session()).warning == "Nothing was asked yet."
    assert (grant(desk, {"act": "export"}, *asked).export or "").startswith("# Conversation")


def test_the_samples_are_loaded_into_an_empty_library(visit: Visit) -> None:
    desk = Desk(FakeAssistant(new_library()), [], 0.25)
    assert "No articles yet" in (arrive(desk, "", visit, Session()).talk or "")
    change = grant(desk, {"act": "samples"}, visit, Session())
    assert "2 articles from The Korea Herald" in (change.talk or "")
    assert desk.library.record.counts()[0] == 2
