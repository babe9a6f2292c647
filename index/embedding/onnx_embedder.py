"""The packaged model from its ONNX file: ready in a fraction of a second, without PyTorch."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.embedder import Vectors, encodable
from index.embedding.packaged_model import FINGERPRINT, MAX_TOKENS, packaged_folder
from index.embedding.runtime import Integers, OnnxSession, OpenVinoModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_FILE = "model.onnx"

DIMENSIONS = 384

MANY_TEXTS = 256
"""Number of texts from which on OpenVINO makes up for the second that it takes to load."""

OPENVINO_BATCH_TOKENS = 1024
ONNX_BATCH_TOKENS = 256
"""Numbers of tokens in a batch, padding included. Larger batches are no faster on a processor and take more
memory; few texts make smaller batches, so that every processor has some."""

PADDING_MULTIPLE = 16
"""Number of tokens of which a padded length is a multiple: a runtime prepares itself for every new length."""


class OnnxEmbedder:
    """The embedder on the file that `index.embedding.export` makes. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""
        return FINGERPRINT

    @property
    def max_tokens(self) -> int:
        """Return the largest number of tokens of a text, special tokens included."""
        return MAX_TOKENS

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""
        encoded = self._tokenizer.encode_batch_fast([encodable(text) for text in texts])
        return [len(encoding) for encoding in encoded]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""
        tokens = [_truncated(encoding.ids) for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        many = len(tokens) >= MANY_TEXTS
        batches = list(
            _batches([len(ids) for ids in tokens], OPENVINO_BATCH_TOKENS if many else ONNX_BATCH_TOKENS)
        )
        model = self._openvino if many else self._onnx
        made = model.run_all([_inputs([tokens[place] for place in places]) for places in batches])
        vectors = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
        for places, rows in zip(batches, made, strict=True):
            vectors[places] = rows
        return vectors

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,). A question over the limit is cut off."""
        (vectors,) = self._onnx.run(_inputs([_truncated(self._tokenizer.encode(encodable(question)).ids)]))
        vector: Vectors = vectors[0]
        vector.flags.writeable = False
        return vector

    @cached_property
    def _onnx(self) -> OnnxSession:
        return OnnxSession(self._folder / MODEL_FILE)

    @cached_property
    def _openvino(self) -> OpenVinoModel:
        return OpenVinoModel(self._folder / MODEL_FILE)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def _truncated(ids: list[int]) -> list[int]:
    """Truncate a text's token ids at the limit, but keep the last, which ends the sequence."""
    return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]


def _batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Yield batches of at most `most` tokens, as indices of texts of near-equal length.

    The longest texts come first, so that no processor is left with them at the end.
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
    """Return a batch's token ids and attention mask, both of shape (texts, tokens); padding is masked."""
    longest = max(map(len, tokens))
    width = longest if len(tokens) == 1 else _padded(longest)
    ids = np.zeros((len(tokens), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, known in enumerate(tokens):
        ids[row, : len(known)] = known
        mask[row, : len(known)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _padded(length: int) -> int:
    return -(-length // PADDING_MULTIPLE) * PADDING_MULTIPLE
