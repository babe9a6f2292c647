"""One measured process of the tutorial's pipeline: it does one task and prints its figures as JSON.

python -m benchmarks.speed.tutorial_process add MODEL ARTICLES FOLDER
python -m benchmarks.speed.tutorial_process search MODEL FOLDER QUESTIONS
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.speed import tutorial
from benchmarks.speed.processes import Json
from benchmarks.speed.warm_queries import WARM_UP, ask_all


def add(model: str, articles: str, folder: str) -> Json:
    """Add articles; the model is loaded before the clock starts, as on our side."""
    store = tutorial.open_store(model, folder)
    assert store.embeddings
    store.embeddings.embed_documents(list(WARM_UP))
    start = perf_counter()
    documents = tutorial.read(Path(articles))
    chunks = tutorial.add(store, documents)
    return {"seconds": perf_counter() - start, "articles": len(documents), "passages": chunks}


def search(model: str, folder: str, questions: str) -> Json:
    """Ask a set of questions."""
    store = tutorial.open_store(model, folder)

    def ask(question: str, _asked: str | None) -> list[str]:
        found = store.similarity_search(question, k=tutorial.PASSAGES)
        return [document.metadata["id"] for document in found]

    return ask_all(ask, Path(questions))


def main(what: str, *arguments: str) -> None:
    """Do one thing and print how that went."""
    tasks: dict[str, Callable[..., Json]] = {"add": add, "search": search}
    print(json.dumps(tasks[what](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
