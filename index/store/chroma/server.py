"""One Chroma server, and its share of a vector index in a collection there."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import override

from index.embedding.embedder import Vectors
from index.errors import IndexUnreachable, LibraryError
from index.store.chroma.address import ChromaAddress
from index.store.chroma.collection import CONFIGURATION, ChromaCollection, first_line, key_of
from index.store.values import VectorKey

if TYPE_CHECKING:
    import httpx
    from chromadb import Collection
    from chromadb.api import AdminAPI, ClientAPI
    from chromadb.api.client import Client

T = TypeVar("T")

LARGEST_WRITE = 250
"""Number of vectors written by a request: Chroma advises 50 to 250, and Chroma Cloud takes 300 at most."""

LARGEST_READING = 5000
LARGEST_HOSTED_READING = 300
"""Number of ids read by a request; Chroma Cloud gives 300 at most."""

CONNECT_TIMEOUT = 3.0
TIMEOUT = 20.0
"""Seconds for which a server is waited for: to accept a connection, and for each part of its answer."""

PAUSE = 5.0
"""Seconds for which a server that did not answer is not asked by searches: people are waiting."""

METADATA = ("shard", "shards")
"""Keys of a collection's metadata: which share of the index it holds, and how many there are."""


class ChromaServer:
    """A connection to a database on a server, made when it is first used. Any thread may use it."""

    def __init__(self, address: ChromaAddress, token: str = "") -> None:
        self.address = address
        self._token = token
        self._client: Client | None = None
        self._guard = threading.Lock()

    def ask(self, request: "Callable[[Client], T]") -> T:
        """Return what the server answers, asked once more where it was restarted since it was last asked.

        Every request may be sent twice: what is stored again changes nothing. Raises IndexUnreachable and
        LibraryError.
        """
        from httpx import RemoteProtocolError, WriteError

        with self._translated():
            try:
                return request(self._connected())
            except (RemoteProtocolError, WriteError):
                return request(self._connected())

    def drop_collections(self, prefix: str, *, but: str) -> None:
        """Delete every collection whose name begins so, but for one."""

        def delete(client: "Client") -> None:
            for collection in client.list_collections():
                if collection.name.startswith(prefix) and collection.name != but:
                    client.delete_collection(collection.name)

        self.ask(delete)

    def close(self) -> None:
        """Close the connection."""
        with self._guard:
            client, self._client = self._client, None
        if client:
            # Chroma's client leaves its sockets open.
            _session(client).close()
            client.close()

    def _connected(self) -> "Client":
        with self._guard:
            if self._client is None:
                self._check()
                self._client = self._connect()
            return self._client

    def _check(self) -> None:
        """Ask the server for the database: Chroma's client waits for ever, and does not tell why it fails."""
        import httpx

        at = self.address
        url = f"{at.origin}/api/v2/tenants/{at.tenant}/databases/{at.database}"
        timeout = httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT)
        answer = httpx.get(url, headers=self._headers(), timeout=timeout)
        if answer.status_code in (401, 403):
            raise LibraryError(self._refused())
        if answer.status_code == 404 and "NotFoundError" in answer.text:
            raise LibraryError(f"The Chroma server {at} has no such database. Correct QA_CHROMA_URL.")
        if answer.status_code != 200 or "tenant" not in answer.text:
            raise LibraryError(
                f"What answers at {at} is no Chroma server (status {answer.status_code}). "
                "Name one in QA_CHROMA_URL; `chroma run` starts one."
            )

    def _connect(self) -> "Client":
        import chromadb
        import httpx
        from chromadb.config import Settings

        at = self.address
        client = chromadb.HttpClient(
            host=at.host,
            port=at.port,
            ssl=at.is_encrypted,
            headers=self._headers(),
            settings=Settings(anonymized_telemetry=False),
            tenant=at.tenant,
            database=at.database,
        )
        _session(client).timeout = httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT)
        # It has checked that there is such a database.
        _session(cast("Any", client)._admin_client).close()
        return cast("Client", client)

    def _headers(self) -> dict[str, str]:
        return {"X-Chroma-Token": self._token} if self._token else {}

    def _refused(self) -> str:
        what = "refuses the token" if self._token else "wants a token"
        return f"The Chroma server {self.address} {what}. Set QA_CHROMA_TOKEN to one that it knows."

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the errors of Chroma's client into one clear line each; a token is in none of them."""
        import httpx
        from chromadb.errors import AuthorizationError, ChromaAuthError, InvalidArgumentError, NotFoundError

        try:
            yield
        except LibraryError:
            raise
        except httpx.TransportError as error:
            what, step = "does not answer", "Start it, or correct QA_CHROMA_URL."
            if "CERTIFICATE" in str(error):
                what = "cannot prove who it is"
                step = (
                    "Name the file of its certificate authority in SSL_CERT_FILE, or correct QA_CHROMA_URL."
                )
            raise IndexUnreachable(
                f"The Chroma server {self.address} {what} ({first_line(error)}). {step}"
            ) from error
        except (AuthorizationError, ChromaAuthError) as error:
            raise LibraryError(self._refused()) from error
        except NotFoundError as error:
            raise LibraryError(
                f"The Chroma server {self.address} lacks a part of the vector index ({first_line(error)}). "
                "Run `qa rebuild`."
            ) from error
        except InvalidArgumentError as error:
            raise LibraryError(
                f"The vector index on the Chroma server {self.address} holds other vectors "
                f"({first_line(error)}). Run `qa rebuild`."
            ) from error
        except Exception as error:
            raise IndexUnreachable(
                f"The Chroma server {self.address} failed ({first_line(error)}). "
                "Read its log, then try again."
            ) from error


