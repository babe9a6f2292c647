"""Whom the conversation was about: what is asked, what answers, who speaks."""

from qa.answers import Answer, Citation
from qa.attribution import Speaker
from qa.intents.persons_before import last_two_persons, persons_of
from qa.turns import Turn
from tests.fakes import article

TOLL = article(
    "The harbour is run by Ada Lind. “It is dear to all who cross it,” said Bo Berg of the toll.", id="toll"
)


def turn(question: str, *citations: Citation) -> Turn:
    return Turn(question, Answer(question, question, "", 0.9, citations))


def test_a_person_that_answers_comes_before_one_that_speaks() -> None:
    place = TOLL.text.index("Ada Lind")
    answered = Citation(1, TOLL, 0, 31, answer=(place, place + 8))
    spoken = Citation(2, TOLL, 32, len(TOLL.text), speaker=Speaker("Bo Berg", 71, 78))
    assert list(persons_of(turn("who runs the harbour?", answered, spoken))) == ["Ada Lind", "Bo Berg"]
    assert next(persons_of(turn("Who is Cy Dahl?", answered))) == "Cy Dahl"


def test_a_long_answer_only_tells_of_somebody() -> None:
    whole = Citation(1, TOLL, 32, len(TOLL.text), answer=(32, len(TOLL.text)))
    assert not list(persons_of(turn("what is said of the toll?", whole)))


def test_the_last_two_persons_are_two_and_one_a_turn() -> None:
    lind, berg = turn("Who is Ada Lind?"), turn("What did Bo Berg say?")
    assert last_two_persons((turn("Who is Cy Dahl?"), lind, berg)) == ("Ada Lind", "Bo Berg")
    assert last_two_persons((lind, turn("How tall is Ada Lind?"))) == ()
    assert last_two_persons((lind, turn("Why is it dear?"))) == ()
    assert last_two_persons((berg,)) == ()


def test_who_speaks_in_the_first_quote_comes_before_whom_another_names() -> None:
    spoken = Citation(1, TOLL, 32, len(TOLL.text), speaker=Speaker("Bo Berg", 71, 78))
    place = TOLL.text.index("Ada Lind")
    answered = Citation(2, TOLL, 0, 31, answer=(place, place + 8))
    assert list(persons_of(turn("who said so?", spoken, answered))) == ["Bo Berg", "Ada Lind"]
