"""Which weights make the sentence reader right and honest? Fits them and judges them on other articles.

    python -m benchmarks.fit_sentence_reader DATA

The articles of `reading/train-squad2` are halved: fitted on one half, judged on the other. Each half is a
library; its questions are those with an answer, those people wrote to have none, and, as questions of another
subject, some of the other half's.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.data import rows
from index import sync
from index.articles import Article
from index.embedder import SentenceTransformerEmbedder, Vectors
from index.library import Library
from index.search import search
from qa.reader import WEIGHTS, SentenceReader, candidate_sentences

PASSAGES = 10


class RememberingEmbedder(SentenceTransformerEmbedder):
    """Embeds each text once: the same sentences come back for many questions."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Vectors] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, remembered where the text was seen before."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known.update(zip(fresh, super().embed_passages(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its candidates' features and which of them hold an answer."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    kind: str


def main() -> None:
    """Fit, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    data = list(rows(arguments.data, "reading/train-squad2"))
    titles = sorted({row["title"] for row in data})
    random.Random(0).shuffle(titles)
    first = set(titles[::2])
    halves = [[row for row in data if (row["title"] in first) is half] for half in (True, False)]
    fitted, judged = asked(halves[0], halves[1]), asked(halves[1], halves[0])

    model = LogisticRegression(C=10.0, max_iter=1000)
    model.fit(np.concatenate([a.features for a in fitted]), np.concatenate([a.right for a in fitted]))
    report("fitted on", fitted, model)
    best = np.array([model.decision_function(a.features).max() for a in fitted])
    hit = np.array([a.right[model.decision_function(a.features).argmax()] for a in fitted])
    scale = LogisticRegression(C=1e6).fit(best[:, None], hit)
    slope, shift = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    report("judged on", judged, model, slope, shift)
    weights = dict(zip(WEIGHTS, (model.coef_[0] * slope).round(3).tolist(), strict=True))
    print("WEIGHTS", weights)
    print("INTERCEPT", round(float(model.intercept_[0]) * slope + shift, 3))


def asked(own: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> list[Asked]:
    """Make a library of the rows' contexts and ask it their questions, and some of the others'."""
    contexts = {row["context_id"]: row for row in own}
    articles = [
        Article(id=str(number), text=row["context"], title=row["title"])
        for number, row in enumerate(contexts.values())
    ]
    answered = [row for row in others if row["answers"]]
    sample = random.Random(1).sample(answered, min(len(answered), len(own) // 2))
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), embedder(), create=True)
        sync.add(library, articles)
        found = [
            one
            for questions, outside in ((own, False), (sample, True))
            for row in questions
            if (one := _ask(library, row, outside)) is not None
        ]
        library.close()
    return found


@cache
def embedder() -> RememberingEmbedder:
    """Return the one embedder."""
    return RememberingEmbedder()


def _ask(library: Library, row: dict[str, Any], outside: bool) -> Asked | None:
    candidates = candidate_sentences(search(library, [row["question"]], PASSAGES))
    answers = [] if outside else [answer.lower() for answer in row["answers"]]
    right = [
        candidate.hit.article.text == row["context"]
        and any(answer in candidate.text.lower() for answer in answers)
        for candidate in candidates
    ]
    kind = "outside" if outside else "answered" if answers else "unanswerable"
    features = SentenceReader(embedder()).features(row["question"], candidates)
    return Asked(features, np.array(right), kind)


def report(
    name: str, found: list[Asked], model: LogisticRegression, slope: float = 1, shift: float = 0
) -> None:
    """Print how often the best sentence is right, how well confidence tells, and how honest it is."""
    logits = [model.decision_function(one.features) * slope + shift for one in found]
    best = np.array([logit.max() for logit in logits])
    right = np.array([one.right[logit.argmax()] for one, logit in zip(found, logits, strict=True)])
    three = np.array(
        [one.right[np.argsort(-logit)[:3]].any() for one, logit in zip(found, logits, strict=True)]
    )
    answered = np.array([one.kind == "answered" for one in found])
    outside = np.array([one.kind == "outside" for one in found])
    other = roc_auc_score(answered[answered | outside], best[answered | outside])
    print(f"{name}: {answered.sum()} answered, {(~answered).sum()} not ({outside.sum()} of another subject)")
    print(f"  first sentence right {right[answered].mean():.3f}, first three {three[answered].mean():.3f}")
    print(f"  AUROC of answered {roc_auc_score(answered, best):.3f}, against another subject {other:.3f}")
    sure = 1 / (1 + np.exp(-best))
    for low in np.arange(0, 1, 0.1):
        inside = (sure >= low) & (sure < low + 0.1)
        if inside.any():
            print(
                f"  confidence {sure[inside].mean():.2f}: {right[inside].mean():.2f} right of {inside.sum()}"
            )


if __name__ == "__main__":
    main()
