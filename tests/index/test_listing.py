from collections.abc import Iterator
from datetime import date

import pytest

from index import ingest
from index.library import Library
from index.listing import Entry, entries, listing
from tests.fakes import WordEmbedder, article, numbered_article

CAFE = article(
    "Coffee is dear.\n\nMilk is not.", id="cafe", title="Le Café", source="Écho", author="Zoë Müller"
)
DATED = article("Tea is cheap.", id="tea", title="50% off_tea", source="Herald", published=date(2024, 6, 16))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("listing"), WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [CAFE, DATED, *(numbered_article(number) for number in range(7))])
        yield library


def test_an_entry_names_an_article_and_counts_its_passages(library: Library) -> None:
    (found,) = listing(library.record, "50% off_").entries
    assert found == Entry("tea", "50% off_tea", "Herald", None, date(2024, 6, 16), 1)
    assert entries(library.record, ["a0"])[0].passages == len(library.record.passages("a0")) > 0


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "zoe mull", "écho", "echo café"])
def test_case_and_accents_do_not_count_and_every_word_must_be_there(library: Library, words: str) -> None:
    assert [entry.id for entry in listing(library.record, words).entries] == ["cafe"]


@pytest.mark.parametrize("words", ["cafe herald", "coffee", "5%off", "o_f", "\ud800"])
def test_what_no_name_has_lists_nothing(library: Library, words: str) -> None:
    found = listing(library.record, words)
    assert (found.entries, found.total) == ((), 0)


def test_a_page_is_a_part_of_the_whole_last_added_first(library: Library) -> None:
    every = [entry.id for entry in listing(library.record).entries]
    assert every == ["a6", "a5", "a4", "a3", "a2", "a1", "a0", "tea", "cafe"]
    page = listing(library.record, "report", offset=2, limit=3)
    assert ([entry.id for entry in page.entries], page.total) == (["a4", "a3", "a2"], 7)
    assert listing(library.record, offset=50).entries == ()


def test_entries_come_in_the_order_asked_and_without_what_is_not_there(library: Library) -> None:
    assert [entry.id for entry in entries(library.record, ["tea", "gone", "a3", "\ud800"])] == ["tea", "a3"]
    assert entries(library.record, []) == ()
