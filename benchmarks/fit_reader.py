"""Which weights make the reader right and honest? Fits them on half of the questions, judges on the rest.

    python -m benchmarks.fit_reader DATA [--every N]

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
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.data import Row, half_of, rows
from index import sync
from index.articles import Article
from index.errors import UnreadableArticle
from index.library import Library
from index.search import Hit
from qa.assistant import PASSAGES_READ, Assistant, to_read
from qa.defaults import default_embedder
from qa.evaluation import Question, load_questions
from qa.evaluation.figures import area_under_roc, contains_answer, expected_calibration_error, normalise
from qa.reader import SpanReader
from qa.reader.candidates import Candidate
from qa.reader.features import NAMES, features
from qa.reader.training.rows import held_back

SMOOTHING = 0.02

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its candidates' features and which of them answer.

    Attributes:
        features: shape (candidates, len(NAMES)).
        right: shape (candidates,).
    """

    set: str
    id: str
    answerable: bool
    features: Numbers
    right: NDArray[np.bool_]

    @property
    def half(self) -> str:
        """Half A is fitted on, half B judged on."""
        return half_of(self.id)


def main() -> None:
    """Fit, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--news-library", type=Path, help="a library of the news articles, kept from before")
    parser.add_argument("--every", type=int, default=1, help="use one of so many questions")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        news = given.news_library or Path(folder) / "news"
        asked = [
            *_reading(given.data, Path(folder), given.every),
            *_clapnq(given.data, Path(folder), given.every),
            *_news(given.data, news, given.every),
        ]
    fitted = [one for one in asked if one.half == "A"]
    judged = [one for one in asked if one.half == "B"]
    weights = ranking_weights(fitted)
    slope, shift = scale(fitted, weights)
    for name, part in (("fitted on", fitted), ("judged on", judged)):
        report(name, part, weights * slope, shift)
    print("WEIGHTS", dict(zip(NAMES, (weights * slope).round(3).tolist(), strict=True)))
    print("INTERCEPT", round(shift, 3))


def ranking_weights(asked: Sequence[Asked]) -> Numbers:
    """Return the weights under which the right candidates, or none of them, are likeliest (a softmax)."""
    sizes = {one.set: sum(other.set == one.set for other in asked) for one in asked}
    deviation = np.concatenate([one.features for one in asked]).std(axis=0) + 1e-9

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
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

    found = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B")
    weights: Numbers = found.x[:-1] / deviation
    return weights


def scale(asked: Sequence[Asked], weights: Numbers) -> tuple[float, float]:
    """Return slope and intercept that make the best candidate's score the chance that it is right (Platt)."""
    best = np.array([(one.features @ weights).max() for one in asked])
    right = np.array([one.right[(one.features @ weights).argmax()] for one in asked])
    sizes = {one.set: sum(other.set == one.set for other in asked) for one in asked}
    model = LogisticRegression(C=1e6)
    model.fit(best[:, None], right, sample_weight=[1 / sizes[one.set] * len(asked) for one in asked])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def report(name: str, asked: Sequence[Asked], weights: Numbers, intercept: float) -> None:
    """Print for each set how often the best is right, how well confidence tells, and how honest it is."""
    for kind in sorted({one.set for one in asked}):
        part = [one for one in asked if one.set == kind]
        logits = [one.features @ weights + intercept for one in part]
        order = [np.argsort(-logit, kind="stable") for logit in logits]
        first = [bool(one.right[best[0]]) for one, best in zip(part, order, strict=True)]
        three = [bool(one.right[best[:3]].any()) for one, best in zip(part, order, strict=True)]
        can = [one.answerable for one in part]
        sure = [float(1 / (1 + np.exp(-logit.max()))) for logit in logits]
        told = area_under_roc(sure, can)
        print(
            f"{name} {kind}: {len(part)} questions, {sum(can)} answerable; first right"
            f" {sum(first) / max(1, sum(can)):.3f}, first three {sum(three) / max(1, sum(can)):.3f}, AUROC"
            f" {'–' if told is None else f'{told:.3f}'}, calibration error"
            f" {expected_calibration_error(sure, first):.3f}"
        )


def _library(folder: Path, articles: Iterable[Article | UnreadableArticle]) -> Assistant:
    with Library.open(folder, default_embedder(), create=True) as library:
        sync.add(library, articles)
    return Assistant.open(folder, embedder=default_embedder())


def _reading(data: Path, folder: Path, every: int) -> Iterator[Asked]:
    squad = list(rows(data, "reading/train-squad2"))
    held = held_back(squad)
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
                yield _asked(kind, assistant, row, own)
                if kind == "squad2":
                    yield _asked("squad2 in its own article", assistant, row, own, alone=True)


def _clapnq(data: Path, folder: Path, every: int) -> Iterator[Asked]:
    for number, row in enumerate([*rows(data, "sentences/clapnq")][::every]):
        passages = [
            Article(id=passage["id"], text=passage["text"], title=passage["title"])
            for passage in row["passages"]
        ]
        with _library(folder / f"clapnq-{number}", passages) as assistant:
            yield _asked("clapnq", assistant, row | {"answers": row["evidence"]})


def _news(data: Path, folder: Path, every: int) -> Iterator[Asked]:
    if not (folder / "library.sqlite").is_file():
        from index.loaders import load_file

        _library(folder, load_file(data / "news" / "articles.jsonl.gz")).close()
    with Assistant.open(folder, embedder=default_embedder()) as assistant:
        for question in load_questions(data / "news" / "questions.jsonl.gz")[::every]:
            if question.type != "weak":
                hits = to_read(assistant.search(question.question, PASSAGES_READ, asked=question.asked))
                yield _weighed("news", replace(question, relevant={}), hits)


def _asked(kind: str, assistant: Assistant, row: Row, own: str | None = None, alone: bool = False) -> Asked:
    relevant = {own: 1.0} if own else {}
    question = Question(row["id"], row["question"], tuple(row["answers"]), relevant)
    hits = to_read(
        assistant.search(row["question"], PASSAGES_READ, articles=[own] if own and alone else None)
    )
    return _weighed(kind, question, hits)


def _weighed(kind: str, question: Question, hits: Sequence[Hit]) -> Asked:
    reader = _reader()
    candidates = reader.candidates(question.question, hits)
    right = [
        _holds(candidate, question.answers or ())
        and (not question.relevant or candidate.hit.article_id in question.relevant)
        for candidate in candidates
    ]
    if not candidates:
        return Asked(kind, question.id, question.has_answer, np.zeros((1, len(NAMES))), np.array([False]))
    compared = reader.similarity(question.question, candidates)
    known = np.column_stack((features(question.question, candidates), compared))
    return Asked(kind, question.id, question.has_answer, known, np.array(right))


def _holds(candidate: Candidate, answers: Sequence[str]) -> bool:
    """Whether the quote holds an answer, or is a part of one: whole sentences are marked in some sets."""
    quote = normalise(candidate.quote)
    within = len(quote) > 20 and any(quote in normalise(answer) for answer in answers)
    return within or contains_answer(candidate.quote, answers)


@cache
def _reader() -> SpanReader:
    return SpanReader(default_embedder())


if __name__ == "__main__":
    main()
