import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import sync
from index.articles import Article
from index.errors import ArticleNotFound, EmbedderMismatch, LibraryMissing, QuestionError
from index.library import Library
from index.search import Hit
from qa import defaults
from qa.answers import Answer
from qa.assistant import LONGEST_QUESTION, PASSAGES_READ, SHARE_OF_BEST, TEXT_READ, Assistant, to_read
from qa.citing import REFUSAL
from qa.evaluation import Question, load_questions
from qa.reader import Reading, SpanReader
from tests.fakes import WordEmbedder
from tests.remembering import RememberingEmbedder

QUESTIONS = load_questions(Path(__file__).parents[1] / "questions.jsonl")
MISSION = "What did North Korea reportedly ship to Russia?"
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
ANY_QUESTION = st.text(st.characters(exclude_categories=()))

MILL = Article(
    id="mill",
    title="The mill",
    text="The mill was sold to Ada Lind. It has a wheel of oak. It stands by the river.",
    source="The Gull",
    published=date(2024, 5, 1),
)
BOAT = Article(
    id="boat",
    title="The boat",
    text="The boat was sold to Bo Berg. It has two masts.",
    source="The Heron",
    published=date(2024, 6, 1),
)
SHED = Article(id="shed", title="The shed", text="The shed was sold to nobody.", source="The Heron")


@dataclass
class ListReader:
    """Reads off the sentences it was given, in order, with their confidences; keeps what it was asked."""

    found: Sequence[tuple[Article, str, float]] = ()
    asked: list[tuple[str, Sequence[Hit]]] = field(default_factory=list)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.asked.append((question, hits))
        places = ((article, article.text.index(words), words, sure) for article, words, sure in self.found)
        return [Reading(article, start, start + len(words), sure) for article, start, words, sure in places]


@contextmanager
def library_of(folder: Path, *articles: Article) -> Iterator[Library]:
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not sync.add(library, articles)
        yield library


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Library]:
    """A library of three little articles, with an embedder that counts words."""
    with library_of(tmp_path / "library", MILL, BOAT, SHED) as library:
        yield library


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


# What it does with what is found


def test_quotes_come_best_first_and_are_numbered(village: Library) -> None:
    reader = ListReader([(BOAT, "It has two masts.", 0.9), (MILL, "It has a wheel of oak.", 0.8)])
    answer = Assistant(village, reader).ask("What has it?")
    assert answer.answered
    assert quotes(answer) == ["It has two masts.", "It has a wheel of oak."]
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert answer.text == "“It has two masts.” [1]\n“It has a wheel of oak.” [2]"
    assert answer.confidence == 0.9


def test_the_answering_words_are_handed_on(village: Library) -> None:
    class Marking:
        def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
            return [Reading(BOAT, 0, 29, 0.9, (21, 28))]

    citation = Assistant(village, Marking()).ask("Who bought the boat?").citations[0]
    assert citation.answer
    assert citation.article.text[slice(*citation.answer)] == "Bo Berg"


def test_line_breaks_in_a_quote_do_not_break_the_answer(tmp_path: Path) -> None:
    article = Article(id="a", title="A", text="The mill\n  was\tsold.")
    with library_of(tmp_path, article) as library:
        answer = Assistant(library, ListReader([(article, article.text, 0.9)])).ask("What was sold?")
    assert answer.text == "“The mill was sold.” [1]"
    assert quotes(answer) == ["The mill\n  was\tsold."]


@pytest.mark.parametrize(("confidence", "given"), [(0.59, False), (0.6, True), (0.61, True)])
def test_below_its_threshold_it_refuses(village: Library, confidence: float, given: bool) -> None:
    reader = ListReader([(BOAT, "It has two masts.", confidence)])
    answer = Assistant(village, reader, threshold=0.6).ask("How many masts has the boat?")
    assert answer.answered is given
    assert answer.confidence == confidence
    assert answer.hits


def test_a_refusal_shows_what_was_found_and_cites_nothing(village: Library) -> None:
    answer = Assistant(village, ListReader()).ask("Who bought the boat?")
    assert (answer.answered, answer.citations, answer.text, answer.confidence) == (False, (), REFUSAL, 0.0)
    assert answer.hits[0].article_id == "boat"
    assert all(hit.article.text[hit.start : hit.end] == hit.text for hit in answer.hits)


