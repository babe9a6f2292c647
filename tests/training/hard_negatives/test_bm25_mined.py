import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.hard_negatives.bm25_mined import Bm25Miner

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg."
SEAL_ROCK = "The lighthouse on Seal Rock was designed by Olga Berg."
KEEPERS = "The keepers of the lighthouse left in 1972."
BAKERY = "The bakery on Mill Lane sells rye bread and cinnamon buns."
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def miner() -> Bm25Miner:
    return Bm25Miner([GULL_ROCK, BAKERY, KEEPERS, SEAL_ROCK])


def test_the_hardest_negative_is_the_best_other_passage(miner: Bm25Miner) -> None:
    assert (
        miner.hardest("Who designed the lighthouse on Gull Rock?", GULL_ROCK, ["Tilda Moberg"]) == SEAL_ROCK
    )


def test_one_that_holds_an_answer_is_no_negative(miner: Bm25Miner) -> None:
    question = "Who designed the lighthouse on Gull Rock?"
    assert miner.hardest(question, GULL_ROCK, ["Tilda Moberg", "OLGA BERG"]) == KEEPERS
    assert miner.hardest(question, GULL_ROCK, ["Olga Berg", "keepers"]) is None


@pytest.mark.parametrize("question", ["Who won the chess match?", "???", "", "_", 'a "quoted" OR NOT word*'])
def test_no_shared_word_gives_no_negative(miner: Bm25Miner, question: str) -> None:
    assert miner.hardest(question, GULL_ROCK, []) is None


@given(question=ANY_TEXT, contexts=st.lists(ANY_TEXT, max_size=5), answer=ANY_TEXT)
@settings(deadline=None)
def test_a_negative_is_another_passage_without_the_answer(
    question: str, contexts: list[str], answer: str
) -> None:
    own = contexts[0] if contexts else ""
    found = Bm25Miner(contexts).hardest(question + " " + own, own, [answer])
    assert found is None or (found in contexts and found != own and answer.casefold() not in found.casefold())
