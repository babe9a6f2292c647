"""What goes wrong with Chroma's servers: each is one clear line, with the next step."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.embedding.embedder import Vectors
from index.errors import IndexUnreachable, LibraryError
from index.store.chroma import server as chroma_server_module
from index.store.chroma.address import ChromaAddress
from index.store.chroma.server import ChromaServer
from index.store.chroma.servers import ChromaServers
from tests.servers.chroma_servers import ChromaProcess, chroma_servers
from tests.servers.token_gate import token_gate

VECTOR: Vectors = np.full(4, 0.5, dtype=np.float32)
OpenIndex = Callable[..., ChromaServers]

_names = (f"trouble-{number}" for number in itertools.count())


@pytest.fixture
def name() -> str:
    return next(_names)


@pytest.fixture
def opened(name: str) -> Iterator[OpenIndex]:
    with ExitStack() as stack:

        def open_index(*addresses: ChromaAddress, token: str = "") -> ChromaServers:
            servers = [stack.enter_context(closing(ChromaServer(one, token))) for one in addresses]
            return stack.enter_context(closing(ChromaServers(servers, name)))

        yield open_index


@pytest.fixture
def process(tmp_path: Path) -> Iterator[ChromaProcess]:
    process = ChromaProcess(tmp_path)
    yield process
    process.kill()


def one_line(error: LibraryError) -> str:
    assert "\n" not in str(error)
    return str(error)


def test_a_server_that_is_gone_is_told_and_asked_again_when_it_is_back(
    process: ChromaProcess, opened: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened(process.address)
    index.create()
    index.upsert([(("hash", 0), VECTOR)])
    process.kill()
    for _ in range(2):
        with pytest.raises(IndexUnreachable, match=r"does not answer .*\. Start it, or correct"):
            index.upsert([(("hash", 1), VECTOR)])
    process.start()
    # People who ask are not kept waiting for a server that was gone a moment ago; who writes tries.
    with pytest.raises(IndexUnreachable, match="does not answer"):
        index.query(VECTOR, 1)
    index.upsert([(("hash", 1), VECTOR)])
    monkeypatch.setattr(chroma_server_module, "PAUSE", 0.0)
    index._shards[0]._asked_again_at = 0.0
    assert {key for key, _ in index.query(VECTOR, 5)} == {("hash", 0), ("hash", 1)}


def test_a_restart_between_two_requests_is_not_noticed(process: ChromaProcess, opened: OpenIndex) -> None:
    index = opened(process.address)
    index.create()
    index.upsert([(("hash", 0), VECTOR)])
    process.kill()
    process.start()
    assert [key for key, _ in index.query(VECTOR, 5)] == [("hash", 0)]


def test_of_two_servers_one_gone_counts_as_all_gone(process: ChromaProcess, opened: OpenIndex) -> None:
    index = opened(process.address, chroma_servers()[0].address)
    index.create()
    index.upsert(((f"hash{number}", 0), VECTOR) for number in range(8))
    process.kill()
    with pytest.raises(IndexUnreachable):
        index.query(VECTOR, 5)


def test_a_server_that_hangs_is_not_waited_for_long(
    opened: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.setattr(chroma_server_module, "TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = opened(ChromaAddress("127.0.0.1", silent.getsockname()[1], is_encrypted=False))
        began = time.monotonic()
        with pytest.raises(IndexUnreachable, match="does not answer"):
            index.query(VECTOR, 1)
        with pytest.raises(IndexUnreachable):
            index.query(VECTOR, 1)
        assert time.monotonic() - began < 5


def test_who_knows_the_token_is_let_in_and_no_message_tells_it(opened: OpenIndex, name: str) -> None:
    with token_gate(chroma_servers()[0].url, "sesame-17") as address:
        index = opened(address, token="sesame-17")
        index.create()
        index.upsert([(("hash", 0), VECTOR)])
        assert [key for key, _ in index.query(VECTOR, 5)] == [("hash", 0)]
        with pytest.raises(LibraryError, match=r"wants a token\. Set QA_CHROMA_TOKEN"):
            opened(address).query(VECTOR, 1)
        with pytest.raises(LibraryError, match=r"refuses the token\. Set QA_CHROMA_TOKEN") as raised:
            opened(address, token="other-99").query(VECTOR, 1)
        assert "other-99" not in one_line(raised.value)
    assert "sesame" not in repr(vars(index))


def test_a_server_that_cannot_prove_who_it_is_names_the_setting_of_that(
    opened: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_options: object) -> None:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    monkeypatch.setattr(httpx, "get", refuse)
    with pytest.raises(IndexUnreachable, match=r"cannot prove who it is .*SSL_CERT_FILE"):
        opened(ChromaAddress("127.0.0.1", 1, is_encrypted=True)).query(VECTOR, 1)


@pytest.mark.parametrize("answer", [404, 200])
def test_what_is_no_chroma_server_is_told(opened: OpenIndex, answer: int) -> None:
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with pytest.raises(LibraryError, match="is no Chroma server"):
            opened(ChromaAddress("127.0.0.1", server.server_port, is_encrypted=False)).query(VECTOR, 1)
        server.shutdown()
        thread.join()


def test_other_shares_vectors_and_collections_are_told(opened: OpenIndex, name: str) -> None:
    first, second = (one.address for one in chroma_servers())
    with pytest.raises(LibraryError, match=r"lacks a part of the vector index .* Run `qa rebuild`"):
        opened(first, second).query(VECTOR, 1)
    index = opened(first, second)
    index.create()
    for others in ([second, first], [first]):
        with pytest.raises(LibraryError, match=r"another share .* or run `qa rebuild`"):
            opened(*others).query(VECTOR, 1)
    index.upsert(((f"hash{number}", 0), VECTOR) for number in range(8))
    with pytest.raises(LibraryError, match=r"other vectors .* Run `qa rebuild`"):
        index.query(np.ones(5, dtype=np.float32), 1)
    index.drop()
    index.drop()


def test_a_database_that_a_server_does_not_have_is_told(opened: OpenIndex) -> None:
    own = chroma_servers()[0].address
    hosted = ChromaAddress(own.host, own.port, is_encrypted=False, tenant="acme", database="news")
    with pytest.raises(LibraryError, match=r"has no such database\. Correct QA_CHROMA_URL"):
        opened(hosted).query(VECTOR, 1)
