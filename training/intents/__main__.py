"""Train the intent head: `python -m training.intents DATA_FOLDER [--into FILE]`.

Nothing of `benchmarks/quality/intents.jsonl`, on which it is judged, is trained on.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.intents.intent_features import BUCKETS, lexical_features
from qa.intents.intent_head import SHIPPED
from training.intents.examples import (
    LABELS,
    Example,
    normalised,
    public_facts,
    skeleton_words,
    written_examples,
)
from training.intents.grammar import read_wordings
from training.intents.public_fillers import public_fillers

JUDGED = Path(__file__).parents[2] / "benchmarks" / "quality" / "intents.jsonl"

INVERSE_REGULARISATION = 8.0
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

VECTOR_SCALE = 2.0
"""What the vectors are multiplied by while fitting, so that the penalty is lighter on them."""

SEED = 1


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the examples, fit both regressions, write them into one file."""
    parser = argparse.ArgumentParser(prog="python -m training.intents", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the public data")
    parser.add_argument("--into", type=Path, default=SHIPPED, metavar="FILE")
    flags = parser.parse_args(arguments)
    public = public_fillers(flags.data, SEED)
    examples = written_examples(SEED, left_out=judged_requests(), public=public)
    examples += public_facts(flags.data, SEED)
    write(examples, flags.into)


def judged_requests() -> frozenset[str]:
    """Return the requests that the head is judged on, normalised."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return frozenset(normalised(json.loads(line)["question"]) for line in lines)


def write(examples: Sequence[Example], path: Path) -> None:
    """Fit both regressions and write them."""
    embedder = PackagedEmbedder()
    known = skeleton_words(wording for label in LABELS for wording in read_wordings(label))
    vectors = csr_matrix(embedder.embed_passages([example.request for example in examples]) * VECTOR_SCALE)
    ngrams = ngram_matrix([example.request for example in examples], frozenset(known))
    labels = [example.label for example in examples]
    parts: dict[str, NDArray[Any]] = {"labels": np.array(LABELS), "known": np.array(known)}
    for name, dense in (("joint", vectors), ("lexical", vectors[:, :0])):
        weights, bias = fitted(hstack([ngrams, dense]).tocsr(), labels)
        parts[f"{name}_lexical"] = weights[:BUCKETS].astype(np.float16)
        parts[f"{name}_dense"] = (weights[BUCKETS:] * VECTOR_SCALE).astype(np.float16)
        parts[f"{name}_bias"] = bias
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, fingerprint=np.array(embedder.fingerprint), **parts)


def ngram_matrix(requests: Sequence[str], known: frozenset[str]) -> csr_matrix:
    """Return the hashed n-grams of requests, of shape (requests, BUCKETS)."""
    rows = [lexical_features(request, known) for request in requests]
    ends = np.cumsum([0, *(len(row.places) for row in rows)])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, np.concatenate([row.places for row in rows]), ends), (len(rows), BUCKETS))


def fitted(features: csr_matrix, labels: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weights of shape (features, labels) and biases of multinomial logistic regression."""
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=200)
    model.fit(features, labels)
    order = [list(model.classes_).index(label) for label in LABELS]
    return model.coef_[order].T.astype(np.float32), model.intercept_[order].astype(np.float32)


if __name__ == "__main__":
    main()
