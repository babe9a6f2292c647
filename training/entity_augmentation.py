"""Data augmentation by entity replacement: names and numbers are exchanged, the answer stays in place.

The network has read most questions several times and memorises their answers: it got 0.95 of those of
encyclopedias and 0.77 of others (F1). With unknown names it has to read what is said of them.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.embedding.packaged_model import packaged_folder
from index.text.calendar_words import MONTHS, WEEKDAYS
from training.example import Example
from training.word_prefixes import word_prefixes

MIN_COUNT = 3
"""Number of times that a name stands in the contexts, at least."""

MAX_LOWER_CASE_SHARE = 0.05
"""Share of a name's occurrences in lower case, at most: "University" is more word than name."""

NEIGHBOURS = 12
"""Number of nearest names by embedding among which a replacement is drawn: people stay people, places
places."""

REPLACED_SHARE = 0.7
"""Share of an example's entities that are replaced."""

_NAME = re.compile(r"(?<![\w’'-])[A-Z][a-z]\w+(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])|(?<![\w.,-])\d(?![\w,.-]*\d|\w)")
_EITHER = re.compile(f"{_NAME.pattern}|{_NUMBER.pattern}")


class EntityReplacer:
    """Replaces entities by others of the same contexts that are nearest to them by word embedding."""

    def __init__(self, contexts: Iterable[str]) -> None:
        known = _names(contexts)
        self._nearest = _nearest(known) if len(known) > 1 else {}

    def replaced(self, example: Example, rng: random.Random) -> Example:
        """Return the example with entities replaced, each by the same one wherever it stands."""
        texts = (example.question, example.title, example.passage)
        others = self._others(texts, rng)

        def other(text: str) -> str:
            return _EITHER.sub(lambda found: others.get(found.group(), found.group()), text)

        question, title, passage = map(other, texts)
        if example.answer is None:
            return replace(example, question=question, title=title, passage=passage)
        start, end = example.answer
        parts = [other(part) for part in (example.passage[:start], example.passage[start:end])]
        if not passage.startswith("".join(parts)):
            return example  # The answer begins or ends inside a name.
        answer = len(parts[0]), len(parts[0]) + len(parts[1])
        return replace(example, question=question, title=title, passage=passage, answer=answer)

    def _others(self, texts: Sequence[str], rng: random.Random) -> dict[str, str]:
        found = sorted({name for text in texts for name in _EITHER.findall(text)})
        taken = word_prefixes(" ".join(texts))
        others: dict[str, str] = {}
        for name in found:
            if rng.random() > REPLACED_SHARE:
                continue
            if name[0].isdigit():
                others[name] = another_number(name, rng)
                continue
            free = [other for other in self._nearest.get(name, ()) if not word_prefixes(other) & taken]
            if free:
                others[name] = rng.choice(free)
                taken |= word_prefixes(others[name])
        return others


def _names(contexts: Iterable[str]) -> list[str]:
    """Return the words that are written with a capital within sentences, and hardly ever without."""
    capital: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for context in contexts:
        capital.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]\w+(?![\w-])", context))
        lower.update(re.findall(r"(?<![\w-])[a-z]\w+(?![\w-])", context))
    left_out = {word.capitalize() for word in (*MONTHS, *WEEKDAYS)}
    return [
        name
        for name, count in sorted(capital.items())
        if count >= MIN_COUNT and lower[name.lower()] <= MAX_LOWER_CASE_SHARE * count and name not in left_out
    ]


def _nearest(names: Sequence[str]) -> Mapping[str, list[str]]:
    vectors = _vectors(names)
    return {
        name: [
            names[place]
            for place in np.argsort(-(vectors @ vector))[: NEIGHBOURS + 1]
            if names[place] != name
        ]
        for name, vector in zip(names, vectors, strict=True)
    }


def _vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """Return the mean of the embeddings of each word's tokens, of length 1: (words, width)."""
    from tokenizers import Tokenizer
    from transformers import BertModel

    folder = packaged_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    model = BertModel.from_pretrained(str(folder), local_files_only=True, add_pooling_layer=False)
    embeddings = model.embeddings.word_embeddings.weight.detach().numpy()
    embeddings = embeddings - embeddings.mean(axis=0)
    every = [tokenizer.encode(word, add_special_tokens=False).ids for word in words]
    vectors = np.stack([embeddings[ids].mean(axis=0) for ids in every])
    found: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


def another_number(number: str, rng: random.Random) -> str:
    """Return a number of the same form and size; a year stays in its century."""
    kept = 2 if re.fullmatch(r"1\d{3}|20\d{2}", number) else 0
    made = "".join(
        rng.choice("0123456789" if place else "123456789") if letter.isdigit() else letter
        for place, letter in enumerate(number[kept:], start=kept)
    )
    return number[:kept] + made
