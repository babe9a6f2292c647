"""What all tests share: no network but loopback, the real embedder, the seed articles in a library."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytest_socket import is_ipaddress, socket_allow_hosts

from index import sync
from index.library import Library
from index.loaders import find_files, load_file
from index.packaged_embedder import PackagedEmbedder

# A machine that does other things too is slow at times; that is no fault of what is tested.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Block connections before any fixture is made; pytest-socket lifts the block after each test."""
    socket_allow_hosts(["127.0.0.0/8", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def no_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find no name, as on a machine without a network; pytest-socket only blocks connections."""
    look_up = socket.getaddrinfo

    def look_up_here(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:
        name = (host.decode() if isinstance(host, bytes) else host) or ""
        if name not in {"", "localhost"} and not is_ipaddress(name):
            raise socket.gaierror(socket.EAI_NONAME, "Tests look up no names")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(scope="session")
def embedder() -> PackagedEmbedder:
    """The default model, loaded once."""
    return PackagedEmbedder()


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory, embedder: PackagedEmbedder) -> Path:
    """The folder of a library that holds the two seed articles."""
    folder = tmp_path_factory.mktemp("seeds") / "library"
    with Library.open(folder, embedder, create=True) as library:
        articles = [article for file in find_files(SEEDS) for article in load_file(file)]
        assert not sync.add(library, articles)
    return folder


@pytest.fixture
def seed_library(seed_folder: Path, embedder: PackagedEmbedder) -> Iterator[Library]:
    """The library of the seed articles, open for reading."""
    with Library.open(seed_folder, embedder) as library:
        yield library
