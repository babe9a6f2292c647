"""The vectors that a record holds, as an index takes them."""

from collections.abc import Iterator

from index.embedding.embedder import Vectors
from index.progress import Progress
from index.store.protocol import Record
from index.store.values import VectorKey


def recorded_vectors(record: Record, progress: Progress) -> Iterator[tuple[VectorKey, Vectors]]:
    """Yield every vector of the record with its key, telling how far it is."""
    total, done = record.counts()[1], 0
    for content_hash, vectors in record.vectors():
        for number, vector in enumerate(vectors):
            done += 1
            yield (content_hash, number), vector
            progress("Rebuilding the vector index", done, total)
