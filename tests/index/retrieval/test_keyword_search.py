import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.filters import NO_FILTER, SearchFilter
from index.passages import Passage
from index.retrieval.keyword_search import MAX_TERMS, keyword_search
from index.store.protocol import Record
from index.store.sqlite import full_text
from index.store.sqlite.database import Database
from index.store.sqlite.record import SqliteRecord
from index.store.values import PassageRef
from index.text.words import content_words, words
from tests.fakes import article

TEXTS = {
    "lakes": "The lakes froze in Naïve Town, and boats lay still.",
    "rivers": "Rivers rose; boats sank. He said: don't AND won't NEAR (the) sea*",
    "tea": "Tea prices in snake_case and C++ fell by 3.5% on 한국 markets.",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    database = Database(tmp_path_factory.mktemp("fulltext"), create=True)
    record = SqliteRecord(database)
    for number, (name, text) in enumerate(TEXTS.items(), start=1):
        made = article(text, id=name, title=f"On {name}", source=name, published=date(2024, 1, number))
        record.put(made, [Passage(0, 0, len(text))], None, named=True)
    yield record
    database.close()


def found(record: Record, query: str, filters: SearchFilter = NO_FILTER) -> list[str]:
    names = list(TEXTS)
    return [names[ref.id - 1] for ref, _ in keyword_search(record.full_text, query, 10, filters)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lakes", ["lakes"]),
        ("LAKE freezing", ["lakes"]),
        ("naive", ["lakes"]),
        ("price of teas?", ["tea"]),
        ("snake_case", ["tea"]),
        ("한국", ["tea"]),
        ("volcano", []),
        ("naïv tonw", ["lakes"]),
        ("markest", ["tea"]),
        ("", []),
        ("?!* ()", []),
    ],
)
def test_words_are_found_in_any_form_and_case(record: Record, query: str, expected: list[str]) -> None:
    assert found(record, query) == expected


def test_the_best_comes_first_with_a_score_above_nought(record: Record) -> None:
    assert found(record, "boats lakes")[0] == "lakes"
    scores = [score for _, score in keyword_search(record.full_text, "boats lakes", 10, NO_FILTER)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert len(keyword_search(record.full_text, "boats", 1, NO_FILTER)) == 1


def test_a_filter_leaves_out_what_it_should(record: Record) -> None:
    assert sorted(found(record, "boats")) == ["lakes", "rivers"]
    assert found(record, "boats", SearchFilter.of(sources=["rivers"])) == ["rivers"]
    assert found(record, "boats", SearchFilter.of(until=date(2024, 1, 1))) == ["lakes"]
    assert found(record, "boats", SearchFilter.of(articles=["tea"])) == []


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    *(
                        '"',
                        "'",
                        "AND",
                        "OR",
                        "NOT",
                        "NEAR",
                        "NEAR(",
                        "(",
                        ")",
                        "*",
                        "^",
                        ":",
                        "-",
                        "+",
                        "{",
                        "}",
                        "_",
                        "title:",
                        "²",
                        "٣",
                    ),
                    *("boats", "😀", "\0", ";", "--", "\\", "e\u0301", "İ", "ß", "\ud800"),
                ]
            ),
            max_size=12,
        ).map(" ".join),
    )
)
@example('"')
@example("boats AND")
@example("NEAR(boats lakes, 2)")
@example("title : boats*")
@example("_")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_an_error_of_syntax(record: Record, query: str) -> None:
    assert set(found(record, query)) <= set(TEXTS)
    if "boats" in query.split():
        assert {"lakes", "rivers"} <= set(found(record, query))


def test_a_query_of_a_whole_page_is_cut_to_its_first_words(record: Record) -> None:
    others = " ".join(f"w{number}" for number in range(MAX_TERMS))
    assert found(record, f"boats {others}") == found(record, "boats")
    assert found(record, f"{others} boats " * 1000) == []


def test_in_a_large_library_a_word_of_most_passages_counts_only_where_nothing_rarer_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_text, "PRUNING_MIN_PASSAGES", 4)
    database = Database(tmp_path, create=True)
    record = SqliteRecord(database)
    for number in range(20):
        text = "Rain fell." if number else "Otters swam."
        made = article(text, id=str(number), title=f"Number {number}")
        record.put(made, [Passage(0, 0, len(text))], None, named=True)
    assert len(keyword_search(record.full_text, "rain fell", 30, NO_FILTER)) == 19
    assert len(keyword_search(record.full_text, "rain on nothing", 30, NO_FILTER)) == 19
    assert rowids(record, "otters in the rain") == [1]
    assert set(rowids(record, "otters 7")) == {1, 8}
    monkeypatch.setattr(full_text, "MOST_CANDIDATES", 1)
    assert rowids(record, "otters 7") == [1]
    monkeypatch.setattr(full_text, "PRUNING_MIN_PASSAGES", 20)
    assert len(keyword_search(record.full_text, "otters in the rain", 30, NO_FILTER)) == 20
    database.close()


