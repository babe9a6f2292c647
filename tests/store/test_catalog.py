from collections.abc import Iterator
from datetime import date

import pytest

from index import ingest
from index.library import Library
from index.store.protocol import Store
from index.store.values import ListedArticle
from tests.fakes import WordEmbedder, article, numbered_article
from tests.store.conftest import RECORDS, new_store

CAFE = article(
    "Coffee is dear.\n\nMilk is not.", id="cafe", title="Le Café", source="Écho", author="Zoë Müller"
)
DATED = article("Tea is cheap.", id="tea", title="50% off_tea", source="Herald", published=date(2024, 6, 16))


@pytest.fixture(scope="module", params=RECORDS)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One for all who only read it."""
    with new_store(request.param, tmp_path_factory.mktemp("catalog")) as store:
        library = Library(store, WordEmbedder())
        assert not ingest.add(library, [CAFE, DATED, *(numbered_article(number) for number in range(7))])
        yield library


def test_an_entry_names_an_article_and_counts_its_passages(library: Library) -> None:
    (found,) = library.record.catalog.listing("50% off_").articles
    assert found == ListedArticle("tea", "50% off_tea", "Herald", None, date(2024, 6, 16), 1)
    assert library.record.catalog.listed(["a0"])[0].passages == len(library.record.passages("a0")) > 0


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "zoe mull", "écho", "echo café"])
def test_case_and_accents_do_not_count_and_every_word_must_be_there(library: Library, words: str) -> None:
    assert [entry.id for entry in library.record.catalog.listing(words).articles] == ["cafe"]


@pytest.mark.parametrize("words", ["cafe herald", "coffee", "5%off", "o_f", "\ud800"])
def test_what_no_name_has_lists_nothing(library: Library, words: str) -> None:
    found = library.record.catalog.listing(words)
    assert (found.articles, found.total) == ((), 0)


def test_a_page_is_a_part_of_the_whole_last_added_first(library: Library) -> None:
    every = [entry.id for entry in library.record.catalog.listing().articles]
    assert every == ["a6", "a5", "a4", "a3", "a2", "a1", "a0", "tea", "cafe"]
    page = library.record.catalog.listing("report", offset=2, limit=3)
    assert ([entry.id for entry in page.articles], page.total) == (["a4", "a3", "a2"], 7)
    assert library.record.catalog.listing(offset=50).articles == ()


def test_entries_come_in_the_order_asked_and_without_what_is_not_there(library: Library) -> None:
    assert [entry.id for entry in library.record.catalog.listed(["tea", "gone", "a3", "\ud800"])] == [
        "tea",
        "a3",
    ]
    assert library.record.catalog.listed([]) == ()


def test_sources_are_counted_largest_first_and_articles_without_one_left_out(record_store: Store) -> None:
    named = [("b", "The Times"), ("c", "The Post"), ("d", "The Times"), ("e", None), ("f", "")]
    articles = [article(f"Text of {name}.", id=name, source=source) for name, source in named]
    library = Library(record_store, WordEmbedder())
    assert library.record.catalog.sources() == {}
    assert ingest.add(library, articles) == []
    assert list(library.record.catalog.sources().items()) == [("The Times", 2), ("The Post", 1)]
