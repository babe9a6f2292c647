"""Claims that people labelled: half of each set is learnt from, the other half is to judge by."""

import gzip
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.passages import sentences
from index.text.words import content_words
from training.datasets import Row
from training.grounding.example import ClaimExample

SETS = ("fever_symmetric", "wice", "summaries", "wice_spans")


def is_learnt_from(identity: str) -> bool:
    """Whether a labelled claim is learnt from; a claim and its twin fall on the same side."""
    whole = re.fullmatch(r"(.*?)(?:000000\d)?-\d+", identity) if identity.startswith("fs-") else None
    return zlib.crc32((whole[1] if whole else identity).encode()) % 2 == 0


def claim_rows(data: Path, name: str) -> list[Row]:
    """Return the rows of one file of `claims/`."""
    path = data / "claims" / f"{name}.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is absent. Name the folder of the measuring data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def labelled_examples(
    data: Path, name: str, *, learnt: bool, as_judged: bool = False
) -> Iterator[ClaimExample]:
    """Yield the claims of a set that are learnt from, or the others, with the evidence they are read against.

    Args:
        as_judged: one example a claim, against evidence found in its text, with a label of yes or no.
    """
    for row in claim_rows(data, name):
        if is_learnt_from(row["id"]) == learnt:
            yield from _READ[name](row, learnt and not as_judged)


def nearest_sentences(claim: str, parts: Sequence[str], most: int) -> list[str]:
    """Return the sentences that share the rarest words with a claim, at most so many, in their order."""
    every = [set(content_words(part)) for part in parts]
    having = Counter(word for words in every for word in words)
    wanted = set(content_words(claim))
    weights = {word: math.log1p(len(parts) / having[word]) for word in wanted & set(having)}
    chosen: list[int] = []
    left = dict(weights)
    for _ in range(most):
        # What is covered counts a third: the next sentence is to carry what the first does not.
        scores = [
            sum(left[word] for word in words & set(left)) / (8 + len(words)) ** 0.3
            if place not in chosen
            else -1.0
            for place, words in enumerate(every)
        ]
        best = max(range(len(parts)), key=scores.__getitem__, default=None)
        if best is None or scores[best] <= 0:
            break
        chosen.append(best)
        left = {word: weight / 3 if word in every[best] else weight for word, weight in left.items()}
    return [parts[place] for place in sorted(chosen)]


def _fever(row: Row, _taught: bool) -> Iterator[ClaimExample]:
    evidence = " ".join(row["evidence"])
    yes = row["supported"] == "yes"
    yield ClaimExample(row["claim"], evidence, float(yes), () if yes else None, "fever_symmetric")


def _wice(row: Row, taught: bool) -> Iterator[ClaimExample]:
    yes = row["supported"] == "yes"
    evidence = " ".join(nearest_sentences(row["claim"], row["evidence"], 4))
    yield ClaimExample(row["claim"], evidence, float(yes), () if yes else None, "wice")
    if taught:
        for chosen in row["supporting"][:2]:
            yield ClaimExample(row["claim"], " ".join(chosen), float(yes), () if yes else None, "wice")


def _spans(row: Row, _taught: bool) -> Iterator[ClaimExample]:
    places, at = [], 0
    for token, missing in zip(row["tokens"], row["unsupported"], strict=True):
        start = row["claim"].find(token, at)
        if start >= 0:
            at = start + len(token)
            if missing:
                places.append((start, at))
    yield ClaimExample(row["claim"], " ".join(row["evidence"]), 0.0, tuple(places), "wice_spans")


def _summaries(row: Row, taught: bool) -> Iterator[ClaimExample]:
    article = row["article"]
    parts = [article[start:end] for start, end in sentences(article)]
    for claim in row["claims"]:
        yes = 2 * claim["yes"] > claim["votes"]
        sure = claim["yes"] / claim["votes"] if taught else float(yes)
        evidence = " ".join(nearest_sentences(claim["text"], parts, 4))
        yield ClaimExample(claim["text"], evidence, sure, () if sure == 1 else None, "summaries")


_READ = {"fever_symmetric": _fever, "wice": _wice, "wice_spans": _spans, "summaries": _summaries}
