"""The attribution tagger's network, run by ONNX Runtime: a segment of text in, tags and links out."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.packaged_model import sha256
from index.embedding.runtime import OnnxSession
from qa.attribution.decoding import TaggingLogits
from qa.attribution.pieces import CLS, SEP, Pieces, pieces_of
from qa.reader.model import SHIPPED as READER_WEIGHTS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

MAX_PIECES = 254
"""Largest number of word pieces that the network was trained to read, without special tokens."""


class TaggerModel:
    """The network in a folder (`tagger.onnx`), loaded when needed; any thread may use it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    @property
    def file(self) -> Path:
        """The network's file."""
        return self._folder / "tagger.onnx"

    @cached_property
    def fingerprint(self) -> str:
        """A name of the network that changes with its weights."""
        return sha256(self._folder / "card.json")[:16]

    def pieces(self, text: str) -> list[Pieces]:
        """Return the word pieces of a text, in runs of at most `MAX_PIECES`."""
        whole = pieces_of(self._tokenizer, text)
        return [whole.slice(start, start + MAX_PIECES) for start in range(0, len(whole), MAX_PIECES)]

    def logits(self, pieces: Pieces) -> TaggingLogits:
        """Return the network's outputs for at most `MAX_PIECES` pieces, at least one."""
        ids = np.concatenate([[CLS], pieces.ids, [SEP]])[None]
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.pad(pieces.types, 1)[None],
        }
        tags, cues, sources = (output[0, 1:-1] for output in self._session.run(inputs))
        return TaggingLogits(tags, cues[:, :-1], sources[:, :-1])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        # The tagger begins with the reader's weights, and so reads the same word pieces.
        tokenizer = Tokenizer.from_file(str(READER_WEIGHTS / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self.file)
