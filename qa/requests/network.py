"""Joint intent classification and slot filling: a request's kind and its parts, told by one network.

A BERT encoder with one head on the whole request and one on each of its words, as in Chen, Zhuo and Wang
(BERT for Joint Intent Classification and Slot Filling, 2019). `training.intents` trains it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.embedding.runtime import OnnxSession
from qa.answers import AnswerKind
from qa.reader.model import SHIPPED as READER
from qa.requests.part_places import WordPart, places_of
from qa.requests.parts import Part, Place, outside, text_of

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

NETWORK = "requests.onnx"

ELLIPSIS = "ellipsis"
"""Label of a request that only changes a part of the one before it: "And in 2017?"."""

LABELS = (*(kind.value for kind in AnswerKind), ELLIPSIS)
"""The kinds of request, in the order of the network's output."""

PARTS = (None, *Part)
"""The parts of a request, in the order of the network's output; None: a word that only asks."""

MOST_PIECES = 96
"""Number of word pieces of a request that are read, special tokens included."""

READ_BEFORE = 128
"""Number of requests whose reading is remembered: the turns before are read for every follow-up."""


@dataclass(frozen=True, slots=True)
class RequestReading:
    """What the network tells of a request.

    Attributes:
        request: the request as it was typed.
        probabilities: the probability of each of `LABELS`.
        parts: where its parts stand, in order.
    """

    request: str
    probabilities: dict[str, float]
    parts: tuple[Place, ...]

    @property
    def label(self) -> str:
        """The likeliest of `LABELS`."""
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def asking(self) -> str:
        """The words that are no part of it, and only ask."""
        return outside(self.request, self.parts)

    def text(self, part: Part) -> str:
        """Return the words of one of its parts; "" where it has none."""
        return text_of(self.request, self.places(part))

    def places(self, part: Part) -> list[Place]:
        """Return where one of its parts stands: several places where other words stand between."""
        return [place for place in self.parts if place.part is part]


class RequestNetwork:
    """The network in a folder, loaded when needed; any thread may use it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    @cached_property
    def read(self) -> Callable[[str], RequestReading]:
        """What reads a request, and remembers the last ones."""
        return lru_cache(READ_BEFORE)(self._read)

    def _read(self, request: str) -> RequestReading:
        encoded = self._tokenizer.encode(encodable(request))
        ids = np.array([encoded.ids[:MOST_PIECES]], dtype=np.int64)
        kinds, parts = self._session.run(
            {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        )
        likely = _softmax(kinds[0])
        places = places_of(request, list(_word_parts(encoded, parts[0])))
        return RequestReading(request, dict(zip(LABELS, map(float, likely), strict=True)), places)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        # The vocabulary is the reader's.
        tokenizer = Tokenizer.from_file(str(READER / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self._folder / NETWORK)


@cache
def shipped_network() -> RequestNetwork:
    """Return the network that ships with the project."""
    return RequestNetwork()


def _word_parts(encoded: "Encoding", logits: NDArray[np.float32]) -> Iterator[WordPart]:
    """Yield each word's place and its part, which its first piece tells."""
    places: dict[int, list[int]] = {}
    for piece, word in enumerate(encoded.word_ids[: len(logits)]):
        if word is not None:
            places.setdefault(word, []).append(piece)
    for pieces in places.values():
        start, end = encoded.offsets[pieces[0]][0], encoded.offsets[pieces[-1]][1]
        yield WordPart(start, end, PARTS[int(logits[pieces[0]].argmax())])


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    raised = np.exp(logits.astype(np.float64) - logits.max())
    shares: NDArray[np.float64] = raised / raised.sum()
    return shares
