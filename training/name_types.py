"""Train the types of names: `python -m training.name_types DATA`.

A question tells what type the name is that answers it: "Who …?" a person, "In what city …?" a place. Of the
names that answer questions of `reading/train-*` those are taken whose questions agree; one in five is held
out.
Many more names come from articles (`attribution/train`, `news/articles`) by distant supervision: what stands
around them there tells beyond doubt, so that their embedding is learned without it.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from index.embedding.packaged_embedder import PackagedEmbedder
from qa.language.name_extraction import certain_names, names
from qa.language.name_types import WEIGHTS, NameOccurrence, NameType, plain_features
from training.datasets import rows

DATASETS = ("squad2", "qamr", "qed", "squadshifts_new_wiki")
HELD_OUT_EVERY = 5
BATCH = 64
AGREEING = 0.7
"""Share of a name's questions that ask for the same type."""


def _any_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WHAT = r"\b(?:what|which) (?:\w+ )?"
_PLACES = """
    city country state town island continent region county river location place province nation village
    capital street ocean sea lake mountain district
    """
_ORGANISATIONS = """
    company organi[sz]ation agency band team university party newspaper institution club firm bank corporation
    school college department league church publisher magazine airline studio union committee label station
    channel ministry
    """
_OTHERS = """
    language war battle treaty law act religion award festival film movie book song album show series event
    game holiday nationality people tribe prize conference theory document ship software product car planet
    month period era dynasty style novel tournament
    """
_PEOPLE = """
    person man woman actor actress singer president king queen scientist author player politician philosopher
    artist composer pope emperor general
    """
_ASKING = (
    (NameType.PLACE, rf"\bwhere\b|{_WHAT}{_any_of(_PLACES)}\b"),
    (NameType.ORGANISATION, rf"{_WHAT}{_any_of(_ORGANISATIONS)}\b"),
    (NameType.OTHER, rf"{_WHAT}{_any_of(_OTHERS)}\b"),
    (
        NameType.PERSON,
        rf"^\W*(?:who|whose|whom)\b|\b(?:by|to|with|of|from) whom\b|{_WHAT}{_any_of(_PEOPLE)}\b",
    ),
)
_TITLES = """
    Mr Mrs Ms Dr Sen Rep Gov President Minister Secretary Senator Professor actor actress singer coach
    spokesman spokeswoman director author analyst lawyer attorney wife husband son daughter
    """
_OF_FIRMS = """
    CEO shares website board stock parent app stores? employees users workers staff researchers spokesman
    spokeswoman executives? officials reported
    """
_SURELY = (
    (
        NameType.PERSON,
        re.compile(rf"\b{_any_of(_TITLES)}\.?\s$"),
        re.compile(
            r"^,\s\d\d,|^,? who\s|^ (?:said|says|told|tweeted|wrote|added)\b(?! the)|"
            r"^, (?:an?|the) \w+ (?:at|of|for) "
        ),
    ),
    (
        NameType.PLACE,
        re.compile(rf"\b{_any_of('in across throughout near outside southern northern eastern western')} $"),
        re.compile(r"^, [A-Z][a-z]+(?:,| \()|^ residents\b|^’s (?:capital|coast|border)"),
    ),
    (
        NameType.ORGANISATION,
        re.compile(
            r"\b(?:company|agency|group|firm|broadcaster|newspaper|giant|maker|retailer|platform|network|airline|"
            r"parent|team|club|at the|by the|CEO of|shares of|head of the|member of the) $"
        ),
        re.compile(rf"^ \([A-Z]{{3,6}}\)|^,? Inc\b|^[’']s {_any_of(_OF_FIRMS)}\b|^ {_any_of(_OF_FIRMS)}\b"),
    ),
    (
        NameType.OTHER,
        re.compile(r"\b(?:an?|most|many|some|the first) $"),
        re.compile(
            r"^ (?:citizens?|people|man|woman|language|voters|troops|film|album|season|crisis|law|policy)\b"
        ),
    ),
)
"""What stands before or after a name of each type and hardly any other."""

SURE_OCCURRENCES = 2
"""Number of occurrences that must tell the same type, and more than twice as many as tell another."""

_ASKS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _ASKING)

Example = tuple[str, list[NameOccurrence]]


def asked_type(question: str) -> NameType | None:
    """Return the type of name that a question asks for, None where it does not tell."""
    return next((kind for kind, form in _ASKS if form.search(question)), None)


