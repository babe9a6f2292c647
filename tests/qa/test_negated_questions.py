import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from qa.negated_questions import is_negated_question, reweight_negated
from qa.reader import Reading


def readings(*found: tuple[str, float]) -> list[Reading]:
    return [Reading(Article(id="a", title="", text=text), 0, len(text), sure) for text, sure in found]


def first(question: str, *found: tuple[str, float]) -> str:
    return reweight_negated(question, readings(*found))[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Which clubs did not join the league?",
        "who didn't join",
        "Who didn’t join?",
        "And which of the clubs have never joined?",
        "What states have still not signed?",
        "Which states refused to sign?",
        "Who stayed away?",
    ],
)
def test_it_is_asked_who_did_not(question: str) -> None:
    assert is_negated_question(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which clubs joined?",
        "Why did they not join?",
        "What did they not say?",
        "Which Huguenots joined?",
        "Did he not?",
        "",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert not is_negated_question(question)
    found = readings(("Nine clubs joined.", 0.4), ("Ulda refused.", 0.2))
    assert reweight_negated(question, found) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine clubs joined, while Ulda and Fenn stayed away.",
        "Ulda and Fenn refused.",
        "All clubs except Ulda joined.",
        "Ulda abstained and Fenn voted against it.",
        "Ulda did not join.",
        "Ulda has not yet joined it.",
    ],
)
def test_who_stays_away_in_whatever_words_did_not(sentence: str) -> None:
    question = "Which clubs did not join the league?"
    assert first(question, ("Nine clubs joined.", 0.6), ("It is not far.", 0.2), (sentence, 0.2)) == sentence


def test_what_says_nothing_of_it_is_less_sure_and_what_was_impossible_or_certain_stays_so() -> None:
    found = readings(("Nine clubs joined.", 0.5), ("Ulda refused.", 0.0), ("Fenn refused.", 1.0))
    weighed = reweight_negated("Who did not join?", found)
    assert [one.quote for one in weighed] == ["Fenn refused.", "Nine clubs joined.", "Ulda refused."]
    assert [one.confidence for one in weighed] == pytest.approx([1.0, 0.182, 0.0], abs=0.001)


@given(st.text(min_size=1), st.floats(0, 1))
def test_a_confidence_stays_one(text: str, sure: float) -> None:
    (weighed,) = reweight_negated("Who did not?", readings((text, sure)))
    assert 0 <= weighed.confidence <= 1