def test_in_a_large_library_those_that_share_the_most_are_scored_and_come_as_if_all_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)
    vocabulary = [f"w{number}" for number in range(40)]
    database = Database(tmp_path, create=True)
    record = SqliteRecord(database)
    with database.writing():
        for number in range(400):
            text = " ".join(word for n, word in enumerate(vocabulary) if chance.random() < n / 60)
            record.put(article(text, id=str(number)), [Passage(0, 0, len(text))], None, named=True)
    queries = [" ".join(chance.sample(vocabulary, 4)) for _ in range(20)]
    every = [rowids(record, query, 20) for query in queries]
    monkeypatch.setattr(full_text, "PRUNING_MIN_PASSAGES", 10)
    monkeypatch.setattr(full_text, "MAX_DF_SHARE", 1.0)
    matching = [len(rowids(record, query, 400)) for query in queries]
    assert min(matching) > 100, "there are some to leave out"
    narrowed = [rowids(record, query, 20) for query in queries]
    assert [found[0] for found in narrowed] == [found[0] for found in every]
    kept = [len(set(part) & set(whole)) for part, whole in zip(narrowed, every, strict=True)]
    assert sum(kept) >= 0.95 * sum(map(len, narrowed))
    monkeypatch.setattr(full_text, "RESCORING_FACTOR", 1)
    few = [rowids(record, query, 20) for query in queries]
    assert [len(found) for found in few] == [20] * len(queries)
    assert few != narrowed, "not all are scored"
    # A filter scores all that it lets through: none of them may be among those that share the most.
    last = SearchFilter.of(articles=["399"])
    text = record.article("399").text.split()[0]
    assert [ref.id for ref, _ in keyword_search(record.full_text, text, 1, last)] == [400]
    database.close()


def rowids(record: Record, query: str, k: int = 30) -> list[int]:
    return [ref.id for ref, _ in keyword_search(record.full_text, query, k, NO_FILTER)]


def test_words_that_say_nothing_count_only_where_nothing_else_is_left() -> None:
    assert content_words("Where were the Lakes?") == ["lakes"]
    assert content_words("Who is it?") == ["who", "is", "it"]
    assert words("Don't stop, 3.5%!") == ["don", "t", "stop", "3", "5"]


def test_passages_are_found_by_their_vectors_key(record: Record) -> None:
    lakes = record.article("lakes").content_hash
    there = {(lakes, 0): [PassageRef(1, date(2024, 1, 1))], ("gone", 3): []}
    assert record.refs([(lakes, 0), ("gone", 3)], NO_FILTER) == there
    assert record.refs([(lakes, 0)], SearchFilter.of(sources=["tea"])) == {(lakes, 0): []}
    assert record.refs([], NO_FILTER) == {}
    assert len(record.refs([("gone", number) for number in range(70_000)], NO_FILTER)) == 70_000


def test_a_place_says_when_its_article_was_published(record: Record) -> None:
    assert [ref for ref, _ in keyword_search(record.full_text, "rivers", 5, NO_FILTER)] == [
        PassageRef(2, date(2024, 1, 2))
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("果园什么时候开放？", ["zh"]),
        ("园", ["zh"]),
        ("りんご農家は誰ですか", ["ja"]),
        ("과수원의 농부는 누구인가?", ["ko"]),
        ("Кто посадил яблони?", ["ru"]),
        ("متى يفتح البُستان؟", ["ar"]),
        ("火山", []),
        ("Вулкан", []),
    ],
)
def test_words_of_other_scripts_are_found_in_any_form(
    tmp_path: Path, query: str, expected: list[str]
) -> None:
    told = {
        "zh": "山谷果园明年开放。",
        "ja": "谷のりんご農家が喜んだ。",
        "ko": "골짜기 과수원 농부가 웃었다.",
        "ru": "Яблоню посадила бабушка.",
        "ar": "فتح بستان الوادي أبوابه.",
    }
    database = Database(tmp_path, create=True)
    record = SqliteRecord(database)
    for name, text in told.items():
        record.put(article(text, id=name, title="-"), [Passage(0, 0, len(text))], None, named=True)
    names = list(told)
    assert [names[rowid - 1] for rowid in rowids(record, query)] == expected
    for name in told:
        record.drop(name)
    assert rowids(record, query) == []
    database.close()


def test_texts_in_latin_letters_are_ranked_as_if_no_other_scripts_were_known(tmp_path: Path) -> None:
    chance = random.Random(7)
    vocabulary = [*"harbour harbours café “garden” don’t 3.5% Zürich naïve co-op U.S. rain rains".split()]
    database = Database(tmp_path, create=True)
    record = SqliteRecord(database)
    with database.writing() as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE plain USING fts5 "
            "(title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )
        for number in range(1, 60):
            text = " ".join(chance.choices(vocabulary, k=9))
            title = chance.choice(vocabulary)
            record.put(
                article(text, id=str(number), title=title), [Passage(0, 0, len(text))], None, named=True
            )
            connection.execute(
                "INSERT INTO plain (rowid, title, text) VALUES (?, ?, ?)", (number, title, text)
            )
    for _ in range(20):
        query = " ".join(chance.sample(vocabulary, 3))
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(content_words(query)))
        with database.reading() as connection:
            rows = connection.execute(
                "SELECT rowid, -bm25(plain, 2.0, 1.0) AS score FROM plain WHERE plain MATCH ? "
                "ORDER BY score DESC, rowid LIMIT 30",
                (asked,),
            ).fetchall()
        assert [
            (ref.id, score) for ref, score in keyword_search(record.full_text, query, 30, NO_FILTER)
        ] == rows
    database.close()
