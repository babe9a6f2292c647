import numpy as np
import pytest

from index.errors import LibraryCorrupt
from index.filters import NO_FILTER, SearchFilter
from index.passages import Passage
from index.retrieval.exact_search import exact_search
from tests.fakes import article
from tests.store.memory import MemoryRecord


def test_every_vector_is_compared_and_the_nearest_come_first() -> None:
    record = MemoryRecord()
    vectors = np.random.default_rng(1).normal(size=(40, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = vectors[7]
    assert exact_search(record, asked, 5, NO_FILTER) == []
    made = [article(f"Number {number}.", id=str(number), source=str(number % 2)) for number in range(40)]
    for number, one in enumerate(made):
        record.put(one, [Passage(0, 0, 3)], vectors[number : number + 1], named=True)
    place = {one.content_hash: number for number, one in enumerate(made)}
    for filters, numbers in ((NO_FILTER, range(40)), (SearchFilter.of(sources=["0"]), range(0, 40, 2))):
        found = exact_search(record, asked, 5, filters)
        expected = sorted(numbers, key=lambda number: -float(vectors[number] @ asked))[:5]
        assert [place[content_hash] for (content_hash, _), _ in found] == expected
        np.testing.assert_allclose([score for _, score in found], vectors[expected] @ asked, atol=1e-6)
    assert len(exact_search(record, asked, 99, NO_FILTER)) == 40


def test_a_vector_of_another_length_gives_a_clear_error() -> None:
    """Another process may be putting another model's vectors in place."""
    record = MemoryRecord()
    record.put(article("Otters swam."), [Passage(0, 0, 6)], np.ones((1, 16), dtype=np.float32), named=True)
    with pytest.raises(LibraryCorrupt, match=r"vectors of 16 dimensions, the model makes 8. Ask again"):
        exact_search(record, np.ones(8, dtype=np.float32), 5, NO_FILTER)
