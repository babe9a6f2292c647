"""The inverted index of every store: what is found, in what order, with what score."""

from datetime import date

import pytest

from index.filters import SearchFilter
from index.passages import Passage
from index.store.protocol import Record
from index.store.values import PassageRef
from index.text.scripts import Phrase, phrase_query
from tests.fakes import article

TEXTS = {
    "lakes": "The lakes froze in Naïve Town, and boats lay still.",
    "rivers": "Rivers rose; boats sank. The lakes rose, too.",
    "tea": "Tea prices fell by 3.5% on 한국 markets. Boats sailed on.",
    "cities": "The cities of the north were quiet.",
}


@pytest.fixture
def filled(record: Record) -> Record:
    for number, (name, text) in enumerate(TEXTS.items(), start=1):
        made = article(text, id=name, title=f"On {name}", source=name, published=date(2024, 1, number))
        record.put(made, [Passage(0, 0, len(text))], None, named=True)
    return record


def found(record: Record, *terms: str, filters: SearchFilter | None = None) -> list[str]:
    names = list(TEXTS)
    refs = record.full_text.search([Phrase(term) for term in terms], 10, filters or SearchFilter())
    return [names[ref.id - 1] for ref, _ in refs]


def test_the_score_is_bm25_with_the_title_counted_double(filled: Record) -> None:
    refs = filled.full_text.search([Phrase("lake"), Phrase("town")], 10)
    assert [ref for ref, _ in refs] == [PassageRef(1, date(2024, 1, 1)), PassageRef(2, date(2024, 1, 2))]
    assert [score for _, score in refs] == pytest.approx([0.832492, 1.056e-6], rel=1e-3)


def test_terms_are_stemmed_and_without_case_and_accents(filled: Record) -> None:
    assert found(filled, "LAKE") == ["lakes", "rivers"]
    assert found(filled, "naive") == found(filled, "NAÏVE") == ["lakes"]
    assert found(filled, "city") == ["cities"]
    assert filled.full_text.stems(["cities", "Naïve", "", "--"]) == ["citi", "naiv", "", ""]


def test_a_phrase_stands_side_by_side(filled: Record) -> None:
    assert found(filled, "boats sank") == ["rivers"]
    assert found(filled, "sank boats") == []
    assert filled.full_text.occurring([Phrase("tea pric", is_prefix=True)])
    assert not filled.full_text.occurring([Phrase("tea pric")])
    assert filled.full_text.occurring([phrase_query("한국")])


def test_of_many_phrases_those_that_occur_are_told(filled: Record) -> None:
    there = [Phrase("boats"), Phrase("boats sank"), Phrase("Tea"), Phrase("pric", is_prefix=True)]
    absent = [
        Phrase("sank boats"),
        Phrase("pric"),
        Phrase("coffee"),
        Phrase("zz", is_prefix=True),
        Phrase(""),
    ]
    assert filled.full_text.occurring([*there, *absent]) == set(there)
    assert filled.full_text.occurring([]) == set()


def test_a_filter_leaves_out_what_it_should(filled: Record) -> None:
    assert found(filled, "boats", filters=SearchFilter.of(sources=["rivers"])) == ["rivers"]
    assert found(filled, "boats", filters=SearchFilter.of(until=date(2024, 1, 1))) == ["lakes"]
    assert found(filled, "boats", filters=SearchFilter.of(articles=["cities"])) == []
    assert found(filled, "boats", "quiet", filters=SearchFilter.of(since=date(2024, 1, 4))) == ["cities"]


def test_no_more_come_than_are_asked_for_the_best_first(filled: Record) -> None:
    [(best, _)] = filled.full_text.search([Phrase("boats"), Phrase("tea")], 1)
    assert best.id == 3


def test_articles_have_one_phrase_of_every_group(filled: Record) -> None:
    either = [Phrase("sank"), Phrase("still")]
    assert filled.full_text.articles_with([either]) == {1, 2}
    assert filled.full_text.articles_with([either, [Phrase("rose")]]) == {2}
    assert filled.full_text.articles_with([[Phrase("")]]) == set()
    assert filled.full_text.articles_with([]) == set()


def test_document_frequencies_count_passages_and_follow_every_change(filled: Record) -> None:
    before, state = dict(filled.full_text.document_frequencies()), filled.full_text.state()
    assert (before["boat"], before["lake"], before["rose"]) == (3, 2, 1)
    filled.drop("rivers")
    assert filled.full_text.state() != state
    assert dict(filled.full_text.document_frequencies())["boat"] == 2
    assert found(filled, "sank") == []
    filled.full_text.merge()
    assert found(filled, "boats") == ["lakes", "tea"]


@pytest.mark.parametrize(
    "typed", ['"', "a AND b", "a OR b", "NEAR(a b)", "title:", "*", "-", "(", "\0", "'; --"]
)
def test_no_phrase_is_a_command(filled: Record, typed: str) -> None:
    assert filled.full_text.search([Phrase(typed)], 5) == []
    assert not filled.full_text.occurring([Phrase(typed)])
