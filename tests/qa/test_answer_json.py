import dataclasses
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.errors import LibraryCorrupt
from index.retrieval.hybrid_search import Hit
from qa.answer_json import (
    StoredAnswer,
    StoredQuote,
    deserialize,
    serialize,
    serialize_error,
    stored_quotes,
    to_json,
)
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Section, Timings, Writing, WrittenSentence
from qa.article_stub import GAP
from qa.attribution import Speaker
from qa.grounding import Fault, Reason, Support
from qa.language_model import Usage
from qa.reader import Reading

TEXT = "Pier opens\n\nThe harbour opened in 1931. The mayor spoke. He said it was late. It closed in 1999."
HARBOUR = Article(
    id="harbour",
    text=TEXT,
    title="Pier opens",
    source="The Gull",
    author="Ann Pier",
    published=date(2024, 5, 1),
    url="https://example.org/harbour",
    path="/articles/harbour.txt",
    body_start=12,
)
CITY = Article(id="city", text="The harbour opened in 1932, the city says.", title="City")
ARTICLE_FIELDS = {"id", "title", "source", "author", "published", "url", "path"}
PIECES = st.text("ab \n\0é\ud800𝄞", max_size=12)
"""Texts of few letters, in which words often stand at two places."""


def place(article: Article, words: str) -> tuple[int, int]:
    start = article.text.index(words)
    return start, start + len(words)


def citation(n: int, article: Article, quote: str, answer: str = "", context: str = "") -> Citation:
    return Citation(
        n,
        article,
        *place(article, quote),
        place(article, answer) if answer else None,
        place(article, context) if context else None,
    )


OPENED = citation(1, HARBOUR, "The harbour opened in 1931.", answer="1931")
SAID = dataclasses.replace(
    citation(2, HARBOUR, "He said it was late.", context="The mayor spoke."),
    speaker=Speaker("the mayor", *place(HARBOUR, "The mayor")),
)
OTHER = citation(3, CITY, "The harbour opened in 1932, the city says.", answer="1932")
HELD_BACK = Support(holds=False, score=0.2, reasons=(Reason(Fault.NUMBER, "The quotes do not have “1941”."),))
WRITING = Writing(
    "openai:gull",
    (
        WrittenSentence("It opened in 1931.", (OPENED, OTHER), Support(holds=True, score=0.9)),
        WrittenSentence("It closed in 1941.", (), HELD_BACK, opens_paragraph=True),
    ),
    Usage(120, 30, 0.002, estimated=True),
    "The server broke off. Ask again.",
)
ANSWER = Answer(
    question="When?",
    standalone="When did it open?",
    text="“The harbour opened in 1931.” [1]",
    confidence=0.1 + 0.2,
    citations=(OPENED, SAID, OTHER),
    disagreements=(Disagreement("the year", (OPENED, OTHER)),),
    hits=(
        Hit(HARBOUR, 12, 60, 1.1, cosine=0.7, temporal_distance=0.25),
        Hit(CITY, 0, 20, 0.3),
        Hit(HARBOUR, 60, len(TEXT), 0.1),
    ),
    statement="Two articles tell. [1] [3]",
    sections=(Section("1931", (OPENED,)), Section("The mayor", (SAID,))),
    not_quoted=(
        Reading(CITY, *place(CITY, "The harbour opened in 1932, the city says."), 0.2, place(CITY, "1932")),
        Reading(HARBOUR, *place(HARBOUR, "The mayor spoke."), 0.1),
    ),
    kind=AnswerKind.CATALOG,
    writing=WRITING,
    note="The vector index could not be reached.",
    timings=Timings(searching=0.01, reading=0.12),
)


def stored(answer: Answer) -> dict[str, Any]:
    """What of an answer comes back from a file of JSON."""
    read: dict[str, Any] = json.loads(json.dumps(serialize(answer)))
    return read


