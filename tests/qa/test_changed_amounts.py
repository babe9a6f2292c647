import pytest

from index.articles import Article
from qa.changed_amounts import with_changed_amount
from qa.reader import Reading

TEXT = (
    "18:40\n\nThe number of dead has risen to 14. 900 people were brought to safety.\n\n"
    "15:10\n\nAt least six people died in the flood in Varn. The water stood 2 metres high."
)
LIVE = Article(id="live", title="Flood", text=TEXT)
OTHER = Article(id="other", title="Fire", text="The number of dead rose to 31.")
ASKED = "How many people died in the flood in Varn?"


def reading(quote: str, answer: str, sure: float, of: Article = LIVE) -> Reading:
    start = of.text.index(quote)
    at = of.text.index(answer, start)
    return Reading(of, start, start + len(quote), sure, (at, at + len(answer)))


SIX = reading("At least six people died in the flood in Varn.", "six", 0.9)
RISEN = reading("The number of dead has risen to 14.", "14", 0.3)


def test_the_amount_of_another_time_follows_the_one_that_answers() -> None:
    assert with_changed_amount(ASKED, [SIX], [SIX, RISEN], 3) == [SIX, RISEN]


@pytest.mark.parametrize(
    "other",
    [
        reading("The number of dead has risen to 14.", "14", 0.1),
        reading("900 people were brought to safety.", "900", 0.5),
        reading("15:10", "15:10", 0.5),
        reading("The number of dead rose to 31.", "31", 0.5, OTHER),
    ],
    ids=["unlikely", "of something else", "a time", "another article"],
)
def test_what_does_not_tell_of_a_change_is_left_out(other: Reading) -> None:
    assert with_changed_amount(ASKED, [SIX], [SIX, other], 3) == [SIX]


def test_a_time_by_itself_is_no_amount() -> None:
    assert with_changed_amount(ASKED, [SIX, reading("15:10", "15:10", 0.8)], [SIX], 3) == [SIX]


def test_no_more_are_given_than_fit_and_other_questions_are_left_alone() -> None:
    second = reading("The water stood 2 metres high.", "2 metres", 0.8)
    assert with_changed_amount(ASKED, [SIX, second], [SIX, second, RISEN], 2) == [SIX, RISEN]
    assert with_changed_amount("Who died in Varn?", [SIX], [SIX, RISEN], 3) == [SIX]
    assert with_changed_amount(ASKED, [], [RISEN], 3) == []
