"""A tiny data folder and a reader that gives what a test tells it to."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Part
from index.retrieval.hybrid_search import Hit
from qa.reader import Reading
from tests.fakes import WordEmbedder


@dataclass
class FakeReader:
    """Finds words in the passages: by question, each with its confidence; notes the passages it read."""

    answers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    read_hits: list[tuple[str, Sequence[Hit]]] = field(default_factory=list)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.read_hits.append((question, hits))
        found = [
            Reading(hit.article, hit.start, hit.end, confidence, (start, start + len(words)))
            for words, confidence in self.answers.get(question, {}).items()
            for hit in hits
            if (start := hit.article.text.find(words, hit.start, hit.end)) >= 0
        ]
        return sorted(found, key=lambda reading: -reading.confidence)


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Write a set as the public data is kept."""
    path = folder / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def bench_of(data: Path, answers: Mapping[str, Mapping[str, float]] | None = None) -> Bench:
    """Make a bench on a data folder whose reader knows these answers."""
    return Bench(data, WordEmbedder(), FakeReader(answers or {}))


CONTEXTS = {
    "c1": ("Boats", "The red boat left on Monday."),
    "c2": ("Apples", "Ann sells apples in Rome."),
}
"""Title and text of each context, by id."""


def context_row(
    number: str, question: str, context: str, *answers: str, title: str = ""
) -> dict[str, object]:
    """Make a row of `reading/`."""
    known, text = CONTEXTS[context]
    return {
        "id": number,
        "question": question,
        "context_id": context,
        "title": title or known,
        "context": text,
        "answers": list(answers),
    }


NEWS_ARTICLES = [
    {"id": "a", "title": "Boats", "text": "The red boat left on Monday.", "published": "2024-01-02"},
    {"id": "b", "title": "Apples", "text": "Ann sells apples in Rome.", "published": "2024-01-02"},
]
NEWS_QUESTIONS = [
    {
        "id": "1",
        "question": "When did the boat go?",
        "answers": ["Monday"],
        "relevant": {"a": 1},
        "type": "gold",
    },
    {"id": "2", "question": "Who sells apples?", "answers": ["Anna"], "relevant": {"b": 1}, "type": "gold"},
    {"id": "3", "question": "Where is the boat?", "answers": ["Oslo"], "relevant": {"a": 1}, "type": "weak"},
    {"id": "4", "question": "Who won the cup?", "answers": [], "relevant": {}, "type": "unanswerable"},
]
"""Two gold questions, of which one's answer stands to the word in its article."""


def figures_of(part: Part) -> dict[str, float | None]:
    """Return a part's figures by label."""
    return {figure.label: figure.value for figure in part.figures}
