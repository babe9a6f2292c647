import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from index import ingest
from index.articles import Article
from index.errors import EmbedderMismatch, LibraryMissing
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa import defaults
from qa.answers import REFUSAL, AnswerKind
from qa.assistant import Assistant
from qa.reader import Reading
from tests.fakes import WordEmbedder
from tests.index.local import database_of
from tests.qa.fakes import BOAT, MILL, ListReader, library_of, quotes

# What it does with what is found


def test_quotes_come_best_first_and_are_numbered(small_library: Library) -> None:
    reader = ListReader([(BOAT, "It has two masts.", 0.9), (MILL, "It has a wheel of oak.", 0.8)])
    answer = Assistant(small_library, reader).ask("What has it?")
    assert answer.answered
    assert quotes(answer) == ["It has two masts.", "It has a wheel of oak."]
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert answer.text == "“It has two masts.” [1]\n“It has a wheel of oak.” [2]"
    assert answer.confidence == 0.9


def test_the_answering_words_are_handed_on(small_library: Library) -> None:
    class Marking:
        def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
            return [Reading(BOAT, 0, 29, 0.9, (21, 28))]

    citation = Assistant(small_library, Marking()).ask("Who bought the boat?").citations[0]
    assert citation.answer
    assert citation.article.text[slice(*citation.answer)] == "Bo Berg"


def test_small_talk_is_replied_to_without_reading_and_is_no_turn_to_lean_on(small_library: Library) -> None:
    reader = ListReader([(BOAT, "The boat was sold to Bo Berg.", 0.9)])
    assistant = Assistant(small_library, reader)
    history = [("Who bought the boat?", "“The boat was sold to Bo Berg.” [1]")]
    answer = assistant.ask("Thanks!", history=history)
    assert answer.kind is AnswerKind.CONVERSATION
    assert not answer.citations
    assert answer.text != REFUSAL
    assert not reader.asked
    history.append((answer.question, answer.text))
    completed = assistant.ask("Where does he live?", history=history).standalone
    assert completed.startswith("Where does Bo Berg live?")


def test_line_breaks_in_a_quote_do_not_break_the_answer() -> None:
    article = Article(id="a", title="A", text="The mill\n  was\tsold.")
    reader = ListReader([(article, article.text, 0.9)])
    answer = Assistant(library_of(article), reader).ask("What was sold?")
    assert answer.text == "“The mill was sold.” [1]"
    assert quotes(answer) == ["The mill\n  was\tsold."]


@pytest.mark.parametrize(("confidence", "given"), [(0.59, False), (0.6, True), (0.61, True)])
def test_below_its_threshold_it_refuses(small_library: Library, confidence: float, given: bool) -> None:
    reader = ListReader([(BOAT, "It has two masts.", confidence)])
    answer = Assistant(small_library, reader, threshold=0.6).ask("How many masts has the boat?")
    assert answer.answered is given
    assert answer.confidence == confidence
    assert answer.hits


def test_a_refusal_shows_what_was_found_and_cites_nothing(small_library: Library) -> None:
    answer = Assistant(small_library, ListReader()).ask("Who bought the boat?")
    assert (answer.answered, answer.citations, answer.text, answer.confidence) == (False, (), REFUSAL, 0.0)
    assert answer.hits[0].article_id == "boat"
    assert all(hit.article.text[hit.start : hit.end] == hit.text for hit in answer.hits)


def test_at_most_three_quotes_are_given(small_library: Library) -> None:
    sentences = [(MILL, words + ".", 0.9) for words in MILL.text.rstrip(".").split(". ")]
    reader = ListReader([*sentences, (BOAT, "It has two masts.", 0.9)])
    assert len(quotes(Assistant(small_library, reader).ask("What is there?"))) == 3


