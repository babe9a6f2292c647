"""What is promised of every vector index: inside the process, on one Chroma server, on two."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embedder import Vectors
from index.store.chroma.folder import ChromaIndex
from index.store.chroma.server import ChromaServer
from index.store.chroma.servers import ChromaServers, shard_of
from index.store.protocol import VectorIndex
from index.store.values import VectorKey
from tests.servers.chroma_servers import chroma_servers

_names = (f"contract-{number}" for number in itertools.count())


def unit_vectors(count: int, dimensions: int = 32) -> Vectors:
    vectors = np.random.default_rng(0).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def keyed(vectors: Vectors) -> list[tuple[VectorKey, Vectors]]:
    return [((f"hash{number % 7}", number), vector) for number, vector in enumerate(vectors)]


@pytest.fixture(params=["inside", "one server", "two servers"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "inside":
        with closing(ChromaIndex(tmp_path / "vectors")) as inside:
            yield inside
        return
    count = 1 if request.param == "one server" else 2
    servers = [ChromaServer(one.address) for one in chroma_servers()[:count]]
    with closing(ChromaServers(servers, next(_names))) as on_servers:
        on_servers.create()
        yield on_servers
        on_servers.drop()
    for server in servers:
        server.close()


def test_the_nearest_of_all_shards_come_first_with_their_cosine(index: VectorIndex) -> None:
    vectors = unit_vectors(300)
    index.upsert(keyed(vectors))
    asked = unit_vectors(301)[300]
    found = index.query(asked, 9)
    similarities = vectors @ asked
    best = np.argsort(-similarities)[:9]
    assert [key[1] for key, _ in found] == list(best)
    np.testing.assert_allclose([score for _, score in found], similarities[best], atol=1e-5)


def test_an_empty_index_finds_nothing_and_a_small_one_what_there_is(index: VectorIndex) -> None:
    vectors = unit_vectors(3)
    assert index.query(vectors[0], 10) == []
    assert list(index.keys()) == []
    index.upsert(keyed(vectors))
    assert len(index.query(vectors[0], 100)) == 3


def test_storing_again_replaces_and_forgetting_is_for_good(index: VectorIndex) -> None:
    vectors = unit_vectors(5)
    index.upsert(keyed(vectors))
    index.upsert(keyed(vectors))
    index.upsert([(("hash0", 0), vectors[4])])
    assert len(list(index.keys())) == 5
    assert {key[1] for key, score in index.query(vectors[4], 2) if score > 0.999} == {0, 4}
    index.delete([("hash0", 0), ("hash4", 4), ("never", 7)])
    index.delete([])
    index.upsert([])
    assert sorted(number for _, number in index.keys()) == [1, 2, 3]  # noqa: SIM118 - no dictionary


def test_more_than_one_request_may_hold_is_stored_read_and_forgotten_in_parts(index: VectorIndex) -> None:
    vectors = unit_vectors(1300, 8)
    index.upsert(iter(keyed(vectors)))
    assert sorted(index.keys()) == sorted(key for key, _ in keyed(vectors))
    index.delete(key for key, _ in keyed(vectors)[:1200])
    assert len(list(index.keys())) == 100


def test_contents_fall_to_shards_evenly_and_for_ever() -> None:
    names = [f"{number:064x}" for number in range(4000)]
    assert abs(sum(shard_of(name, 2) for name in names) - 2000) < 200
    # So that every machine and every version finds what another stored.
    assert [shard_of(name, 3) for name in ("a" * 64, "b" * 64, "c" * 64)] == [2, 1, 0]
