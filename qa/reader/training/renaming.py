"""Examples with other names: everything is called differently, and the answer stands where it stood.

The network has read most questions several times, and knows by heart what the answer is: it got 0.95 of those
of encyclopedias and 0.77 of others (F1). Whoever cannot know the names has to read what is said of them.
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
from qa.reader.training.example import Example
from qa.reader.training.subjects import beginnings

SEEN = 3
"""How often a name stands in the contexts, at least."""

LOWER_CASED = 0.05
"""Of a word's places, so many are without a capital, at most: "University" is more word than name."""

NEIGHBOURS = 12
"""A name gets one of those nearest in meaning, so that people stay people, and places places."""

EXCHANGED = 0.7
"""Of an example's names, so many get another."""

_NAME = re.compile(r"(?<![\w’'-])[A-Z][a-z]\w+(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])|(?<![\w.,-])\d(?![\w,.-]*\d|\w)")
_EITHER = re.compile(f"{_NAME.pattern}|{_NUMBER.pattern}")


class Renaming:
    """Knows the names of some contexts, each with the names that are most like it."""

    def __init__(self, contexts: Iterable[str]) -> None:
        known = _names(contexts)
        self._nearest = _nearest(known) if len(known) > 1 else {}

    def renamed(self, example: Example, chance: random.Random) -> Example:
        """Return the example with other names and numbers, each the same wherever it stands."""
        texts = (example.question, example.title, example.passage)
        others = self._others(texts, chance)

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

    def _others(self, texts: Sequence[str], chance: random.Random) -> dict[str, str]:
        found = sorted({name for text in texts for name in _EITHER.findall(text)})
        taken = beginnings(" ".join(texts))
        others: dict[str, str] = {}
        for name in found:
            if chance.random() > EXCHANGED:
                continue
            if name[0].isdigit():
                others[name] = _another_number(name, chance)
                continue
            free = [other for other in self._nearest.get(name, ()) if not beginnings(other) & taken]
            if free:
                others[name] = chance.choice(free)
                taken |= beginnings(others[name])
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
        if count >= SEEN and lower[name.lower()] <= LOWER_CASED * count and name not in left_out
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


def _another_number(number: str, chance: random.Random) -> str:
    """Return a number of the same form and size; a year stays in its century."""
    kept = 2 if re.fullmatch(r"1\d{3}|20\d{2}", number) else 0
    made = "".join(
        chance.choice("0123456789" if place else "123456789") if letter.isdigit() else letter
        for place, letter in enumerate(number[kept:], start=kept)
    )
    return number[:kept] + made
