"""Twenty answers at once over one slow server: none waits for another, and none gets another's sentences."""

import threading
from concurrent.futures import ThreadPoolExecutor

from index.articles import Article
from qa.answers import Answer
from qa.assistant import Assistant
from qa.language_model import open_model
from qa.writer import ModelWriter
from tests.fakes import WordEmbedder
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Asked, Reply
from tests.store.memory import memory_library
from tests.ui.fakes_library import WordReader

THINGS = (
    *("boat", "mill", "shed", "barn", "ferry", "bakery", "chapel", "tower", "bridge", "garden"),
    *("orchard", "quarry", "harbour", "library", "school", "theatre", "brewery", "stable", "tavern", "forge"),
)
BUYERS = (
    *("Arne", "Bodil", "Carl", "Dagny", "Einar", "Frida", "Gorm", "Hedda", "Ivar", "Johanne"),
    *("Knud", "Laila", "Magne", "Nanna", "Olav", "Petra", "Rolf", "Signe", "Tyra", "Ulf"),
)
ARTICLES = tuple(
    Article(thing, f"The {thing} was sold to {buyer} Lund.", f"About the {thing}")
    for thing, buyer in zip(THINGS, BUYERS, strict=True)
)
FAILING = frozenset(THINGS[::5])
"""What the server fails over."""


def question(thing: str) -> str:
    return f"Who was the {thing} sold to?"


def test_twenty_answers_at_once_do_not_wait_for_each_other_or_mix() -> None:
    go_on = threading.Event()

    def reply(asked: Asked) -> Reply:
        assert go_on.wait(120)
        thing = next(one for one in THINGS if question(one) in asked.prompt.rpartition("END QUOTES")[2])
        if thing in FAILING:
            return Reply(status=401)
        buyer = BUYERS[THINGS.index(thing)]
        return Reply.of(f"The {thing} was sold to {buyer} Lund. [1] The {thing} burned. [1]").but(
            between=0.02
        )

    with OpenAIServer(reply) as server, ThreadPoolExecutor(len(THINGS)) as threads:
        library = memory_library(WordEmbedder(), *ARTICLES)
        assistant = Assistant(library, WordReader(), writer=ModelWriter(open_model(server.settings())))
        coming = [threads.submit(assistant.ask, question(thing)) for thing in THINGS]
        assert server.wait_until(lambda seen: seen.open_now == len(THINGS), 120)
        # While all of them wait for the server, somebody else is answered.
        quotes = assistant.ask(question("boat"), written=False)
        assert quotes.citations[0].quote == ARTICLES[0].text
        assert not any(one.done() for one in coming)
        go_on.set()
        answers = [one.result(120) for one in coming]
    assert server.most_at_once == len(THINGS)
    for article, answer in zip(ARTICLES, answers, strict=True):
        check(answer, article)


def check(answer: Answer, article: Article) -> None:
    """Check that an answer is written of its own article alone, or stands on its quote where that failed."""
    assert [citation.quote for citation in answer.citations] == [article.text]
    assert answer.writing
    if article.id in FAILING:
        assert (answer.writing.sentences, answer.writing.is_answer) == ((), False)
        assert "Set QA_MODEL_KEY" in answer.writing.problem
        return
    assert answer.text == f"{article.text} [1]"
    assert [sentence.text for sentence in answer.writing.held_back] == [f"The {article.id} burned."]
