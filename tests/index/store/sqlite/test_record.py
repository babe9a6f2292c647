from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import LibraryCorrupt
from index.passages import Passage
from index.store.local import LocalStore
from tests.fakes import article


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    store = LocalStore(tmp_path, create=True)
    yield store
    store.close()


@pytest.mark.parametrize(("passages", "length"), [(1, 7), (2, 12), (0, 0), (0, 8)])
def test_a_spoilt_vector_gives_a_clear_error(store: LocalStore, passages: int, length: int) -> None:
    vectors = np.ones((1, 2), dtype=np.float32)
    store.record.put(article("Otters swam.", id="o"), [Passage(0, 0, 6)], vectors, named=True)
    assert len(list(store.record.vectors())) == 1
    with store.database.writing() as connection:
        connection.execute("UPDATE vectors SET passages = ?, vectors = ?", (passages, bytes(length)))
    with pytest.raises(LibraryCorrupt, match=r"holds a spoilt vector. Restore it from a backup"):
        list(store.record.vectors())
