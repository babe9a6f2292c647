import sqlite3
from datetime import date, datetime

import pytest

from index.filters import NO_FILTER, SearchFilter
from index.store.sqlite.filters import sql_condition

ARTICLES = [
    ("a", "Herald", "2024-06-16"),
    ("b", "Times", "2024-06-17"),
    ("c", "Times", None),
    ("d", None, "2024-06-18"),
    ("e", "O'Neill; --", "0999-01-01"),
]


def matching(chosen: SearchFilter) -> str:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE articles (id, source, published)")
    connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", ARTICLES)
    condition, parameters = sql_condition(chosen)
    rows = connection.execute(f"SELECT id FROM articles WHERE {condition} ORDER BY id", parameters).fetchall()
    connection.close()
    return "".join(name for (name,) in rows)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (NO_FILTER, "abcde"),
        (SearchFilter.of(), "abcde"),
        (SearchFilter.of(sources=[], articles=[]), "abcde"),
        (SearchFilter.of(sources=["Times"]), "bc"),
        (SearchFilter.of(sources=["Times", "O'Neill; --"]), "bce"),
        (SearchFilter.of(sources=["times"]), ""),
        (SearchFilter.of(since=date(2024, 6, 17)), "bd"),
        (SearchFilter.of(until=date(2024, 6, 17)), "abe"),
        (SearchFilter.of(since=date(2024, 6, 17), until=date(2024, 6, 17)), "b"),
        (SearchFilter.of(since=date(2024, 6, 18), until=date(2024, 6, 17)), ""),
        (SearchFilter.of(since=datetime(2024, 6, 17, 23), until=datetime(2024, 6, 17, 1)), "b"),
        (SearchFilter.of(until=date(999, 1, 1)), "e"),
        (SearchFilter.of(articles=["a", "d", "nowhere"]), "ad"),
        (SearchFilter.of(["Times"], date(2024, 6, 1), None, ["a", "b", "c"]), "b"),
    ],
)
def test_every_side_of_a_filter_holds(chosen: SearchFilter, expected: str) -> None:
    assert matching(chosen) == expected
