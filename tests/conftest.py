"""What all tests share: no network but loopback, the real embedder, the seed articles in a library."""

import os

# Before what computes is imported, here and in what is started here: on a busy machine its threads wait for
# each other, and burn more than they compute.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from pytest_socket import is_ipaddress, socket_allow_hosts

from index.embedding.packaged_embedder import PackagedEmbedder
from index.library import Library
from tests import quality
from tests.authorities import leave_out_authorities
from tests.caching_embedder import CachingEmbedder

if TYPE_CHECKING:
    from xdist.remote import Producer

    from tests.scheduling import GroupScheduling

# A machine that does other things too is slow at times; that is no fault of what is tested.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

leave_out_authorities()

# What a script starts in its background ignores Ctrl-C, and so does what that starts; some tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Nobody's own language model is asked.
for variable in [name for name in os.environ if name.startswith("QA_MODEL")]:
    del os.environ[variable]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "GroupScheduling":
    """Keep together, where several processes run the tests, those that share what is dear."""
    from tests.scheduling import GroupScheduling

    return GroupScheduling(config, log)


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
    quality.make_library(folder, CachingEmbedder(embedder))
    return folder


@pytest.fixture
def seed_library(seed_folder: Path, embedder: PackagedEmbedder) -> Iterator[Library]:
    """The library of the seed articles, open for reading."""
    with Library.open(seed_folder, embedder) as library:
        yield library
