"""What every answer promises, whatever is asked, and what is no question."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import QuestionError
from index.library import Library
from qa.answers import REFUSAL
from qa.assistant import Assistant
from qa.query import LONGEST_QUESTION
from qa.reader import SpanReader
from tests.caching_embedder import CachingEmbedder
from tests.qa.fakes import ListReader, library_of
from tests.qa.invariants import check_invariants

MISSION = "What did North Korea reportedly ship to Russia?"
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
ANY_QUESTION = st.text(st.characters(exclude_categories=()))


# What cannot be asked


@pytest.mark.parametrize("question", ["", " ", "\n\t", "\N{NO-BREAK SPACE}\N{EM SPACE}"])
@pytest.mark.parametrize("way", [Assistant.ask, Assistant.search])
def test_a_blank_question_says_what_to_do(
    small_library: Library, way: Callable[[Assistant, str], object], question: str
) -> None:
    with pytest.raises(QuestionError, match=r"is empty. Type what you want to know"):
        way(Assistant(small_library, ListReader()), question)


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 100_000])
@pytest.mark.parametrize("way", [Assistant.ask, Assistant.search])
def test_a_page_of_text_is_no_question(
    small_library: Library, way: Callable[[Assistant, str], object], length: int
) -> None:
    with pytest.raises(QuestionError, match=rf"{length:,} characters; .* fewer words") as raised:
        way(Assistant(small_library, ListReader()), "x" * length)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200


def test_a_question_of_the_longest_length_is_asked(small_library: Library) -> None:
    assert not Assistant(small_library, ListReader()).ask("boat " * (LONGEST_QUESTION // 5)).answered


def test_an_empty_library_says_no() -> None:
    assistant = Assistant(library_of(), SpanReader())
    answer = assistant.ask("Who bought the boat?")
    assert (answer.answered, answer.hits, answer.text) == (False, (), REFUSAL)
    assert assistant.search("Who bought the boat?") == ()


@given(question=ANY_QUESTION, before=ANY_QUESTION)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gets_an_answer_or_is_called_no_question(
    small_library: Library, question: str, before: str
) -> None:
    assistant = Assistant(small_library, SpanReader(), threshold=0.0)
    try:
        check_invariants(assistant.ask(question, history=[(before, before)]), assistant)
    except QuestionError:
        assert not question.strip()


# The real model on the sample articles


def test_the_mission_question_is_answered_by_its_first_quote(assistant: Assistant) -> None:
    answer = assistant.ask(MISSION)
    assert MISSION_ANSWER in answer.citations[0].quote
    assert answer.citations[0].article.source == "The Korea Herald"
    check_invariants(answer, assistant)


def test_the_mission_question_is_followed_up(assistant: Assistant) -> None:
    first = assistant.ask(MISSION)
    second = assistant.ask("And what did it get in return?", history=[(MISSION, first.text)])
    assert "North Korea" in second.standalone
    check_invariants(second, assistant)


def test_two_conversations_in_two_threads_get_their_own_answers(assistant: Assistant) -> None:
    follow_up = "Where does he work?"
    histories = [
        [("What did Park Won-gon tell The Korea Herald?", "“Putin would have no reason to …” [1]")],
        [("What did Yang Uk say?", "“get help building its weapons” [1]")],
    ]
    alone = [assistant.ask(follow_up, history=history) for history in histories]
    assert "Park Won-gon" in alone[0].standalone
    assert "Yang Uk" in alone[1].standalone
    with ThreadPoolExecutor(2) as threads:
        runs = [
            [threads.submit(assistant.ask, follow_up, history=history) for history in histories]
            for _ in range(2)
        ]
        assert all([ask.result() for ask in run] == alone for run in runs)


@given(question=ANY_QUESTION | st.lists(st.sampled_from(MISSION.split())).map(" ".join))
@settings(max_examples=10)
def test_any_question_on_the_sample_articles_keeps_the_promises(
    seed_folder: Path, caching_embedder: CachingEmbedder, question: str
) -> None:
    with Assistant.open(seed_folder, embedder=caching_embedder) as assistant:
        try:
            check_invariants(assistant.ask(question), assistant)
        except QuestionError:
            assert not question.strip()


def test_a_misspelt_question_is_read_as_it_was_meant(assistant: Assistant) -> None:
    typed = "What did North Korea reportedly ship to Rusia?"
    answer = assistant.ask(typed)
    assert answer.question == typed
    assert answer.standalone == "What did North Korea reportedly ship to Russia?"
    assert "artillery shells" in answer.citations[0].quote


def test_what_is_told_of_this_week_is_surer_than_what_was_told_long_ago() -> None:
    text = "The harbour of Vessel Bay was closed by a storm. Two ferries stayed in port."
    told = Article(id="told", title="Vessel Bay", text=text, published=date(2024, 6, 14))
    assistant = Assistant(library_of(told), SpanReader(), threshold=0.0)
    week, years = (
        assistant.ask("What was closed by a storm this week?", asked=day)
        for day in (date(2024, 6, 16), date(2026, 6, 16))
    )
    anytime = assistant.ask("What was closed by a storm?", asked=date(2026, 6, 16))
    assert week.citations[0].quote == years.citations[0].quote == text[:48]
    assert years.confidence < 0.8 * min(week.confidence, anytime.confidence)