@pytest.mark.parametrize(
    ("best", "still_shown", "left_out"),
    [(0.9, 0.6, 0.58), (0.5, 0.15, 0.13), (1.0, 1.0, 0.99), (0.2, 0.04, 0.037)],
)
def test_quotes_far_less_sure_than_the_first_are_left_out(
    small_library: Library, best: float, still_shown: float, left_out: float
) -> None:
    """The surer the first one is, the surer the others have to be."""
    reader = ListReader(
        [
            (BOAT, "It has two masts.", best),
            (MILL, "It has a wheel of oak.", still_shown),
            (MILL, "It stands by the river.", left_out),
        ]
    )
    assert quotes(Assistant(small_library, reader).ask("What?")) == [
        "It has two masts.",
        "It has a wheel of oak.",
    ]


def test_a_quote_that_two_articles_share_is_given_once() -> None:
    wire = "The boat was sold to Bo Berg."
    first = Article(id="first", title="One", text=f"{wire} More will follow.")
    second = Article(
        id="second", title="Two", text=f"Seen at noon. {wire.replace(' was ', chr(10) + 'was ')}"
    )
    third = Article(id="third", title="Three", text="THE BOAT WAS SOLD TO BO BERG. It has two masts.")
    reader = ListReader(
        [
            (first, wire, 0.9),
            (second, wire.replace(" was ", "\nwas "), 0.89),
            (third, "THE BOAT WAS SOLD TO BO BERG.", 0.88),
            (third, "It has two masts.", 0.7),
        ]
    )
    answer = Assistant(library_of(first, second, third), reader).ask("Who bought the boat?")

    assert quotes(answer) == [wire, "It has two masts."]
    assert [citation.n for citation in answer.citations] == [1, 2]


# Conversations


def test_the_completed_question_is_read_and_told(small_library: Library) -> None:
    reader = ListReader()
    history = [("Who bought the Old Mill?", "“The mill was sold to Ada Lind.” [1]")]
    answer = Assistant(small_library, reader).ask("  Where is it? ", history=history)
    assert answer.question == "  Where is it? "
    assert answer.standalone == "Where is Old Mill?"
    assert reader.asked[0][0] == answer.standalone
    assert reader.asked[0][1] == answer.hits


def test_what_the_conversation_names_is_searched_too(small_library: Library) -> None:
    assistant = Assistant(small_library, ListReader())
    history = [("Is Bo Berg there?", "Yes.")]
    alone = assistant.search("And he?", 3)
    known = assistant.search("And he?", 3, history=history)
    assert known[0].article_id == "boat"
    assert [hit.score for hit in alone] != [hit.score for hit in known]


def test_a_conversation_leaves_nothing_behind(small_library: Library) -> None:
    assistant = Assistant(small_library, ListReader())
    before = assistant.ask("Where is it?")
    assistant.ask("Where is it?", history=[("Who bought the Old Mill?", "Ada Lind.")])
    assert assistant.ask("Where is it?") == before


def test_conversations_at_the_same_time_stay_apart(small_library: Library) -> None:
    together = Barrier(8)
    assistant = Assistant(small_library, ListReader([(BOAT, "It has two masts.", 0.9)]))

    def ask(number: int) -> list[str]:
        together.wait(30)
        name = f"Ship{number} Lind"
        history = [(f"Who saw {name}?", "Nobody.")]
        return [assistant.ask("Where is he?", history=history).standalone for _ in range(10)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert answers == [[f"Where is Ship{number} Lind?"] * 10 for number in range(8)]


# Opening and closing


def test_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match=r"nowhere.*qa add"):
        Assistant.open(tmp_path / "nowhere", embedder=WordEmbedder())
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a library of one article."""
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert ingest.add(library, [BOAT]) == []
    return tmp_path / "library"


def test_another_model_is_refused_with_the_command_that_helps(folder: Path) -> None:
    with pytest.raises(EmbedderMismatch, match="qa rebuild"):
        Assistant.open(folder, embedder=WordEmbedder(name="other"))


def test_it_opens_the_usual_library_with_the_usual_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LIBRARY", str(folder))
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: WordEmbedder())
    with Assistant.open() as assistant:
        assert Path(assistant.library.location) == folder
        assert assistant.search("boat", 1)[0].article_id == "boat"


def test_leaving_closes_the_library(folder: Path) -> None:
    with (
        Assistant.open(folder, embedder=WordEmbedder()) as assistant,
        database_of(assistant.library).reading() as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
