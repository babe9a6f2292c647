import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.agreement_questions import asks_for_agreement
from qa.language.answer_types import AnswerType, answer_type_of


@pytest.mark.parametrize(
    ("asked", "underneath"),
    [
        ("Do the articles agree on when the mill opened?", "When the mill opened?"),
        ("do these two articles disagree about who built the mill", "Who built the mill?"),
        ("Do both sources say the same about where the mill stood?", "Where the mill stood?"),
        ("Do my articles differ on how many people worked there?", "How many people worked there?"),
        ("Are the sources in agreement on in which year the mill closed?", "In which year the mill closed?"),
        ("Do the articles agree on the date of the fire?", "When was the fire?"),
        ("Do the papers contradict each other about the number of workers?", "How many workers?"),
        (
            "Is there any disagreement between the articles about the place of the fire?",
            "Where was the fire?",
        ),
        ("Is there a contradiction about the mill's owner?", "What is the mill's owner?"),
        ("Are there differences between the reports on when the mill opened?", "When the mill opened?"),
        ("Do the articles give the same date for the fire?", "When was the fire?"),
        ("Do the reports give different years for the fire?", "When was the fire?"),
        ("Do the sources agree about whether the mill burnt?", "The mill burnt?"),
    ],
)
def test_the_asks_for_agreement_is_found(asked: str, underneath: str) -> None:
    assert asks_for_agreement(asked) == underneath


def test_what_is_asked_underneath_has_a_kind() -> None:
    dated = asks_for_agreement("Do the articles agree on the year of the fire?")
    assert dated and answer_type_of(dated) is AnswerType.TIME


@pytest.mark.parametrize(
    "asked",
    [
        "Do the articles agree?",
        "When did the mill open?",
        "Did the two governments agree on when the bridge would open?",
        "Which articles mention the mill?",
        "Is there a conflict in the valley?",
        "Are there conflicts on the river?",
        "Is there an agreement on the exchange of mills?",
        "Is there a difference in pay between millers and bakers?",
        "Is there any disagreement in the council?",
        "Did they agree on a price?",
        "",
    ],
)
def test_other_questions_are_left_alone(asked: str) -> None:
    assert asks_for_agreement(asked) is None


@settings(deadline=None)
@given(st.text())
def test_anybodys_text_is_taken(text: str) -> None:
    for asked in (text, f"Do the articles agree on {text}?"):
        about = asks_for_agreement(asked)
        assert about is None or about.endswith("?")