class ChromaShard(ChromaCollection):
    """A share of a vector index: a collection on one server."""

    def __init__(self, server: ChromaServer, name: str, number: int, shards: int) -> None:
        self.server = server
        self.name = name
        self._share = dict(zip(METADATA, (number, shards), strict=True))
        self._collection: tuple[Client, Collection] | None = None
        self._asked_again_at = 0.0

    @override
    def ask(self, request: "Callable[[Collection], T]") -> T:
        try:
            return self.server.ask(lambda client: request(self._opened(client)))
        except IndexUnreachable:
            self._asked_again_at = time.monotonic() + PAUSE
            raise

    @override
    def largest_write(self) -> int:
        return LARGEST_WRITE

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        if time.monotonic() < self._asked_again_at:
            raise IndexUnreachable(
                f"The Chroma server {self.server.address} does not answer. "
                "Start it, or correct QA_CHROMA_URL."
            )
        most = LARGEST_HOSTED_READING if self.server.address.is_hosted else k
        return super().query(vector, min(k, most))

    @override
    def keys(self) -> Iterator[VectorKey]:
        page = LARGEST_HOSTED_READING if self.server.address.is_hosted else LARGEST_READING
        start = 0
        while ids := self._page(page, start):
            yield from map(key_of, ids)
            start += len(ids)

    def create(self) -> None:
        """Make the collection where there is none."""

        def make(client: "Client") -> None:
            client.get_or_create_collection(
                self.name, embedding_function=None, configuration=CONFIGURATION, metadata=self._share
            )

        self.server.ask(make)

    def drop(self) -> None:
        """Delete the collection; where there is none, do nothing."""

        def delete(client: "Client") -> None:
            if any(one.name == self.name for one in client.list_collections()):
                client.delete_collection(self.name)

        self._collection = None
        self.server.ask(delete)

    def _page(self, size: int, start: int) -> list[str]:
        return self.ask(lambda collection: collection.get(include=[], limit=size, offset=start))["ids"]

    def _opened(self, client: "Client") -> "Collection":
        """Return the collection; check that it is what was made for this share."""
        if self._collection and self._collection[0] is client:
            return self._collection[1]
        collection = client.get_collection(self.name, embedding_function=None)
        self._check(collection.metadata or {}, collection.configuration_json)
        self._collection = client, collection
        return collection

    def _check(self, metadata: Mapping[str, Any], configuration: Mapping[str, Any]) -> None:
        share = {key: metadata.get(key) for key in METADATA}
        graph = configuration.get("hnsw") or configuration.get("spann") or {}
        if share != self._share:
            raise LibraryError(
                f"The Chroma server {self.server.address} holds another share of the vector index. Name the "
                "servers in QA_CHROMA_URL in the order in which it was made, or run `qa rebuild`."
            )
        if graph.get("space") != "cosine":
            raise LibraryError(
                f"The collection {self.name} on the Chroma server {self.server.address} was not made by "
                "Article QA (it compares vectors by another distance). Delete it and run `qa rebuild`."
            )


def _session(client: "ClientAPI | AdminAPI") -> "httpx.Client":
    session: httpx.Client = cast("Any", client)._server._session
    return session
