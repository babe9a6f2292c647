from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import ArticleNotFound
from index.filters import SearchFilter
from index.passages import Passage
from index.store.protocol import Record
from index.text.scripts import Phrase
from tests.fakes import article

STORABLE = st.text(max_size=200)


def whole(made: Article) -> list[Passage]:
    return [Passage(0, 0, len(made.text))]


def vectors(*numbers: float) -> Vectors:
    return np.array([[number, 0.5] for number in numbers], dtype=np.float32)


def put(record: Record, made: Article, *, named: bool = False, number: float = 1) -> str | None:
    return record.put(made, whole(made), vectors(number), named=named)


def matches(record: Record, word: str) -> int:
    return len(record.full_text.search([Phrase(word)], 99))


@given(
    text=STORABLE,
    title=STORABLE,
    source=st.none() | STORABLE,
    start=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_article_comes_back_as_it_was_put(
    record: Record, text: str, title: str, source: str | None, start: int
) -> None:
    made = Article("a", text, title, source, title, date(2024, 6, 16), source, title, start)
    put(record, made)
    assert record.article("a") == made
    assert list(record.articles()) == [made]
    assert record.find("content_hash", made.content_hash) == [made]
    assert record.counts() == (1, 1)


def test_dates_are_days(record: Record) -> None:
    put(record, article("One.", id="a", published=datetime(2024, 6, 16, 12)))
    put(record, article("Two.", id="b", published=date(1, 1, 1)))
    assert record.article("a").published == date(2024, 6, 16)
    assert record.article("b").published == date(1, 1, 1)


def test_an_unknown_id_names_the_next_step(record: Record) -> None:
    with pytest.raises(ArticleNotFound, match=r"No article 'nowhere' in this library. `qa list` shows them"):
        record.article("nowhere")
    with pytest.raises(ArticleNotFound):
        record.article("half a character \udcff")


def test_an_article_takes_the_place_of_the_one_of_its_id(record: Record) -> None:
    old, new = article("Lakes froze.", id="a"), article("Rivers rose.", id="a")
    assert put(record, old) is None
    assert put(record, new) == old.content_hash
    assert list(record.articles()) == [new]
    assert record.passages("a") == tuple(whole(new))
    assert record.counts() == (1, 1)
    assert (matches(record, "lakes"), matches(record, "rivers")) == (0, 1)


def test_a_dropped_article_leaves_nothing_behind(record: Record) -> None:
    made = article("Lakes froze.", id="a")
    put(record, made)
    assert record.drop("a") == made.content_hash
    assert record.drop("a") is None
    assert record.counts() == (0, 0)
    assert record.full_text.document_frequencies() == []
    assert record.has_vectors(made.content_hash)
    assert record.drop_orphans([made.content_hash]) == [(made.content_hash, 0)]
    assert not record.has_vectors(made.content_hash)


def test_vectors_stay_while_another_article_has_the_same_content(record: Record) -> None:
    first, second = article("Lakes froze.", id="a"), article("Lakes froze.", id="b")
    put(record, first)
    record.put(second, whole(second), None, named=True)
    record.drop("a")
    assert record.drop_orphans([first.content_hash]) == []
    assert [found for found, _ in record.vectors()] == [first.content_hash]
    record.drop("b")
    assert record.drop_orphans([first.content_hash, "unknown"]) == [(first.content_hash, 0)]


def test_vectors_come_back_in_order_each_content_once_and_filtered(record: Record) -> None:
    texts = {"z": "Lakes.", "a": "Rivers.", "m": "Lakes."}
    for number, (name, text) in enumerate(texts.items()):
        made = article(text, id=name, source=name)
        two = [Passage(0, 0, 3), Passage(1, 3, len(text))]
        record.put(made, two, vectors(number, number + 0.5), named=True)
    found = list(record.vectors())
    lakes, rivers = article("Lakes.").content_hash, article("Rivers.").content_hash
    assert {name: len(rows) for name, rows in found} == {lakes: 2, rivers: 2}
    assert dict(found)[rivers].dtype == np.float32
    np.testing.assert_array_equal(dict(found)[rivers], [[1, 0.5], [1.5, 0.5]])
    assert [name for name, _ in record.vectors(SearchFilter.of(sources=["a"]))] == [rivers]
    assert [made.id for made in record.articles(SearchFilter.of(articles=["m", "a"]))] == ["a", "m"]


def test_describing_changes_all_but_the_content(record: Record) -> None:
    put(record, article("Lakes froze.", id="a"), named=True)
    described = article(
        "Lakes froze.", id="a", source="S", author="A", published=date(2024, 1, 2), url="u", path="/p"
    )
    record.describe(described)
    assert record.article("a") == described
    assert record.find("path", "/p") == record.find("url", "u") == [described]
    assert record.is_named("a")
    assert not record.is_named("nowhere")


def test_a_put_that_fails_changes_nothing(record: Record) -> None:
    old, new = article("Lakes froze.", id="a"), article("Rivers rose.", id="a")
    put(record, old)
    with pytest.raises(ValueError, match="2 vectors for 1 passages"):
        record.put(new, whole(new), vectors(1, 2), named=False)
    assert list(record.articles()) == [old]
    assert matches(record, "lakes") == 1


def test_threads_read_what_is_there_while_one_writes(record: Record) -> None:
    made = [article(f"Lake {number} froze.", id=f"a{number}") for number in range(60)]
    put(record, made[0])

    def read(_number: int) -> bool:
        articles = list(record.articles())
        return articles == made[: len(articles)]

    with ThreadPoolExecutor(4) as threads:
        reading = [threads.submit(read, number) for number in range(80)]
        for one in made[1:]:
            put(record, one)
        assert all(future.result() for future in reading)
    assert list(record.articles()) == made
