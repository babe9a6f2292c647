from dataclasses import replace

import pytest

from index.articles import Article, byline
from qa.answers import Answer, AnswerKind, Citation, Section
from qa.attribution import Speaker
from tests.ui import fakes_kinds as kinds
from ui.render.answer_layout import (
    LONGEST_SPEAKER,
    attribution,
    is_completed,
    lay_out,
    sections,
    speaker_line,
)

FERRY_BYLINE = "Ferry to Skarholm stops for the winter · Aldhaven Courier · 16 September 2025"
FERRY_SOURCE, ISLAND_SOURCE = "Aldhaven Courier · 16 September 2025", "The Skerry Times · 2 October 2025"


def test_a_speaker_is_named_as_the_article_introduces_them() -> None:
    assert speaker_line(kinds.FIGURES) == "Maren Oddvik, who chairs the harbour board"
    assert speaker_line(kinds.OPENED) == ""


def test_a_speaker_whom_the_article_only_points_at_is_named() -> None:
    at = kinds.FERRY.text.index("she said")
    assert speaker_line(replace(kinds.FIGURES, speaker=Speaker("Maren Oddvik", at, at + 3))) == "Maren Oddvik"


def test_a_long_introduction_is_shortened() -> None:
    article = Article("a", "Bo Berg, " + "who says much and " * 30 + "stays.", "A")
    line = speaker_line(Citation(1, article, 0, 9, speaker=Speaker("Bo Berg", 0, len(article.text))))
    assert line.startswith("Bo Berg, who says") and line.endswith("…") and len(line) <= LONGEST_SPEAKER


def test_the_speaker_comes_before_the_source() -> None:
    assert attribution(kinds.LOCK) == f"Its mayor, Tor Selvik · {FERRY_SOURCE}"
    assert attribution(kinds.ENGINE) == FERRY_BYLINE


def test_an_answer_of_one_article_names_it_once() -> None:
    view = lay_out(kinds.SUMMARY, AnswerKind.SUMMARY)
    assert (view.layout, view.source) == ("sentences", FERRY_BYLINE)
    (part,) = view.parts
    assert [(quote.speaker, quote.place) for quote in part.quotes] == [
        ("the harbour board", ""),
        ("Maren Oddvik, who chairs the harbour board", ""),
        ("Its mayor, Tor Selvik", ""),
        ("The board", ""),
    ]


def test_an_article_that_is_a_heading_has_its_source_below() -> None:
    for answer, kind in (
        (kinds.SUMMARIES, AnswerKind.SUMMARY),
        (kinds.COMPARISON, AnswerKind.COMPARISON),
    ):
        view = lay_out(answer, kind)
        assert view.source == ""
        assert [(part.heading, part.about) for part in view.parts] == [
            (kinds.FERRY.title, FERRY_SOURCE),
            (kinds.ISLAND.title, ISLAND_SOURCE),
        ]
        assert not any(quote.place for part in view.parts for quote in part.quotes)


@pytest.mark.parametrize("between", [" · ", ", "])
def test_a_heading_with_the_source_is_told_apart_into_title_and_source(between: str) -> None:
    cited = (kinds.COSTS, kinds.NOBODY)
    parts = [(byline(one.article).replace(" · ", between), (one,)) for one in cited]
    view = lay_out(kinds.kind_of_answer(AnswerKind.SUMMARY, *parts), AnswerKind.SUMMARY)
    assert [(part.heading, part.about) for part in view.parts] == [
        (kinds.FERRY.title, FERRY_SOURCE),
        (kinds.ISLAND.title, ISLAND_SOURCE),
    ]


def test_what_a_heading_says_of_its_article_is_not_repeated_below() -> None:
    bare = Article("a", kinds.FERRY.text, "Ferry", body_start=kinds.FERRY.body_start)
    for heading, article, below in (
        ("Ferry", bare, ""),
        ("2004", bare, "Ferry"),
        ("Aldhaven Courier", kinds.FERRY, "Ferry to Skarholm stops for the winter · 16 September 2025"),
    ):
        cited = replace(kinds.ENGINE, article=article)
        answer = kinds.kind_of_answer(AnswerKind.COMPARISON, (heading, (cited,)), ("B", (kinds.LETTER,)))
        assert lay_out(answer, AnswerKind.COMPARISON).parts[0].about == below


