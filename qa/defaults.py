"""Where the library is and which model embeds, when nobody says: read from the environment."""

import os
from functools import cache, partial
from pathlib import Path

from index.embedding.embedder import Embedder, EmbedderFactory
from index.embedding.packaged_embedder import PackagedEmbedder
from index.embedding.packaged_model import DEFAULT_MODEL
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from index.errors import InputError
from index.store.chroma.address import read_addresses
from index.store.place import Place, SharedPlace
from index.store.postgres.address import DEFAULT_SCHEMA, checked_schema, is_address, split_addresses


def default_library() -> Path:
    """Return QA_LIBRARY, else `article-qa` in the user's data directory."""
    from platformdirs import user_data_path

    named = os.environ.get("QA_LIBRARY")
    if not named:
        return user_data_path("article-qa", appauthor=False)
    # Path.expanduser raises where there is no such user.
    return Path(os.path.expanduser(named))  # noqa: PTH111


def default_place() -> Place:
    """Return where the library is: in the database of QA_DATABASE_URL, else in the folder of QA_LIBRARY.

    Raises InputError where a setting cannot be used.
    """
    address = os.environ.get("QA_DATABASE_URL")
    if address:
        return _shared_place(address, "QA_DATABASE_URL")
    if os.environ.get("QA_CHROMA_URL"):
        raise InputError(
            "QA_CHROMA_URL names a server of vectors, but the articles are in a folder. "
            "Set QA_DATABASE_URL to a PostgreSQL database, or leave QA_CHROMA_URL out."
        )
    return default_library()


def place_of(named: str | Place | None) -> Place:
    """Return the place that somebody names: a folder, or the address of a database; else `default_place`."""
    if isinstance(named, SharedPlace):
        return named
    if not named:
        return default_place()
    return _shared_place(named, "--library") if isinstance(named, str) and is_address(named) else Path(named)


def _shared_place(address: str, where: str) -> SharedPlace:
    if not is_address(address):
        raise InputError(f"{where} is no address of a database. Write it like postgresql://HOST/DATABASE.")
    return SharedPlace(
        address,
        default_library(),
        checked_schema(os.environ.get("QA_DATABASE_SCHEMA") or DEFAULT_SCHEMA),
        read_addresses(os.environ.get("QA_CHROMA_URL", "")),
        os.environ.get("QA_CHROMA_TOKEN", ""),
        # Those of one database are no replicas of another that somebody names.
        default_replicas() if address == os.environ.get("QA_DATABASE_URL") else (),
    )


def default_replicas() -> tuple[str, ...]:
    """Return the addresses of QA_DATABASE_REPLICA_URL. Raises InputError where one is none."""
    return split_addresses(os.environ.get("QA_DATABASE_REPLICA_URL", ""))


def default_embedder() -> Embedder:
    """Return the model QA_EMBEDDER names (a folder, or a name), else the one that comes with the install.

    A name is fetched from the model hub only where QA_DOWNLOAD is 1.
    """
    return _embedder(os.environ.get("QA_EMBEDDER") or DEFAULT_MODEL, os.environ.get("QA_DOWNLOAD") == "1")


def worker_embedder() -> EmbedderFactory:
    """Return what makes the default embedder in a worker's process, whatever its environment says."""
    model = os.environ.get("QA_EMBEDDER") or DEFAULT_MODEL
    return partial(_worker_embedder, model, os.environ.get("QA_DOWNLOAD") == "1")


def _worker_embedder(model: str, download: bool, gpu: bool) -> Embedder:
    return SentenceTransformerEmbedder(model, download=download) if gpu else _embedder(model, download)


@cache
def _embedder(model: str, download: bool) -> Embedder:
    """Return the one embedder of this process for a model: loading one takes seconds."""
    if model == DEFAULT_MODEL:
        return PackagedEmbedder()
    return SentenceTransformerEmbedder(model, download=download)