def test_at_most_three_quotes_are_given(village: Library) -> None:
    sentences = [(MILL, words + ".", 0.9) for words in MILL.text.rstrip(".").split(". ")]
    reader = ListReader([*sentences, (BOAT, "It has two masts.", 0.9)])
    assert len(quotes(Assistant(village, reader).ask("What is there?"))) == 3


def test_quotes_far_less_sure_than_the_first_are_left_out(village: Library) -> None:
    reader = ListReader(
        [
            (BOAT, "It has two masts.", 0.9),
            (MILL, "It has a wheel of oak.", SHARE_OF_BEST * 0.91),
            (MILL, "It stands by the river.", SHARE_OF_BEST * 0.89),
        ]
    )
    assert quotes(Assistant(village, reader).ask("What?")) == ["It has two masts.", "It has a wheel of oak."]


def test_a_quote_that_two_articles_share_is_given_once(tmp_path: Path) -> None:
    wire = "The boat was sold to Bo Berg."
    first = Article(id="first", title="One", text=f"{wire} More will follow.")
    second = Article(
        id="second", title="Two", text=f"Seen at noon. {wire.replace(' was ', chr(10) + 'was ')}"
    )
    third = Article(id="third", title="Three", text="THE BOAT WAS SOLD TO BO BERG. It has two masts.")
    with library_of(tmp_path, first, second, third) as library:
        reader = ListReader(
            [
                (first, wire, 0.9),
                (second, wire.replace(" was ", "\nwas "), 0.89),
                (third, "THE BOAT WAS SOLD TO BO BERG.", 0.88),
                (third, "It has two masts.", 0.7),
            ]
        )
        answer = Assistant(library, reader).ask("Who bought the boat?")
    assert quotes(answer) == [wire, "It has two masts."]
    assert [citation.n for citation in answer.citations] == [1, 2]


# Conversations


def test_the_completed_question_is_read_and_told(village: Library) -> None:
    reader = ListReader()
    history = [("Who bought the Old Mill?", "“The mill was sold to Ada Lind.” [1]")]
    answer = Assistant(village, reader).ask("  Where does it stand? ", history=history)
    assert answer.question == "  Where does it stand? "
    assert answer.standalone == "Where does Old Mill stand?"
    assert reader.asked[0][0] == answer.standalone
    assert reader.asked[0][1] == answer.hits


def test_what_the_conversation_names_is_searched_too(village: Library) -> None:
    assistant = Assistant(village, ListReader())
    history = [("Is Bo Berg there?", "Yes.")]
    alone = assistant.search("And he?", 3)
    known = assistant.search("And he?", 3, history=history)
    assert known[0].article_id == "boat"
    assert [hit.score for hit in alone] != [hit.score for hit in known]


def test_a_conversation_leaves_nothing_behind(village: Library) -> None:
    assistant = Assistant(village, ListReader())
    before = assistant.ask("Where is it?")
    assistant.ask("Where is it?", history=[("Who bought the Old Mill?", "Ada Lind.")])
    assert assistant.ask("Where is it?") == before


