from datetime import date

from index.filters import NO_FILTER, SearchFilter


def test_only_a_filter_that_filters_is_true() -> None:
    assert not NO_FILTER
    assert not SearchFilter.of(sources=[])
    assert SearchFilter.of(sources=["Times"])
    assert SearchFilter.of(until=date(2024, 6, 17))