def library(*articles: Article) -> Callable[[str], Article | None]:
    return {article.id: article for article in articles}.get


def restored(answer: Answer, *articles: Article) -> tuple[Answer, frozenset[Citation]]:
    found = deserialize(stored(answer), library(*articles))
    assert found.answer
    assert found.error is None
    return found.answer, found.gone


def edited(text: str) -> Article:
    return dataclasses.replace(HARBOUR, text=text)


def test_an_answer_comes_back_equal_while_its_articles_are_unchanged() -> None:
    answer, gone = restored(ANSWER, HARBOUR, CITY)
    assert (answer, gone) == (ANSWER, frozenset())
    assert answer.timings == ANSWER.timings


def test_an_answer_of_an_earlier_version_comes_back() -> None:
    stored_answer = stored(ANSWER)
    for name in ("not_quoted", "timings", "kind", "sections", "writing"):
        del stored_answer[name]
    for each in stored_answer["citations"]:
        del each["speaker"], each["speaker_text"]
    for hit in stored_answer["hits"]:
        del hit["cosine"], hit["temporal_distance"]
    answer = deserialize(stored_answer, library(HARBOUR, CITY)).answer
    hits = tuple(Hit(hit.article, hit.start, hit.end, hit.score) for hit in ANSWER.hits)
    said = dataclasses.replace(SAID, speaker=None)
    assert answer == dataclasses.replace(
        ANSWER,
        citations=(OPENED, said, OTHER),
        not_quoted=(),
        kind=AnswerKind.FACT,
        hits=hits,
        sections=(),
        writing=None,
    )
    assert answer.timings is None


def test_no_field_of_an_answer_is_forgotten() -> None:
    empty = Answer("", "", "", 0.0)
    for field in dataclasses.fields(Answer):
        assert getattr(ANSWER, field.name) != getattr(empty, field.name), f"{field.name} is not tried here"
    for value, stored_answer in ((ANSWER, serialize(ANSWER)), (SAID, serialize(ANSWER)["citations"][1])):
        assert {field.name for field in dataclasses.fields(value)} <= set(stored_answer)


def test_a_quote_whose_speaker_is_gone_is_gone_and_shows_whose_words_it_was() -> None:
    answer, gone = restored(ANSWER, edited(TEXT.replace("The mayor spoke.", "The mayor’s spoke.")), CITY)
    (said,) = gone
    assert (said.quote, said.speaker_text) == (SAID.quote, SAID.speaker_text)
    assert said in answer.sections[1].citations


def test_what_a_model_wrote_comes_back_and_rests_on_the_answers_own_citations() -> None:
    answer, gone = restored(ANSWER, edited("Corrected: the pier's name.\n" + TEXT), CITY)
    assert answer.writing and not gone
    assert answer.writing.sentences[0].citations == (answer.citations[0], answer.citations[2])
    assert answer.writing.held_back == WRITING.held_back
    assert (answer.writing.usage, answer.writing.problem) == (WRITING.usage, WRITING.problem)
    removed, _ = restored(ANSWER, CITY)
    assert removed.writing and removed.writing.sentences[0].citations[0].quote == OPENED.quote


def test_a_refusal_comes_back_with_its_nearest_passages() -> None:
    refusal = Answer("Who?", "Who?", "These articles do not say.", 0.1, hits=ANSWER.hits)
    assert restored(refusal, HARBOUR, CITY) == (refusal, frozenset())


def test_an_error_comes_back() -> None:
    problem = "The question is empty. Type what you want to know from your articles."
    stored_answer = json.loads(json.dumps(serialize_error(problem)))
    assert deserialize(stored_answer, library()) == StoredAnswer(error=problem)


def test_what_is_stored_of_an_article_is_what_was_quoted_of_it() -> None:
    stored_answer = json.dumps(serialize(ANSWER))
    assert OPENED.quote in stored_answer
    assert "It closed in 1999" not in stored_answer


