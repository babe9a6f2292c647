"""Any sentence-transformers model as an embedder, on any hardware that PyTorch supports."""

import logging
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.embedder import Vectors, encodable
from index.embedding.packaged_model import DEFAULT_MODEL, FINGERPRINT, check_weights, packaged_folder, sha256
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
"""Number of texts in a batch."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model by name or folder, loaded when first needed."""

    def __init__(self, model: str = DEFAULT_MODEL, *, download: bool = False) -> None:
        """Use the model of this name or folder; with `download`, fetch it from its hub if it is not here."""
        self._name = model
        self._download = download
        # The tokenizer is not safe to share between threads.
        self._lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """Name the model and its weights; a model whose folder is known is not loaded for it."""
        if self._name == DEFAULT_MODEL:
            check_weights()
            return FINGERPRINT
        weights = _weights_file(self._folder) if self._folder else None
        if self._folder is None or weights is None:
            return f"{self._name}:{self._model.get_embedding_dimension()}"
        return f"{self._folder.resolve().name}:{sha256(weights)[:16]}"

    @cached_property
    def max_tokens(self) -> int:
        """Return the largest number of tokens of a text, special tokens included."""
        return int(self._model.get_max_seq_length() or 512)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off.

        The prompt that the model puts before every passage ("passage: ") is counted with it.
        """
        if not texts:
            return []
        with self._lock:
            prompt = _passage_prompt(self._model)
            encoded = self._model.tokenizer(
                [prompt + text for text in texts],
                truncation=False,
                padding=False,
                return_attention_mask=False,
                verbose=False,
            )
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""
        with self._lock:
            vectors = self._model.encode_document(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,). A question over the limit is cut off."""
        with self._lock:
            vectors = self._model.encode_query(
                [encodable(question)], normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors[0], dtype=np.float32)

    @cached_property
    def _folder(self) -> Path | None:
        if self._name == DEFAULT_MODEL:
            return packaged_folder()
        folder = Path(self._name).expanduser()
        return folder if folder.is_dir() else None

    @cached_property
    def _model(self) -> "SentenceTransformer":
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
        if self._name == DEFAULT_MODEL:
            check_weights()
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        try:
            # Given a name, the library asks the hub even where only local files may be read.
            where = self._folder or (self._name if self._download else _fetched_before(self._name))
            return SentenceTransformer(str(where), local_files_only=not self._download)
        except Exception as error:  # whatever the readers of weights and settings raise on broken files
            raise ModelError(
                f"Cannot load the embedding model {self._name!r} ({_first_line(error)}). Name the folder of "
                f"a sentence-transformers model, set QA_DOWNLOAD=1 to fetch it, or use {DEFAULT_MODEL}."
            ) from error


def _fetched_before(name: str) -> Path:
    """Return the folder of a model that is in the hub's cache on this machine; asks no network."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for known in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(known, local_files_only=True))
        except (HFValidationError, LocalEntryNotFoundError):
            continue
    raise FileNotFoundError("it is not on this machine")


def _passage_prompt(model: "SentenceTransformer") -> str:
    """Return the prompt that `encode_document` puts before a text: it tries these names in this order."""
    names = [name for name in ("document", "passage", "corpus") if name in model.prompts]
    name = names[0] if names else model.default_prompt_name
    return (model.prompts.get(name) or "") if name else ""


def _weights_file(folder: Path) -> Path | None:
    for name in ("model.safetensors", "pytorch_model.bin", "0_Transformer/model.safetensors"):
        if (folder / name).is_file():
            return folder / name
    return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
