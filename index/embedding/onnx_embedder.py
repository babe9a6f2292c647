"""The packaged model from ONNX files: ready in a fraction of a second, without PyTorch."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.embedder import Vectors, encodable
from index.embedding.packaged_model import FINGERPRINT, LONGEST, packaged_folder
from index.embedding.runtime import Integers, ManyTexts, Session

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_FILE = "model.onnx"

DIMENSIONS = 384

MANY = 256
"""Texts from which on the runtime for long work has made up for the second that it takes to load."""

BATCH_TOKENS = 1024
FEW_TOKENS = 256
"""Run together, padding included: larger batches are no faster on a processor, and take more memory. Of few
texts smaller ones, so that each processor has as much to do."""

PADDED_TO = 16
"""Tokens. A runtime prepares itself for every new length: a few lengths, not every one."""


class OnnxEmbedder:
    """Embeds with the file that `index.embedding.export` makes. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""
        return FINGERPRINT

    @property
    def longest(self) -> int:
        """Return the most tokens one text may have, special tokens included."""
        return LONGEST

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""
        tokens = [_cut(encoding.ids) for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        many = len(tokens) >= MANY
        batches = list(_batches([len(ids) for ids in tokens], BATCH_TOKENS if many else FEW_TOKENS))
        model = self._many if many else self._few
        made = model.run_all([_inputs([tokens[place] for place in places]) for places in batches])
        vectors = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
        for places, rows in zip(batches, made, strict=True):
            vectors[places] = rows
        return vectors

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,). A question over the limit is cut off."""
        (vectors,) = self._few.run(_inputs([_cut(self._tokenizer.encode(encodable(question)).ids)]))
        vector: Vectors = vectors[0]
        vector.flags.writeable = False
        return vector

    @cached_property
    def _few(self) -> Session:
        return Session(self._folder / MODEL_FILE)

    @cached_property
    def _many(self) -> ManyTexts:
        return ManyTexts(self._folder / MODEL_FILE)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def _cut(ids: list[int]) -> list[int]:
    """Cut a text's tokens off at the limit; the last says that the text ends."""
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def _batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Yield the places of texts of near-equal length, to be run together: at most so many tokens.

    The longest come first, so that no processor is left with them at the end.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and (len(batch) + 1) * _padded(lengths[batch[0]]) > most:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _inputs(tokens: Sequence[list[int]]) -> dict[str, Integers]:
    """Return a batch as the model takes it; what pads a text is hidden from it."""
    longest = max(map(len, tokens))
    width = longest if len(tokens) == 1 else _padded(longest)
    ids = np.zeros((len(tokens), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, known in enumerate(tokens):
        ids[row, : len(known)] = known
        mask[row, : len(known)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _padded(length: int) -> int:
    return -(-length // PADDED_TO) * PADDED_TO
