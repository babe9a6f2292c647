"""Where the library is and which model embeds, when nobody says: read from the environment."""

import os
from functools import cache
from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.packaged_embedder import PackagedEmbedder
from index.embedding.packaged_model import DEFAULT_MODEL
from index.embedding.sentence_embedder import SentenceTransformerEmbedder


def default_library() -> Path:
    """Return QA_LIBRARY, else `article-qa` in the user's data directory."""
    from platformdirs import user_data_path

    named = os.environ.get("QA_LIBRARY")
    if not named:
        return user_data_path("article-qa", appauthor=False)
    # Path.expanduser raises where there is no such user.
    return Path(os.path.expanduser(named))  # noqa: PTH111


def default_embedder() -> Embedder:
    """Return the model QA_EMBEDDER names (a folder, or a name), else the one that comes with the install.

    A name is fetched from the model hub only where QA_DOWNLOAD is 1.
    """
    return _embedder(os.environ.get("QA_EMBEDDER") or DEFAULT_MODEL, os.environ.get("QA_DOWNLOAD") == "1")


@cache
def _embedder(model: str, download: bool) -> Embedder:
    """Return the one embedder of this process for a model: loading one takes seconds."""
    if model == DEFAULT_MODEL:
        return PackagedEmbedder()
    return SentenceTransformerEmbedder(model, download=download)