def test_conversations_at_the_same_time_stay_apart(village: Library) -> None:
    together = Barrier(8)
    assistant = Assistant(village, ListReader([(BOAT, "It has two masts.", 0.9)]))

    def ask(number: int) -> list[str]:
        together.wait(30)
        name = f"Ship{number} Lind"
        history = [(f"Who saw {name}?", "Nobody.")]
        return [assistant.ask("Where is he?", history=history).standalone for _ in range(10)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert answers == [[f"Where is Ship{number} Lind?"] * 10 for number in range(8)]


# Narrowed searches


@pytest.mark.parametrize("narrowed", [{"sources": ["The Stork"]}, {"articles": ["mill", "nowhere"]}])
def test_a_source_or_article_that_is_not_there_is_an_error(
    village: Library, narrowed: dict[str, list[str]]
) -> None:
    with Assistant.open(village.folder, embedder=WordEmbedder()) as assistant:
        for ask in (assistant.ask, assistant.search):
            with pytest.raises(ArticleNotFound, match="qa list"):
                ask("Who owns the mill?", sources=narrowed.get("sources"), articles=narrowed.get("articles"))


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({}, {"mill", "boat", "shed"}),
        ({"sources": ["The Heron"]}, {"boat", "shed"}),
        ({"sources": ["The Heron", "The Gull"]}, {"mill", "boat", "shed"}),
        ({"articles": ["mill"]}, {"mill"}),
        ({"articles": ["mill", "shed"]}, {"mill", "shed"}),
        ({"since": date(2024, 5, 1)}, {"mill", "boat"}),
        ({"since": date(2024, 5, 2)}, {"boat"}),
        ({"until": date(2024, 5, 31)}, {"mill"}),
        ({"since": date(2024, 5, 2), "until": date(2024, 5, 31)}, set()),
        ({"sources": ["The Heron"], "articles": ["mill", "boat"]}, {"boat"}),
    ],
)
def test_only_what_was_asked_for_is_searched_and_cited(
    village: Library, narrowed: dict[str, Sequence[str] | date], found: set[str]
) -> None:
    assistant = Assistant.open(village.folder, embedder=WordEmbedder(), threshold=0.0)
    with assistant:
        answer = assistant.ask("Who was it sold to?", **narrowed)  # type: ignore[arg-type]
        hits = assistant.search("Who was it sold to?", **narrowed)  # type: ignore[arg-type]
    assert {hit.article_id for hit in hits} == {hit.article_id for hit in answer.hits} == found
    assert {citation.article.id for citation in answer.citations} <= found
    assert answer.answered is bool(found)


@pytest.mark.parametrize(("asked", "first"), [("2024-05-02", "a2024-05-01"), ("2024-06-02", "a2024-06-01")])
def test_among_equals_the_article_nearest_in_time_comes_first(tmp_path: Path, asked: str, first: str) -> None:
    days = [date(2024, month, 1) for month in (4, 5, 6)]
    articles = [
        Article(id=f"a{day}", title=f"Part {day.month}", text="The boat was sold.", published=day)
        for day in days
    ]
    with library_of(tmp_path, *articles) as library:
        answer = Assistant(library, ListReader()).ask("What was sold?", asked=date.fromisoformat(asked))
    assert answer.hits[0].article_id == first


@pytest.mark.parametrize(
    ("length", "read"),
    [(100, PASSAGES_READ), (TEXT_READ // 10, 10), (TEXT_READ // 10 + 1, 9), (TEXT_READ * 2, 1)],
)
def test_of_short_passages_more_are_read_than_of_long_ones(length: int, read: int) -> None:
    article = Article(id="a", title="", text="x" * (length * 30))
    hits = [Hit(article, n * length, (n + 1) * length, 1.0) for n in range(30)]
    assert to_read(hits) == tuple(hits[:read])
    assert to_read([]) == ()


def test_search_gives_as_many_as_asked_for(village: Library) -> None:
    assistant = Assistant(village, ListReader())
    assert [len(assistant.search("Who was it sold to?", k)) for k in (1, 2, 3, 50)] == [1, 2, 3, 3]


# What cannot be asked


@pytest.mark.parametrize("question", ["", " ", "\n\t", "\N{NO-BREAK SPACE}\N{EM SPACE}"])
@pytest.mark.parametrize("way", [Assistant.ask, Assistant.search])
def test_a_blank_question_says_what_to_do(
    village: Library, way: Callable[[Assistant, str], object], question: str
) -> None:
    with pytest.raises(QuestionError, match=r"is empty. Type what you want to know"):
        way(Assistant(village, ListReader()), question)


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 100_000])
@pytest.mark.parametrize("way", [Assistant.ask, Assistant.search])
def test_a_page_of_text_is_no_question(
    village: Library, way: Callable[[Assistant, str], object], length: int
) -> None:
    with pytest.raises(QuestionError, match=rf"{length:,} characters; .* fewer words") as raised:
        way(Assistant(village, ListReader()), "x" * length)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200