def examples(data: Path) -> list[tuple[Example, NameType]]:
    """Return the names of the datasets whose questions agree, each once, with their surroundings."""
    counts: dict[str, Counter[NameType]] = {}
    around: dict[str, set[NameOccurrence]] = {}
    for question, context, answers in _read(data):
        kind = asked_type(question)
        found = {name.text for name in names(context)} if kind else set()
        for answer in {
            re.sub(r"^(?:the|an?) ", "", answer.strip(" .,"), flags=re.I) for answer in answers
        } & found:
            counts.setdefault(answer, Counter())[kind or NameType.OTHER] += 1
            places = (match.span() for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", context))
            around.setdefault(answer, set()).update(NameOccurrence.at(context, *place) for place in places)
    chosen = []
    for name, count in counts.items():
        kind, most = count.most_common(1)[0]
        if most >= AGREEING * count.total():
            chosen.append(((name, sorted(around[name], key=lambda one: (one.before, one.after))), kind))
    random.Random(1).shuffle(chosen)  # noqa: S311
    return chosen


def _read(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    for dataset in DATASETS:
        for row in rows(data, f"train-{dataset}"):
            answers = [each if isinstance(each, str) else each["text"] for each in row.get("answers") or ()]
            yield row["question"], row["context"], answers


def supervised_distantly(data: Path) -> list[tuple[Example, NameType]]:
    """Return names of articles whose type their surroundings tell, without these surroundings."""
    counts: dict[str, Counter[NameType]] = {}
    for path in ("attribution/train.jsonl.gz", "news/articles.jsonl.gz"):
        with gzip.open(data / path, "rt", encoding="utf-8") as lines:
            for text in (json.loads(line)["text"] for line in lines):
                for name in certain_names(text):
                    at = NameOccurrence.at(text, name.start, name.end)
                    for kind, before, after in _SURELY:
                        told = bool(before.search(at.before)) + bool(after.search(at.after))
                        if told:
                            counts.setdefault(name.text, Counter())[kind] += told
    found: list[tuple[Example, NameType]] = []
    for text, count in sorted(counts.items()):
        (kind, most), *others = count.most_common(2)
        if most >= SURE_OCCURRENCES and most > 2 * sum(other for _, other in others):
            found.append(((text, []), kind))
    return found


def vectors_of(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Return the embeddings of texts, shape (texts, dimensions)."""
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return np.concatenate([embedder.embed_passages(batch) for batch in batches])


def main(arguments: Sequence[str] | None = None) -> None:
    """Train both heads, print how many held-out names each tells, and write the file."""
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(
        prog="python -m training.name_types", description="Train the types of names."
    )
    parser.add_argument("data", type=Path, help="the folder that holds reading/train-*.jsonl.gz")
    parser.add_argument("--into", type=Path, default=Path("qa/language/weights"), help="where the file goes")
    given = parser.parse_args(arguments)
    embedder = PackagedEmbedder()
    asked, told_by_text = examples(given.data), supervised_distantly(given.data)
    chosen = [*asked, *told_by_text]
    print(  # noqa: T201
        f"{len(asked)} names from questions, {Counter(kind.value for _, kind in told_by_text)} from articles"
    )
    plain = np.array([plain_features(*example) for example, _ in chosen])
    kinds = np.array([kind.value for _, kind in chosen])
    vectors = vectors_of([name for (name, _), _ in chosen], embedder)
    held_out = (np.arange(len(chosen)) % HELD_OUT_EVERY == 0) & (np.arange(len(chosen)) < len(asked))
    stored: dict[str, NDArray[np.generic]] = {"fingerprint": np.array(embedder.fingerprint)}
    for prefix, features in (("", np.hstack([vectors, plain])), ("plain_", plain)):
        head = LogisticRegression(C=3, max_iter=3000, class_weight="balanced")
        head.fit(features[~held_out], kinds[~held_out])
        told = head.predict(features[held_out])
        share = np.mean(told == kinds[held_out])
        print(f"{prefix or 'with embedding'}: {share:.3f} of {held_out.sum()} held out")  # noqa: T201
        for kind in NameType:
            right = told[kinds[held_out] == kind.value] == kind.value
            print(f"  {kind.value}: {right.mean():.3f} of {right.size}")  # noqa: T201
        head.fit(features, kinds)
        stored["classes"] = head.classes_.astype(str)
        stored[f"{prefix}weights"] = head.coef_.T.astype(np.float32)
        stored[f"{prefix}bias"] = head.intercept_.astype(np.float32)
    given.into.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.into / WEIGHTS, allow_pickle=False, **stored)


if __name__ == "__main__":
    main()