def test_of_a_removed_article_the_quotes_are_left_and_nothing_to_link_to() -> None:
    answer, gone = restored(ANSWER, CITY)
    assert answer.answered
    assert gone == set(answer.citations[:2])
    assert [one.quote for one in answer.citations] == [one.quote for one in ANSWER.citations]
    left = answer.citations[0].article
    assert left.text == GAP.join(["The harbour opened in 1931.", "The mayor spoke.", "He said it was late."])
    assert left == dataclasses.replace(HARBOUR, text=left.text, body_start=0)
    assert answer.citations[1].article is left
    assert answer.citations[0].answer == place(left, "1931")
    assert answer.citations[1].context_text == "The mayor spoke."
    assert answer.disagreements[0].citations == (answer.citations[0], answer.citations[2])
    assert [hit.article_id for hit in answer.hits] == ["city"]
    assert answer.text == ANSWER.text


def test_a_removed_article_that_is_added_again_is_as_it_was() -> None:
    assert restored(ANSWER, CITY)[1]
    assert restored(ANSWER, HARBOUR, CITY) == (ANSWER, frozenset())


def test_a_quote_that_moved_is_cited_where_it_stands_now() -> None:
    moved = edited("Corrected: the pier's name.\n" + TEXT)
    answer, gone = restored(ANSWER, moved, CITY)
    assert gone == frozenset()
    for now, before in zip(answer.citations[:2], ANSWER.citations, strict=False):
        assert now.article is moved
        assert (now.quote, now.context_text) == (before.quote, before.context_text)
        assert now.start == before.start + 28
    assert answer.not_quoted == ANSWER.not_quoted[:1]
    assert answer.citations[0].answer == place(moved, "1931")
    assert [hit.article_id for hit in answer.hits] == ["city"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (TEXT.replace("1931", "1932"), [SAID]),
        (TEXT.replace("The mayor spoke. ", ""), [OPENED]),
        (TEXT.replace("The mayor", "The captain"), [OPENED]),
        ("He said it was late. " + TEXT.replace(" He said it was late.", ""), [OPENED]),
        ("Anew. " + TEXT + " The harbour opened in 1931.", [SAID]),
        (OPENED.quote + " And: " + SAID.quote, [OPENED]),
        ("", []),
    ],
    ids=[
        *("another year", "nobody named", "somebody else named", "named only afterwards", "said twice"),
        *("shortened", "emptied"),
    ],
)
def test_a_quote_that_an_edited_article_does_not_hold_has_no_place(text: str, left: list[Citation]) -> None:
    answer, gone = restored(ANSWER, edited(text), CITY)
    standing = [one for one in answer.citations if one not in gone]
    assert [one.quote for one in standing] == [one.quote for one in [*left, OTHER]]
    assert [one.quote for one in answer.citations] == [one.quote for one in ANSWER.citations]
    for one in gone:
        assert one.article.text != text


def test_a_passage_that_was_not_edited_is_still_shown() -> None:
    answer, _ = restored(ANSWER, edited(TEXT.replace("1999", "2001")), CITY)
    assert [(hit.article_id, hit.start) for hit in answer.hits] == [("harbour", 12), ("city", 0)]
    assert [reading.quote for reading in answer.not_quoted] == [one.quote for one in ANSWER.not_quoted]


def test_two_quotes_of_one_place_are_both_left_as_they_were_said() -> None:
    """An article that is edited while it is read can be quoted in both its forms."""
    later = edited(TEXT.replace("1931", "1932"))
    both = (OPENED, dataclasses.replace(OPENED, n=2, article=later))
    answer, gone = restored(dataclasses.replace(ANSWER, citations=both, disagreements=(), writing=None))
    assert [one.quote for one in answer.citations] == [OPENED.quote, OPENED.quote.replace("1931", "1932")]
    assert len(gone) == 2


