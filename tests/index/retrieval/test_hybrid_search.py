import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index import ingest
from index.embedding.embedder import Vectors
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval import hybrid_search as search_module
from index.retrieval.hybrid_search import Hit, hybrid_search
from index.retrieval.recency import Coverage, QueryTime
from tests.fakes import WordEmbedder, article, numbered_article
from tests.store.memory import memory_library

DAY = date(2024, 6, 16)
QUARREL = "The mayor of the lake town quarrelled with fishermen over boats."
ARTICLES = [
    article(
        "The lakes froze early this year.\n\nBoats lay still.", id="lakes", source="Herald", published=DAY
    ),
    article(
        "Rivers rose in spring. Boats sank near the bridge.",
        id="rivers",
        source="Times",
        published=date(2023, 1, 2),
    ),
    article("Tea prices fell on all markets.", id="tea", source="Times"),
    article(QUARREL, id="first copy", title="Quarrel", source="Agency", published=DAY),
    article(QUARREL, id="second copy", title="Quarrel", source="Echo", published=DAY),
    *(numbered_article(number, sentences=12) for number in range(8)),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return memory_library(WordEmbedder(), *ARTICLES)


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.article_id for hit in hits]


def assert_exact(library: Library, hits: tuple[Hit, ...]) -> None:
    for hit in hits:
        assert hit.article == library.record.article(hit.article_id)
        assert hit.text == hit.article.text[hit.start : hit.end] != ""
        assert hit.start >= hit.article.body_start
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({(hit.article_id, hit.start) for hit in hits}) == len(hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("frozen lakes", "lakes"),
        ("price of tea", "tea"),
        ("RIVERS!", "rivers"),
        ("the mayor's quarrel", "first copy"),
        ("case5x11", "a5"),
    ],
)
def test_the_article_asked_for_comes_first(library: Library, query: str, expected: str) -> None:
    hits = hybrid_search(library, [query], 5)
    assert hits[0].article_id == expected
    assert_exact(library, hits)


def test_at_most_k_come_back(library: Library) -> None:
    passages = library.record.counts()[1]
    for k in (0, 1, 3, passages, 10_000):
        assert len(hybrid_search(library, ["report on boats"], k)) <= min(k, passages)
    assert len(hybrid_search(library, ["report on boats"], 3)) == 3
    assert names(hybrid_search(library, ["boats"], 3)) == names(hybrid_search(library, ["boats"], 10))[:3]


def test_the_same_content_under_two_ids_counts_once_but_each_can_be_asked_for(library: Library) -> None:
    found = names(hybrid_search(library, ["mayor and fishermen"], 50))
    assert found[0] == "first copy"
    assert "second copy" not in found
    only = SearchFilter.of(sources=["Echo"])
    assert names(hybrid_search(library, ["mayor and fishermen"], 5, only)) == ["second copy"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (SearchFilter.of(sources=["Times"]), {"rivers", "tea"}),
        (SearchFilter.of(sources=["Times", "Herald"], since=date(2024, 1, 1)), {"lakes"}),
        (SearchFilter.of(until=date(2023, 12, 31)), {"rivers"}),
        (SearchFilter.of(since=DAY, until=DAY, articles=["lakes", "rivers", "a3"]), {"lakes"}),
        (SearchFilter.of(articles=["a3"]), {"a3"}),
        (SearchFilter.of(articles=["nowhere"]), set()),
    ],
)
def test_nothing_comes_back_from_outside_the_filter(
    library: Library, filters: SearchFilter, expected: set[str]
) -> None:
    hits = hybrid_search(library, ["boats, tea and the report on subject3"], 50, filters)
    assert set(names(hits)) == expected
    assert_exact(library, hits)


def test_forms_of_one_question_are_searched_together(library: Library) -> None:
    both = hybrid_search(library, ["tea", "lakes"], 2)
    assert set(names(both)) == {"tea", "lakes"}
    assert hybrid_search(library, ["tea", "tea"], 3) == hybrid_search(library, ["tea"], 3)
    assert hybrid_search(library, [], 3) == ()


@given(
    query=st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    *(
                        '"',
                        '""',
                        "'",
                        "AND",
                        "OR",
                        "NOT",
                        "NEAR",
                        "NEAR(a b, 5)",
                        "(",
                        "))",
                        "*",
                        "^x",
                        "a:b",
                        "-",
                        "+",
                        "{}",
                        ";",
                    ),
                    *(
                        "boats",
                        "title:lakes",
                        "😀",
                        "\0",
                        "\ud83d",
                        "--",
                        "%",
                        "_",
                        "\\",
                        "\u202e",
                        "İstanbul",
                        "e\u0301",
                        "\n",
                    ),
                ]
            ),
            max_size=10,
        ).map(" ".join),
    )
)
@example(query="")
@example(query=" \n\t")
@example(query='"')
@example(query="boats AND (lakes OR")
@example(query="a" * 100_000)
@example(query="lake " * 20_000)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_searched(library: Library, query: str) -> None:
    for filters in (NO_FILTER, SearchFilter.of(sources=["Times", query])):
        hits = hybrid_search(library, [query], 5, filters)
        assert_exact(library, hits)
        assert filters is NO_FILTER or set(names(hits)) <= {"rivers", "tea"}


def test_nearness_to_the_day_of_asking_decides_between_equals() -> None:
    days = {"1": DAY - timedelta(days=400), "2": DAY - timedelta(days=30), "3": None, "4": DAY}
    library = memory_library(WordEmbedder())
    ingest.add(
        library,
        [article(f"The lakes froze. {name}", id=name, published=day) for name, day in days.items()],
    )
    assert names(hybrid_search(library, ["lakes"], 4, asked=DAY - timedelta(days=28)))[0] == "2"
    assert names(hybrid_search(library, ["lakes"], 4, asked=DAY))[0] == "4"
    assert names(hybrid_search(library, ["lakes"], 4, asked=datetime(2024, 6, 16, 23)))[0] == "4"
    then = QueryTime(DAY - timedelta(days=410), DAY - timedelta(days=390), 0.4)
    assert names(hybrid_search(library, ["lakes"], 4, asked=DAY, query_time=then))[0] == "1"


