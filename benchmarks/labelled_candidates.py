"""Labelled candidates for fitting: retrieved questions, and the softmax fit of ranking weights.

Questions of `reading/dev-xquad` and of the articles of `reading/train-squad2` that the network was not
trained on, asked of one library of their contexts and, those of squad2, of their own context alone; of
`sentences/clapnq`, asked of their own passages; and of `news`, the weak ones left out. Half A of each set (by
its ids) is fitted on, half B judged on; every set counts the same. In news any article may answer, since
others than the one a question was written about often do.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.command_line import data_parser
from benchmarks.data import Row, half_of, rows
from index import ingest
from index.articles import Article
from index.errors import UnreadableArticle
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.assistant import Assistant
from qa.defaults import default_embedder
from qa.evaluation import Question, load_questions
from qa.evaluation.figures import contains_answer, normalise
from qa.query import PASSAGES_FOUND
from training.datasets import held_out_titles

SMOOTHING = 0.02
"""Strength of the L2 regularisation."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RetrievedQuestion:
    """A question with its retrieved passages."""

    set: str
    question: Question
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its candidates' features and labels.

    Attributes:
        features: shape (candidates, features).
        right: shape (candidates,).
    """

    set: str
    id: str
    answerable: bool
    features: Floats
    right: NDArray[np.bool_]

    @property
    def half(self) -> str:
        """The half, "A" to fit on or "B" to judge on, that the question falls into."""
        return half_of(self.id)


def retrieved_questions(data: Path, news_library: Path | None, every: int) -> Iterator[RetrievedQuestion]:
    """Yield every question with its retrieved passages.

    Args:
        news_library: a library of the news articles, kept from before.
        every: the stride through the questions of the two reading sets.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield from _reading(data, Path(folder), every)
        yield from _clapnq(data, Path(folder))
        yield from _news(data, news_library or Path(folder) / "news")


def parse_arguments(name: str, description: str | None) -> argparse.Namespace:
    """Return the command line's arguments of a script that fits."""
    parser = data_parser(name, description)
    parser.add_argument("--news-library", type=Path, help="a library of the news articles, kept from before")
    parser.add_argument(
        "--every", type=int, default=1, help="use one of so many questions of xquad and squad2"
    )
    return parser.parse_args()


def fit_ranking_weights(asked: Sequence[LabelledQuestion]) -> Floats:
    """Return the weights that maximise the softmax likelihood of the right candidates, or of none."""
    sizes = {one.set: sum(other.set == one.set for other in asked) for one in asked}
    deviation = np.concatenate([one.features for one in asked]).std(axis=0) + 1e-9

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, none = parameters[:-1], parameters[-1]
        total, slope = SMOOTHING * float(weights @ weights), np.append(2 * SMOOTHING * weights, 0.0)
        for one in asked:
            scaled = one.features / deviation
            logits = np.append(scaled @ weights, none)
            likely = np.exp(logits - logits.max())
            likely /= likely.sum()
            wanted = np.append(one.right, not one.right.any())
            total -= float(np.log(likely[wanted].sum() + 1e-12)) / sizes[one.set]
            gap = (likely - np.where(wanted, likely / (likely[wanted].sum() + 1e-12), 0.0)) / sizes[one.set]
            slope += np.append(gap[:-1] @ scaled, gap[-1])
        return total, slope

    found = minimize(loss, np.zeros(len(deviation) + 1), jac=True, method="L-BFGS-B")
    weights: Floats = found.x[:-1] / deviation
    return weights


def holds_answer(article_id: str, quote: str, question: Question) -> bool:
    """Whether a quote holds an answer, or is a part of one: some sets mark whole sentences."""
    if question.relevant and article_id not in question.relevant:
        return False
    said, answers = normalise(quote), question.answers or ()
    within = len(said) > 20 and any(said in normalise(answer) for answer in answers)
    return within or contains_answer(quote, answers)


def _library(folder: Path, articles: Iterable[Article | UnreadableArticle]) -> Assistant:
    with Library.open(folder, default_embedder(), create=True) as library:
        ingest.add(library, articles)
    return Assistant.open(folder, embedder=default_embedder())


def _reading(data: Path, folder: Path, every: int) -> Iterator[RetrievedQuestion]:
    squad = list(rows(data, "reading/train-squad2"))
    held = held_out_titles(squad)
    sets = {
        "xquad": list(rows(data, "reading/dev-xquad")),
        "squad2": [row for row in squad if row["title"] in held],
    }
    places = {row["context"]: row for part in sets.values() for row in part}
    ids = {context: f"context-{number}" for number, context in enumerate(places)}
    articles = [Article(id=ids[text], text=text, title=row["title"]) for text, row in places.items()]
    with _library(folder / "reading", articles) as assistant:
        for kind, part in sets.items():
            for row in part[::every]:
                own = ids[row["context"]]
                yield _search(kind, assistant, row, own)
                if kind == "squad2":
                    yield _search("squad2 in its own article", assistant, row, own, alone=True)


def _clapnq(data: Path, folder: Path) -> Iterator[RetrievedQuestion]:
    for number, row in enumerate(rows(data, "sentences/clapnq")):
        passages = [
            Article(id=passage["id"], text=passage["text"], title=passage["title"])
            for passage in row["passages"]
        ]
        with _library(folder / f"clapnq-{number}", passages) as assistant:
            yield _search("clapnq", assistant, row | {"answers": row["evidence"]})


def _news(data: Path, folder: Path) -> Iterator[RetrievedQuestion]:
    if not (folder / "library.sqlite").is_file():
        from index.loaders import load_file

        _library(folder, load_file(data / "news" / "articles.jsonl.gz")).close()
    with Assistant.open(folder, embedder=default_embedder()) as assistant:
        for question in load_questions(data / "news" / "questions.jsonl.gz"):
            if question.type != "weak":
                hits = assistant.search(question.question, PASSAGES_FOUND, asked=question.asked)
                yield RetrievedQuestion("news", replace(question, relevant={}), hits)


def _search(
    kind: str, assistant: Assistant, row: Row, own: str | None = None, alone: bool = False
) -> RetrievedQuestion:
    relevant = {own: 1.0} if own else {}
    question = Question(row["id"], row["question"], tuple(row["answers"]), relevant)
    only = [own] if own and alone else None
    return RetrievedQuestion(kind, question, assistant.search(row["question"], PASSAGES_FOUND, articles=only))
