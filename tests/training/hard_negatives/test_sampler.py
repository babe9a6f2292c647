import random
from collections.abc import Iterator

import pytest

from training.datasets import Row
from training.hard_negatives.sampler import MinedNegatives, Negative, NegativeSampler

GULL_ROCK = (
    "The lighthouse on Gull Rock was designed by Tilda Moberg. It stands on bare granite above the sea, and "
    "its tower is 41 metres high, which is a little more than that of any other on Hook Bay."
)
SEAL_ROCK = "The lighthouse on Seal Rock was designed by Olga Berg. Its tower is low."
KEEPERS = "The keepers of the lighthouse left in 1972. The cooks had left before."
QUESTION = "Who designed the lighthouse on Gull Rock?"
OF_THE_SAME_PASSAGE = "Who designed the lighthouse on Hook Bay?"


def row(question: str, context: str, answer: str) -> Row:
    return {"id": question, "title": "Lights", "question": question, "context": context, "answers": [answer]}


KNOWN = [
    row(QUESTION, GULL_ROCK, "Tilda Moberg"),
    row("Who designed the lighthouse on Seal Rock?", SEAL_ROCK, "Olga Berg"),
    row("When did the keepers leave?", KEEPERS, "1972"),
]


DISTRACTOR = GULL_ROCK.replace("Gull Rock", "Hook Bay").replace("Tilda Moberg", "Olga Berg")


def made(mined: MinedNegatives, *, titled: bool = True) -> Iterator[Negative]:
    negatives = NegativeSampler(KNOWN, mined, titled=titled)
    rng = random.Random(1)
    answer = GULL_ROCK.index("Tilda"), GULL_ROCK.index("Tilda") + len("Tilda Moberg")
    for _ in range(300):
        if one := negatives.sample(KNOWN[0], (0, len(GULL_ROCK)), answer, rng):
            yield one


def test_there_are_five_kinds_and_none_answers() -> None:
    found = set(made({}))
    assert (QUESTION, GULL_ROCK.partition(". ")[2]) in found
    assert (OF_THE_SAME_PASSAGE, GULL_ROCK) in found
    assert (QUESTION, DISTRACTOR) in found
    assert ("Who designed the lighthouse on Seal Rock?", GULL_ROCK) in found
    assert any(question == QUESTION and passage in SEAL_ROCK for question, passage in found)
    assert not any(question == QUESTION and "Tilda Moberg" in passage for question, passage in found)


def test_the_hardest_take_the_place_of_what_a_search_finds() -> None:
    tempting = KEEPERS.index("keepers"), KEEPERS.index("keepers") + 7
    found = list(made({QUESTION: [(KEEPERS, tempting)]}))
    assert not any(passage in SEAL_ROCK for _, passage in found)
    hard = [passage for question, passage in found if passage in KEEPERS]
    assert 0.25 < len(hard) / 300 < 0.45
    assert all("keepers" in passage for passage in hard)


@pytest.mark.parametrize("mined", [{}, {QUESTION: [(KEEPERS, (4, 11))]}])
def test_where_nothing_tells_articles_apart_the_passage_itself_has_to_do(mined: MinedNegatives) -> None:
    assert set(made(mined, titled=False)) == {
        (QUESTION, GULL_ROCK.partition(". ")[2]),
        (OF_THE_SAME_PASSAGE, GULL_ROCK),
        (QUESTION, DISTRACTOR),
    }
