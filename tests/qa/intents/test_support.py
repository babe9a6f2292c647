"""Where the last answer is said, and by whom."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from qa.answers import Answer, AnswerKind, Citation
from qa.attribution import Speaker
from qa.intents.support import (
    LONGEST_PARAGRAPH,
    NO_ANSWER_BEFORE,
    NOTHING_BEFORE,
    paragraph_around,
)
from qa.turns import Turn
from tests.qa.fakes import ListReader, library_of
from tests.qa.intents.asking import asked_as, resources_of, resources_with

PARAGRAPH = "The quay is old. It sank by a foot, says Bo Berg, the mayor. Nobody was hurt."
QUOTE = "It sank by a foot, says Bo Berg, the mayor."
QUAY = Article(
    id="quay",
    title="The quay",
    text=f"The town has a quay.\n\n{PARAGRAPH}\n\nThe end.",
    source="The Gull",
    published=date(2024, 5, 1),
)
START = QUAY.text.index(QUOTE)
MAYOR = QUAY.text.index("Bo Berg, the mayor")
CITED = Citation(
    1, QUAY, START, START + len(QUOTE), speaker=Speaker("Bo Berg", MAYOR, MAYOR + len("Bo Berg, the mayor"))
)
SANK = Turn("How far did it sink?", Answer("How far did it sink?", "How far did it sink?", "", 0.8, (CITED,)))


def test_the_quote_is_shown_in_its_paragraph_with_who_said_it() -> None:
    answer = asked_as(AnswerKind.SUPPORT, "Are you sure?", resources_with(QUAY), [SANK])
    (cited,) = answer.citations
    assert answer.kind is AnswerKind.SUPPORT
    assert cited.quote == PARAGRAPH
    assert cited.answer == (CITED.start, CITED.end)
    assert (
        answer.statement
        == "Bo Berg, the mayor said so, by the account of “The quay” (The Gull, 1 May 2024). [1]"
    )


def test_quotes_of_one_paragraph_are_shown_once() -> None:
    hurt = QUAY.text.index("Nobody was hurt.")
    second = Citation(2, QUAY, hurt, hurt + len("Nobody was hurt."))
    assert isinstance(SANK.answer, Answer)
    both = Turn(SANK.question, replace(SANK.answer, citations=(CITED, second)))
    answer = asked_as(AnswerKind.SUPPORT, "Where does it say so?", resources_with(QUAY), [both])
    assert [citation.quote for citation in answer.citations] == [PARAGRAPH]


def test_what_the_article_says_itself_is_told_of_it() -> None:
    plain = Turn(SANK.question, Answer("?", "?", "", 0.8, (replace(CITED, speaker=None),)))
    answer = asked_as(AnswerKind.SUPPORT, "Who said that?", resources_with(QUAY), [plain])
    assert answer.statement.startswith("“The quay” (The Gull, 1 May 2024) says so itself")


def test_of_a_conversation_of_texts_the_quote_is_found_again() -> None:
    resources = resources_of(library_of(QUAY), ListReader([(QUAY, QUOTE, 0.8)]))
    answer = asked_as(AnswerKind.SUPPORT, "Says who?", resources, [Turn(SANK.question, f"“{QUOTE}” [1]")])
    assert [citation.quote for citation in answer.citations] == [PARAGRAPH]


def test_without_an_answer_before_there_is_nothing_to_show() -> None:
    resources = resources_with(QUAY)
    assert asked_as(AnswerKind.SUPPORT, "Are you sure?", resources).text == NOTHING_BEFORE
    none = Turn("Who sang?", Answer("Who sang?", "Who sang?", "These articles do not say.", 0.1))
    assert asked_as(AnswerKind.SUPPORT, "Are you sure?", resources, [none]).text == NO_ANSWER_BEFORE


@given(st.text(st.sampled_from("ab. \n"), min_size=1, max_size=60), st.data())
def test_a_paragraph_holds_its_quote_and_no_blank_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start].isspace() or text[end - 1].isspace():
        return
    first, last = paragraph_around(text, start, end)
    assert first <= start < end <= last
    assert text[first:last] == text[first:last].strip()


def test_of_a_long_paragraph_the_sentences_beside_the_quote_are_shown() -> None:
    text = "The quay is old. " * (LONGEST_PARAGRAPH // 10)
    start = text.index("The quay", 400)
    end = start + len("The quay is old.")
    first, last = paragraph_around(text, start, end)
    assert text[first:last] == "The quay is old. The quay is old. The quay is old."
