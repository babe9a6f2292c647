"""The fixed set of requests of every kind, on the samples and on a little newsroom: what is right of each.

`python -m tests.request_set` prints what fails and why. Each line of `requests.jsonl` names its `library`,
what is asked before (`history`), the `articles` it is narrowed to, the `kinds` it may be taken for, and what
is right: `must` (each a list of words of which one stands in a quote), `must_not` (words in no quote), `says`
(each a list of words of which one stands in the answer's text or headings; a string is a list of one), the
`least` and `most` quotes, the number of `sections`, and whether it is `answered`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from index.articles import Article
from index.embedding.embedder import Embedder
from index.filters import SearchFilter
from index.library import Library
from index.loaders import find_files, load_file
from qa.answers import Answer
from qa.assistant import Assistant
from qa.reader import SpanReader
from qa.turns import Turn
from tests.store.memory import memory_library

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
ARTICLES = HERE / "request_articles.jsonl"
ASKED = date(2024, 6, 20)
REACHED = 0.94
"""Share of the requests that must be right."""


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """A request and what is right of its answer."""

    id: str
    library: str
    request: str
    kinds: tuple[str, ...]
    history: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    least: int = 0
    most: int = 100
    sections: int = 0
    answered: bool = True

    @classmethod
    def of(cls, row: dict[str, Any]) -> "ExpectedAnswer":
        """Make one of a line of the file."""
        alternatives = {name: tuple(map(tuple, row.get(name, ()))) for name in ("must", "says")}
        lists = {name: tuple(row.get(name, ())) for name in ("kinds", "history", "articles", "must_not")}
        return cls(**{**row, **alternatives, **lists})


def requests() -> list[ExpectedAnswer]:
    """Return the set."""
    with (HERE / "requests.jsonl").open(encoding="utf-8") as lines:
        return [ExpectedAnswer.of(json.loads(line)) for line in lines]


def libraries(embedder: Embedder) -> dict[str, Assistant]:
    """Make an assistant on the samples and one on the newsroom."""
    files = {"samples": find_files(SEEDS), "newsroom": [ARTICLES]}
    return {name: Assistant(library_of(paths, embedder), SpanReader()) for name, paths in files.items()}


def library_of(paths: Sequence[Path], embedder: Embedder) -> Library:
    """Make a library in memory of what is in these files."""
    read = (article for path in paths for article in load_file(path))
    return memory_library(embedder, *(article for article in read if isinstance(article, Article)))


class Asker:
    """Asks requests of assistants; what several are asked after is asked once."""

    def __init__(self, assistants: Mapping[str, Assistant]) -> None:
        self._assistants = assistants
        self._turns = cache(self._asked)

    def ask(self, expected: ExpectedAnswer) -> Answer:
        """Ask what is asked before, and then the request."""
        turns = self._turns(expected.library, expected.history, expected.articles)
        return self._answer(expected.library, expected.request, turns, expected.articles)

    def _asked(self, library: str, history: tuple[str, ...], articles: tuple[str, ...]) -> tuple[Turn, ...]:
        if not history:
            return ()
        *before, question = history
        turns = self._turns(library, tuple(before), articles)
        return (*turns, Turn(question, self._answer(library, question, turns, articles)))

    def _answer(
        self, library: str, question: str, turns: tuple[Turn, ...], articles: tuple[str, ...]
    ) -> Answer:
        return self._assistants[library].answer(question, turns, SearchFilter.of(articles=articles), ASKED)


def faults(answer: Answer, expected: ExpectedAnswer) -> Iterator[str]:
    """Yield what is wrong with an answer; nothing where it is right."""
    quotes = [citation.quote for citation in answer.citations]
    said = "\n".join([answer.text, *(one.heading for one in answer.sections), *quotes])
    if answer.kind.value not in expected.kinds:
        yield f"taken for {answer.kind.value}"
    if expected.least and answer.answered is not expected.answered:
        yield "answered" if answer.answered else "refused"
    if not expected.answered and answer.answered:
        yield f"answered: {quotes[0][:80]}"
    for words in expected.must:
        if not any(word in quote for word in words for quote in quotes):
            yield f"quotes none of {words}"
    for word in expected.must_not:
        if any(word in quote for quote in quotes):
            yield f"quotes “{word}”"
    for words in expected.says:
        if not any(word in said for word in words):
            yield f"says none of {words}"
    if expected.answered and not expected.least <= len(quotes) <= expected.most:
        yield f"has {len(quotes)} quotes"
    if len(answer.sections) < expected.sections:
        yield f"has {len(answer.sections)} sections"


def main() -> None:
    """Print what fails, by kind, and the share that is right."""
    from index.embedding.packaged_embedder import PackagedEmbedder

    asker, failed = Asker(libraries(PackagedEmbedder())), 0
    rows = requests()
    for expected in rows:
        found = list(faults(asker.ask(expected), expected))
        failed += bool(found)
        if found:
            print(f"{expected.id}: {expected.request} → {'; '.join(found)}")  # noqa: T201
    print(f"{len(rows) - failed} of {len(rows)} right: {1 - failed / len(rows):.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