def test_years_later_dates_change_nothing_and_leave_nothing_out(library: Library) -> None:
    undated = hybrid_search(library, ["boats, tea and the report on subject3"], 50)
    late = date(2124, 1, 1)
    for time in (None, QueryTime(late - timedelta(days=6), late, 0.4)):
        hits = hybrid_search(
            library, ["boats, tea and the report on subject3"], 50, asked=late, query_time=time
        )
        assert names(hits) == names(undated)
        assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in undated], abs=1e-4)


def test_a_passage_tells_how_far_it_is_from_days_of_late() -> None:
    days = {"then": DAY - timedelta(days=400), "undated": None, "now": DAY}
    week = QueryTime(DAY - timedelta(days=6), DAY, 0.4, Coverage.DURING)
    library = memory_library(WordEmbedder())
    ingest.add(
        library,
        [article(f"The lakes froze. {name}", id=name, published=day) for name, day in days.items()],
    )

    def away(time: QueryTime | None) -> dict[str, float]:
        return {
            hit.article_id: hit.temporal_distance
            for hit in hybrid_search(library, ["lakes"], 3, asked=DAY, query_time=time)
        }

    assert away(week) == {"now": 0.0, "undated": 0.0, "then": pytest.approx(1.0, abs=0.01)}
    for other in (None, replace(week, coverage=Coverage.ANY_TIME)):
        assert set(away(other).values()) == {0.0}


def test_of_copies_the_one_nearest_in_time_comes_back() -> None:
    days = {"old": DAY - timedelta(days=9), "new": DAY, "undated": None}
    library = memory_library(WordEmbedder())
    ingest.add(library, [article(QUARREL, id=name, published=day) for name, day in days.items()])
    assert names(hybrid_search(library, ["mayor"], 3, asked=DAY)) == ["new"]
    assert names(hybrid_search(library, ["mayor"], 3, asked=DAY - timedelta(days=9))) == ["old"]
    assert names(hybrid_search(library, ["mayor"], 3, SearchFilter.of(articles=["undated"]), DAY)) == [
        "undated"
    ]


def test_a_misspelt_name_finds_its_article(library: Library) -> None:
    assert hybrid_search(library, ["fishremen"], 5)[0].article_id == "first copy"
    assert (
        names(hybrid_search(library, ["the rivvers in spring"], 5, SearchFilter.of(sources=["Times"])))[0]
        == "rivers"
    )


def test_meaning_weighs_little_where_the_embedder_takes_words_letter_by_letter() -> None:
    class Spelling(WordEmbedder):
        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            return [2 + min(len(text), 50) for text in texts]

        def embed_question(self, question: str) -> Vectors:
            return super().embed_question("Tea." if question == "Где яблони?" else question)

    library = memory_library(Spelling())
    ingest.add(library, [article("Бабушка сажала яблони.", id="words"), article("Tea.", id="meaning")])
    scores = {hit.article_id: hit.score for hit in hybrid_search(library, ["Где яблони?"], 2)}
    assert scores["meaning"] == pytest.approx(search_module.FRAGMENTED_DENSE_WEIGHT)
    assert scores["words"] >= search_module.LEXICAL_WEIGHT
    plain = {hit.article_id: hit.score for hit in hybrid_search(library, ["Tea?"], 2)}
    assert plain["meaning"] == pytest.approx(search_module.DENSE_WEIGHT + search_module.LEXICAL_WEIGHT)


def test_threads_find_what_one_alone_finds(library: Library) -> None:
    queries = [f"case{number}x3 boats" for number in range(8)] * 4
    alone = [hybrid_search(library, [query], 5) for query in queries]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda query: hybrid_search(library, [query], 5), queries))
    assert together == alone


@pytest.mark.parametrize("step", ["vector_search", "keyword_search"])
def test_an_article_removed_while_searching_is_left_out(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    library = memory_library(WordEmbedder())
    ingest.add(library, [numbered_article(number) for number in range(3)])
    original = getattr(search_module, step)

    def removed_meanwhile(*arguments: object) -> object:
        found = original(*arguments)
        ingest.remove(library, ["a1"])
        return found

    monkeypatch.setattr(search_module, step, removed_meanwhile)
    assert set(names(hybrid_search(library, ["report on subject1"], 9))) == {"a0", "a2"}


def test_a_hit_is_plain_json_that_anybody_can_check(library: Library) -> None:
    hit = hybrid_search(library, ["boats at the bridge"], 1)[0]
    plain = json.loads(json.dumps(hit.to_json()))
    text = library.record.article(plain["article_id"]).text
    assert text[plain["start"] : plain["end"]] == plain["text"] == hit.text
    assert plain["article"]["source"] == "Times"
    assert plain["score"] == pytest.approx(hit.score)


def test_the_seed_articles_answer_to_what_they_say(seed_library: Library) -> None:
    question = "What did North Korea reportedly ship to Russia?"
    hits = hybrid_search(seed_library, [question], 5)
    assert_exact(seed_library, hits)
    assert any("artillery shells" in hit.text for hit in hits[:3])
    meaning = hybrid_search(seed_library, ["weaponry delivered by Pyongyang to Moscow"], 5)
    assert_exact(seed_library, meaning)
    assert any("artillery shells" in hit.text or "ammunition" in hit.text for hit in meaning)
