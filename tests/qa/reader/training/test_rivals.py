import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reader.training.rivals import Rivals

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg."
SEAL_ROCK = "The lighthouse on Seal Rock was designed by Olga Berg."
KEEPERS = "The keepers of the lighthouse left in 1972."
BAKERY = "The bakery on Mill Lane sells rye bread and cinnamon buns."
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def rivals() -> Rivals:
    return Rivals([GULL_ROCK, BAKERY, KEEPERS, SEAL_ROCK])


def test_the_rival_is_the_nearest_other_passage(rivals: Rivals) -> None:
    assert rivals.best("Who designed the lighthouse on Gull Rock?", GULL_ROCK, ["Tilda Moberg"]) == SEAL_ROCK


def test_one_that_holds_an_answer_is_no_rival(rivals: Rivals) -> None:
    question = "Who designed the lighthouse on Gull Rock?"
    assert rivals.best(question, GULL_ROCK, ["Tilda Moberg", "OLGA BERG"]) == KEEPERS
    assert rivals.best(question, GULL_ROCK, ["Olga Berg", "keepers"]) is None


@pytest.mark.parametrize("question", ["Who won the chess match?", "???", "", "_", 'a "quoted" OR NOT word*'])
def test_no_shared_word_gives_no_rival(rivals: Rivals, question: str) -> None:
    assert rivals.best(question, GULL_ROCK, []) is None


@given(question=ANY_TEXT, contexts=st.lists(ANY_TEXT, max_size=5), answer=ANY_TEXT)
@settings(deadline=None)
def test_a_rival_is_another_passage_without_the_answer(
    question: str, contexts: list[str], answer: str
) -> None:
    own = contexts[0] if contexts else ""
    rival = Rivals(contexts).best(question + " " + own, own, [answer])
    assert rival is None or (rival in contexts and rival != own and answer.casefold() not in rival.casefold())