def test_the_sides_of_a_disagreement_that_were_stored_in_full_are_read() -> None:
    stored = serialize(ANSWER)
    full = {citation["n"]: citation for citation in stored["citations"]}
    assert stored["disagreements"]
    for one in stored["disagreements"]:
        one["citations"] = [full[side["n"]] for side in one["citations"]]
    articles = {article.id: article for article in (HARBOUR, CITY)}
    assert deserialize(stored, articles.get).answer == ANSWER


def test_an_article_is_looked_up_once() -> None:
    asked: list[str] = []

    def find(name: str) -> Article | None:
        asked.append(name)
        return library(HARBOUR, CITY)(name)

    deserialize(stored(ANSWER), find)
    assert sorted(asked) == ["city", "harbour"]


@st.composite
def cited(draw: st.DrawFn) -> Citation:
    """A citation of any article, with or without its answer and context."""
    start, context, before, quote, after = (draw(PIECES) for _ in range(5))
    quote = quote or "q"
    text = start + context + before + quote + after
    begin = len(start + context + before)
    inside = sorted(draw(st.tuples(*[st.integers(0, len(quote))] * 2)))
    return Citation(
        draw(st.integers(1, 9)),
        Article("a", text, draw(PIECES), published=draw(st.none() | st.dates())),
        begin,
        begin + len(quote),
        (begin + inside[0], begin + inside[1]) if inside[0] < inside[1] else None,
        (len(start), len(start + context)) if context else None,
        draw(st.none() | speakers(text)),
    )


def speakers(text: str) -> st.SearchStrategy[Speaker]:
    """A speaker who is introduced anywhere in a text."""
    places = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).filter(lambda place: place[0] < place[1])
    return places.map(lambda place: Speaker("Bo Berg", *place))


@given(one=cited(), another=cited(), cut=st.tuples(*[st.integers(0, 40)] * 2), put=PIECES)
def test_whatever_is_edited_a_quote_is_what_was_said_and_stands_where_it_is_said_to(
    one: Citation, another: Citation, cut: tuple[int, int], put: str
) -> None:
    text = one.article.text
    now = dataclasses.replace(one.article, text=text[: min(cut)] + put + text[max(cut) :])
    hits = (Hit(one.article, one.start, one.end, 1.0),)
    answer, gone = restored(Answer("q", "q", "t", 0.5, (one, another), hits=hits), now)
    for found, before in zip(answer.citations, (one, another), strict=True):
        assert (found.n, found.quote, found.context_text) == (before.n, before.quote, before.context_text)
        assert (found.speaker_text, found.answer is None) == (before.speaker_text, before.answer is None)
        if found.answer and before.answer:
            words = before.article.text[slice(*before.answer)]
            assert found.article.text[slice(*found.answer)] == words
        assert (found.article is not now) == (found in gone)
    assert all(hit.text == one.quote for hit in answer.hits)


@given(one=cited())
def test_nothing_edited_nothing_changes(one: Citation) -> None:
    answer = Answer("q", "q", "t", 0.5, (one,))
    assert restored(answer, one.article) == (answer, frozenset())


@given(one=cited())
def test_what_was_quoted_is_told_without_the_library(one: Citation) -> None:
    words = one.article.text[slice(*one.answer)] if one.answer else ""
    assert stored_quotes(stored(Answer("q", "q", "t", 0.5, (one,)))) == [StoredQuote("a", one.quote, words)]


def test_a_refusal_or_an_error_quoted_nothing() -> None:
    assert stored_quotes(stored(Answer("q", "q", "These articles do not say.", 0.1))) == []
    assert stored_quotes(serialize_error("It failed.")) == []


