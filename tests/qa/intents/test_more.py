"""What "What else?" shows: what the conversation has not shown, then that nothing is left."""

import pytest

from qa.answers import Answer, AnswerKind
from qa.attribution.speakers import resolve_speakers
from qa.intents.more import NOTHING_BEFORE, NOTHING_LEFT, ON_THE_SAME
from qa.intents.request import Resources
from qa.turns import Turn
from tests.fakes import article
from tests.qa.attribution.marked import attributed
from tests.qa.fakes import BOAT, MILL, SHED, ListReader, library_of, quotes
from tests.qa.intents.asking import asked_as, resources_of

SOLD = "What was sold?"
FOUND = [
    (MILL, "The mill was sold to Ada Lind.", 0.99),
    (BOAT, "The boat was sold to Bo Berg.", 0.5),
    (SHED, "The shed was sold to nobody.", 0.05),
]


@pytest.fixture
def resources() -> Resources:
    return resources_of(library_of(MILL, BOAT, SHED), ListReader(FOUND))


def conversation(resources: Resources, *questions: str) -> list[Answer]:
    """Ask one question after another, all but the first for more."""
    turns: list[Turn] = []
    answers: list[Answer] = []
    for number, question in enumerate(questions):
        kind = AnswerKind.MORE if number else AnswerKind.FACT
        answers.append(asked_as(kind, question, resources, turns))
        turns.append(Turn(question, answers[-1]))
    return answers


def test_what_was_not_shown_comes_next_and_then_that_nothing_is_left(resources: Resources) -> None:
    first, more, same, none = conversation(resources, SOLD, "What else?", "Anything else?", "More?")
    assert quotes(first) == [MILL.text.partition(". ")[0] + "."]
    assert (more.kind, more.question, more.standalone) == (AnswerKind.MORE, "What else?", SOLD)
    assert quotes(more) == ["The boat was sold to Bo Berg."]
    assert (same.kind, same.statement) == (AnswerKind.MORE, ON_THE_SAME)
    assert quotes(same) == ["The shed was sold to nobody."]
    assert (none.kind, none.citations, none.text) == (AnswerKind.MORE, (), NOTHING_LEFT)


def test_a_conversation_of_texts_goes_on_the_same_way(resources: Resources) -> None:
    first, more, none = conversation(resources, SOLD, "What else?", "Anything else?")
    told = [Turn(SOLD, first.text)]
    assert quotes(asked_as(AnswerKind.MORE, "And more?", resources, told)) == quotes(more)
    told.append(Turn("What else?", more.text))
    assert asked_as(AnswerKind.MORE, "Anything else?", resources, told).text == none.text


def test_thanks_between_do_not_end_the_answer(resources: Resources) -> None:
    first = asked_as(AnswerKind.FACT, SOLD, resources)
    thanked = asked_as(AnswerKind.CONVERSATION, "Thanks!", resources)
    turns = [Turn(SOLD, first), Turn("Thanks!", thanked)]
    assert quotes(asked_as(AnswerKind.MORE, "What else?", resources, turns)) == [
        "The boat was sold to Bo Berg."
    ]


def test_a_request_that_names_something_is_asked_itself(resources: Resources) -> None:
    first = asked_as(AnswerKind.FACT, SOLD, resources)
    more = asked_as(AnswerKind.MORE, "What else did Bo Berg buy?", resources, [Turn(SOLD, first)])
    assert "Bo Berg" in more.standalone
    assert quotes(more) == ["The boat was sold to Bo Berg."]


def test_without_an_answer_before_it_says_so(resources: Resources) -> None:
    assert asked_as(AnswerKind.MORE, "What else?", resources).text == NOTHING_BEFORE
    none = Answer("Who sang?", "Who sang?", "These articles do not say.", 0.1)
    refused = asked_as(AnswerKind.MORE, "What else?", resources, [Turn("Who sang?", none)])
    assert refused.kind is AnswerKind.MORE
    assert not refused.citations
    assert "“Who sang?”" in refused.text


def test_after_a_subject_that_somebody_does_not_speak_of_come_their_other_words() -> None:
    text = "Bo Berg said that the mill was dear. Ann Ek paid for it."
    mill = article(text, id="mill")
    told = {"mill": resolve_speakers(text, attributed(text, ("Bo Berg", "said", "that the mill was dear")))}
    resources = resources_of(library_of(mill), attributions=told)
    asked = "What did Berg say about wolves?"
    refused = asked_as(AnswerKind.STATEMENTS, asked, resources)
    assert not refused.answered
    more = asked_as(AnswerKind.MORE, "Anything else from him?", resources, [Turn(asked, refused)])
    assert more.kind is AnswerKind.MORE
    assert more.statement == "Nothing about wolves; on other subjects:"
    assert quotes(more) == ["Bo Berg said that the mill was dear."]
    turns = [Turn(asked, refused), Turn("Anything else from him?", more)]
    assert asked_as(AnswerKind.MORE, "More?", resources, turns).text == NOTHING_LEFT
