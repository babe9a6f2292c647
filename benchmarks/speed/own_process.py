"""One measured process of this project: it does one task and prints its figures as JSON.

python -m benchmarks.speed.own_process add ARTICLES LIBRARY
python -m benchmarks.speed.own_process search|assistant|answer LIBRARY QUESTIONS
python -m benchmarks.speed.own_process begin LIBRARY
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from benchmarks.speed.processes import Json
from benchmarks.speed.warm_queries import PASSAGES, WARM_UP, Ask, ask_all
from benchmarks.token_counting import CountingReaderModel
from index import ingest
from index.articles import Article
from index.embedding.runtime import openvino_precision
from index.library import Library
from index.loaders import load_file
from index.retrieval.hybrid_search import hybrid_search
from qa.assistant import Assistant
from qa.defaults import default_embedder
from qa.reader import SpanReader

if TYPE_CHECKING:
    from index.embedding.embedder import Embedder, Vectors


class CountingEmbedder:
    """Another embedder that also counts the passages it embeds."""

    def __init__(self, embedder: "Embedder") -> None:
        """Count what `embedder` does from now on."""
        self._embedder = embedder
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> "Vectors":
        """Embed and count."""
        self.embedded += len(texts)
        return self._embedder.embed_passages(texts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)


def add(articles: str, folder: str) -> Json:
    """Add a file of articles; the model is loaded before the clock starts, as on the other side."""
    embedder = default_embedder()
    embedder.embed_passages(WARM_UP)
    counting = CountingEmbedder(embedder)
    changes: Counter[str] = Counter()
    edited: list[str] = []

    def report(outcome: ingest.IngestOutcome, article: Article) -> None:
        changes[outcome.value] += 1
        if outcome is ingest.IngestOutcome.UPDATED:
            edited.append(article.id)

    Path(folder).mkdir(parents=True, exist_ok=True)
    start = perf_counter()
    with Library.open(Path(folder), cast("Embedder", counting), create=True) as library:
        unreadable = ingest.add(library, load_file(Path(articles)), report)
        seconds = perf_counter() - start
        held, passages = library.record.counts()
        of_edited = sum(len(library.record.passages(article_id)) for article_id in edited)
    if unreadable:
        sys.exit(f"{unreadable[0]} Measuring on a part of the articles would mislead.")
    return {
        "seconds": seconds,
        "articles": held,
        "passages": passages,
        "embedded": counting.embedded,
        "passages_of_edited": of_edited,
        "changes": dict(changes),
        "embedder": embedder.fingerprint,
        "many_embedded_in": openvino_precision(),
    }


def ask(what: str, folder: str, questions: str) -> Json:
    """Ask a set of questions: a search alone, a search through an assistant, or a whole answer."""
    counted = CountingReaderModel()
    with Assistant.open(folder) as opened:
        assistant = Assistant(opened.library, SpanReader(counted))
        told = ask_all(_asker(what, assistant), Path(questions), counted.reset)
    asked = max(1, len(told["milliseconds"]))
    return {**told, "tokens_read": counted.tokens / asked, "network_runs": counted.runs / asked}


def _asker(what: str, assistant: Assistant) -> Ask:
    def day(asked: str | None) -> date | None:
        return date.fromisoformat(asked) if asked else None

    def alone(question: str, asked: str | None) -> list[str]:
        hits = hybrid_search(assistant.library, [question], PASSAGES, asked=day(asked))
        return [hit.article_id for hit in hits]

    def through_assistant(question: str, asked: str | None) -> list[str]:
        return [hit.article_id for hit in assistant.search(question, PASSAGES, asked=day(asked))]

    def whole(question: str, asked: str | None) -> list[str]:
        return [citation.article.id for citation in assistant.ask(question, asked=day(asked)).citations]

    return {"search": alone, "assistant": through_assistant, "answer": whole}[what]


def begin(folder: str) -> Json:
    """Time what a process does until its first answer, and the second, step by step."""
    stages: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = perf_counter()
        done = work()
        stages[name] = perf_counter() - start
        return done

    assistant: Assistant = timed("open a library", lambda: Assistant.open(folder))
    embedder = assistant.library.embedder
    timed("embed a first question (loads the model)", lambda: embedder.embed_question(WARM_UP[1]))
    timed("search for the first time (loads the index)", lambda: assistant.search(WARM_UP[1]))
    timed("give a first answer (loads the reader)", lambda: assistant.ask(WARM_UP[0]))
    timed("give another answer", lambda: assistant.ask(WARM_UP[2]))
    assistant.close()
    return {"stages": stages}


def main(what: str, *arguments: str) -> None:
    """Do one thing and print how that went."""
    asking = {one: partial(ask, one) for one in ("search", "assistant", "answer")}
    tasks: dict[str, Callable[..., Json]] = {"add": add, "begin": begin, **asking}
    print(json.dumps(tasks[what](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