def test_how_a_request_was_completed_is_told_but_for_where_it_says_so() -> None:
    completed = replace(kinds.TIMELINE, question="And there?", standalone="Give me a timeline of the ferry")
    assert is_completed(completed) and not is_completed(kinds.TIMELINE)
    assert not is_completed(replace(completed, kind=AnswerKind.SUPPORT))


def test_a_speaker_who_is_the_heading_is_named_once_with_their_office_and_source() -> None:
    view = lay_out(kinds.STATEMENTS, AnswerKind.STATEMENTS)
    assert [(part.heading, part.count, part.about) for part in view.parts] == [
        ("Maren Oddvik", "2 quotes", f"who chairs the harbour board · {FERRY_SOURCE}"),
        ("Tor Selvik", "2 quotes", f"Its mayor · {FERRY_SOURCE}"),
        ("Liv Hammer", "", f"who teaches at the island’s school · {ISLAND_SOURCE}"),
    ]
    assert not any(quote.speaker for part in view.parts for quote in part.quotes)


def test_a_heading_with_a_count_or_an_office_is_still_the_speaker() -> None:
    view = lay_out(kinds.SPEAKERS, AnswerKind.SPEAKERS)
    assert [part.count for part in view.parts] == ["", "", ""]
    assert [part.quotes[0].speaker for part in view.parts] == ["", "", ""]
    assert view.parts[0].about == FERRY_SOURCE
    told = kinds.quoted(1, kinds.ISLAND, kinds.DEMANDS.quote, "Selvik", "Selvik, the mayor")
    answer = kinds.kind_of_answer(
        AnswerKind.SPEAKERS, ("Selvik, the mayor (1)", (told,)), ("Liv Hammer", (kinds.LOCK,))
    )
    assert lay_out(answer, AnswerKind.SPEAKERS).parts[0].about == ISLAND_SOURCE


@pytest.mark.parametrize("heading", ["Tor Selvikson", "Maren Oddvik", "selvik", "What Tor Selvik fears"])
def test_the_words_of_somebody_else_than_the_heading_are_never_without_their_speaker(heading: str) -> None:
    answer = kinds.kind_of_answer(AnswerKind.STATEMENTS, (heading, (kinds.LOCK,)))
    assert lay_out(answer, AnswerKind.STATEMENTS).parts[0].quotes[0].speaker == "Its mayor, Tor Selvik"


def test_a_name_that_is_a_heading_does_not_stand_for_the_speaker() -> None:
    view = lay_out(kinds.NAMES, AnswerKind.NAMES)
    assert [part.quotes[0].speaker for part in view.parts] == ["Its mayor, Tor Selvik", "the harbour board"]


def test_a_day_has_its_quotes_with_speaker_and_source() -> None:
    view = lay_out(kinds.TIMELINE, AnswerKind.TIMELINE)
    assert (view.layout, view.parts[2].heading) == ("timeline", "15 September 2025")
    assert [(quote.speaker, quote.place) for quote in view.parts[2].quotes] == [
        ("", ISLAND_SOURCE),
        ("the harbour board", FERRY_SOURCE),
    ]


def test_more_and_support_look_like_what_they_are_about() -> None:
    more = replace(kinds.TIMELINE, kind=AnswerKind.MORE)
    assert lay_out(more, AnswerKind.TIMELINE).layout == "timeline"
    assert lay_out(more, AnswerKind.MORE).layout == "headed"
    assert lay_out(kinds.SUPPORT, AnswerKind.SUPPORT).layout == "paragraphs"
    assert lay_out(kinds.DEFINITION, AnswerKind.DEFINITION).layout == "quotes"
    assert lay_out(replace(kinds.DEFINITION, kind=AnswerKind.COMPARISON), AnswerKind.COMPARISON).layout == (
        "quotes"
    )


def test_quotes_of_no_section_come_first_and_none_is_lost() -> None:
    first, second = replace(kinds.COSTS, n=1), replace(kinds.LOCK, n=2)
    answer = Answer("?", "?", "", 1.0, (first, second), sections=(Section("Tor Selvik", (second,)),))
    assert sections(answer) == [("", (first,)), ("Tor Selvik", (second,))]
    assert sections(replace(answer, sections=())) == [("", (first, second))]


def test_a_very_long_heading_is_shortened() -> None:
    answer = kinds.kind_of_answer(AnswerKind.NAMES, ("word " * 500, (kinds.LOCK,)))
    assert len(sections(answer)[0][0]) <= 300