@pytest.mark.parametrize(
    "damage",
    [
        {"citations": None},
        {"citations": [{}]},
        {"citations": [{**serialize(ANSWER)["citations"][0], "start": -3}]},
        {"citations": [{**serialize(ANSWER)["citations"][0], "answer": [0, 500]}]},
        {"citations": [{**serialize(ANSWER)["citations"][0], "context": [12]}]},
        {"citations": [{**serialize(ANSWER)["citations"][0], "article": "harbour"}]},
        {"hits": [{"article_id": "city"}]},
        {"hits": [{**serialize(ANSWER)["hits"][0], "start": "first"}]},
        {"disagreements": "none"},
        {"writing": {"model": "m"}},
        {"writing": {**serialize(ANSWER)["writing"], "usage": {"tokens": 3}}},
        {"writing": {**serialize(ANSWER)["writing"], "sentences": [{"text": "It opened."}]}},
        {"citations": serialize(ANSWER)["citations"][:1], "disagreements": [], "sections": []},
    ],
)
def test_a_damaged_answer_gives_a_clear_error(damage: dict[str, Any]) -> None:
    with pytest.raises(LibraryCorrupt, match="Delete its conversation"):
        deserialize({**serialize(ANSWER), **damage}, library(HARBOUR, CITY))
    with pytest.raises(LibraryCorrupt, match="Delete its conversation"):
        deserialize({}, library())
    with pytest.raises(LibraryCorrupt, match="Delete its conversation"):
        deserialize(None, library())  # type: ignore[arg-type]


# In full, for users and programs


def test_an_answer_in_full_has_the_promised_fields() -> None:
    full = json.loads(json.dumps(to_json(ANSWER)))
    assert full == to_json(ANSWER)
    assert set(full) == {
        *("question", "standalone", "kind", "answered", "text", "confidence", "citations", "disagreements"),
        *("statement", "sections", "hits", "writing", "note"),
    }
    assert full["answered"] is True
    assert [set(citation) for citation in full["citations"]] == [
        {"n", "quote", "start", "end", "answer", "context", "speaker", "article"}
    ] * 3
    assert full["citations"][1]["speaker"]["name"] == "the mayor"
    assert full["sections"][1] == {"heading": "The mayor", "citations": [full["citations"][1]]}
    assert set(full["citations"][0]["article"]) == ARTICLE_FIELDS
    assert set(full["disagreements"][0]) == {"about", "citations"}
    assert full["disagreements"][0]["citations"] == [full["citations"][0], full["citations"][2]]
    assert set(full["hits"][0]) >= {"article_id", "start", "end", "text", "score"}


def test_what_a_model_wrote_is_told_in_full() -> None:
    told = to_json(ANSWER)["writing"]
    assert set(told) == {"model", "problem", "usage", "sentences"}
    assert told["usage"] == {
        **{"prompt_tokens": 120, "completion_tokens": 30},
        **{"cost": 0.002, "estimated": True},
    }
    assert told["sentences"][0]["citations"] == [1, 3]
    assert told["sentences"][1] == {
        **{"text": "It closed in 1941.", "citations": [], "holds": False, "score": 0.2},
        **{
            "reasons": [{"fault": "number", "told": "The quotes do not have “1941”."}],
            "opens_paragraph": True,
        },
    }
    assert to_json(dataclasses.replace(ANSWER, writing=None))["writing"] is None


def test_places_in_json_lead_back_to_the_words() -> None:
    cited = to_json(ANSWER)["citations"][0]
    assert HARBOUR.text[cited["start"] : cited["end"]] == cited["quote"] == OPENED.quote
    assert HARBOUR.text[slice(*cited["answer"])] == "1931"
    assert cited["article"]["published"] == "2024-05-01"


def test_what_is_not_known_is_null_in_json() -> None:
    unknown = Citation(1, Article("a", "Some words.", "A"), 0, 4)
    cited = to_json(Answer("q", "q", "t", 0.5, (unknown,)))["citations"][0]
    assert cited["answer"] is cited["context"] is None
    assert {name for name, value in cited["article"].items() if value is None} == ARTICLE_FIELDS - {
        "id",
        "title",
    }