def test_a_question_of_the_longest_length_is_asked(village: Library) -> None:
    assert not Assistant(village, ListReader()).ask("boat " * (LONGEST_QUESTION // 5)).answered


def test_an_empty_library_says_no(tmp_path: Path) -> None:
    Library.open(tmp_path, WordEmbedder(), create=True).close()
    with Assistant.open(tmp_path, embedder=WordEmbedder()) as assistant:
        answer = assistant.ask("Who bought the boat?")
        assert (answer.answered, answer.hits, answer.text) == (False, (), REFUSAL)
        assert assistant.search("Who bought the boat?") == ()


@given(question=ANY_QUESTION, before=ANY_QUESTION)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gets_an_answer_or_is_called_no_question(
    village: Library, question: str, before: str
) -> None:
    assistant = Assistant(village, SpanReader(WordEmbedder()), threshold=0.0)
    try:
        prove(assistant.ask(question, history=[(before, before)]), assistant)
    except QuestionError:
        assert not question.strip()


# Opening and closing


def test_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match=r"nowhere.*qa add"):
        Assistant.open(tmp_path / "nowhere", embedder=WordEmbedder())
    assert not (tmp_path / "nowhere").exists()


def test_another_model_is_refused_with_the_command_that_helps(village: Library) -> None:
    with pytest.raises(EmbedderMismatch, match="qa rebuild"):
        Assistant.open(village.folder, embedder=WordEmbedder(name="other"))


def test_it_opens_the_usual_library_with_the_usual_model(
    village: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LIBRARY", str(village.folder))
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: WordEmbedder())
    with Assistant.open() as assistant:
        assert assistant.library.folder == village.folder
        assert assistant.search("boat", 1)[0].article_id == "boat"


def test_leaving_closes_the_library(village: Library) -> None:
    with (
        Assistant.open(village.folder, embedder=WordEmbedder()) as assistant,
        assistant.library.database.reading() as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


# The real model on the sample articles


def prove(answer: Answer, assistant: Assistant) -> None:
    """Check everything an answer promises against the record's own text of the articles."""
    record = assistant.library.record
    assert answer.answered is bool(answer.citations)
    assert 0 <= answer.confidence <= 1
    for number, citation in enumerate(answer.citations, start=1):
        assert citation.n == number
        assert record.article(citation.article.id).text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert f"“{' '.join(citation.quote.split())}” [{number}]" in answer.text
    for hit in answer.hits:
        assert record.article(hit.article_id).text[hit.start : hit.end] == hit.text
    if not answer.answered:
        assert answer.text == REFUSAL or answer.text.startswith("No ")
    assert json.loads(json.dumps(answer.to_json(), allow_nan=False)) == answer.to_json()


def test_the_mission_question_is_answered_by_its_first_quote(assistant: Assistant) -> None:
    answer = assistant.ask(MISSION)
    assert MISSION_ANSWER in answer.citations[0].quote
    assert answer.citations[0].article.source == "The Korea Herald"
    prove(answer, assistant)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_quote_stands_where_it_is_said_to(assistant: Assistant, question: Question) -> None:
    answer = assistant.ask(question.question, history=question.history, asked=question.asked)
    prove(answer, assistant)
    assert answer.hits, "a refusal shows the nearest passages"


def test_the_mission_question_is_followed_up(assistant: Assistant) -> None:
    first = assistant.ask(MISSION)
    second = assistant.ask("And what did it get in return?", history=[(MISSION, first.text)])
    assert "North Korea" in second.standalone
    prove(second, assistant)


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
            for _ in range(3)
        ]
        assert all([ask.result() for ask in run] == alone for run in runs)


@given(question=ANY_QUESTION | st.lists(st.sampled_from(MISSION.split())).map(" ".join))
@settings(max_examples=25, deadline=None)
def test_any_question_on_the_sample_articles_keeps_the_promises(
    seed_folder: Path, remembering: RememberingEmbedder, question: str
) -> None:
    with Assistant.open(seed_folder, embedder=remembering) as assistant:
        try:
            prove(assistant.ask(question), assistant)
        except QuestionError:
            assert not question.strip()


def test_a_misspelt_question_is_read_as_it_was_meant(assistant: Assistant) -> None:
    typed = "What did North Korea reportedly ship to Rusia?"
    answer = assistant.ask(typed)
    assert answer.question == typed
    assert answer.standalone == "What did North Korea reportedly ship to Russia?"
    assert "artillery shells" in answer.citations[0].quote
