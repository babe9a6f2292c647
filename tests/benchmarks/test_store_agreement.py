import pytest

from benchmarks.store_agreement import compared, rank_correlation
from index.passages import Passage
from tests.fakes import article
from tests.store.memory import MemoryRecord


def test_equal_rankings_correlate_wholly_and_reversed_ones_not_at_all() -> None:
    assert rank_correlation([3, 1, 2], [3, 1, 2]) == pytest.approx(1)
    assert rank_correlation([3, 1, 2], [2, 1, 3]) == pytest.approx(-1)
    assert rank_correlation([3], [3]) == rank_correlation([], []) == 1


def test_what_one_ranking_lacks_stands_at_its_end() -> None:
    assert 0.5 < rank_correlation([1, 2, 3, 4], [1, 2, 3, 5]) < 1
    assert rank_correlation([1, 2], []) == 0


def test_two_records_of_the_same_articles_agree() -> None:
    records = {"SQLite": MemoryRecord(), "PostgreSQL": MemoryRecord()}
    for record in records.values():
        for name in ("lakes", "rivers"):
            record.put(article(f"The {name} froze.", id=name), [Passage(0, 0, 10)], None, named=True)
    found = compared(["Which lakes froze?", "What of tea?"], {**records})
    assert found.correlations == pytest.approx([1])
    assert (found.same_first, found.furthest_score) == ([True], 0)
