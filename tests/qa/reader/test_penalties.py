import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.candidates import Candidate
from qa.reader.penalties import (
    CONFUSABLE_NAME_PENALTY,
    MISSING_NUMBER_PENALTY,
    TEMPORAL_DISTANCE_PENALTY,
    penalties,
)


def candidate(text: str, *, answer: str | None = None, away: float = 0.0) -> Candidate:
    """A quote whose words all answer, or some."""
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0, temporal_distance=away)
    start = text.index(answer or text)
    return Candidate(hit, 0, len(text), (start, start + len(answer or text)), 5.0, 5.0)


def test_the_further_an_article_is_from_the_days_asked_about_the_more_it_loses() -> None:
    away = [0.0, 0.25, 0.9]
    lost = penalties("Who won this week?", [candidate("Ada won.", away=share) for share in away])
    assert lost.tolist() == pytest.approx([TEMPORAL_DISTANCE_PENALTY * share for share in away])


@pytest.mark.parametrize(
    "question",
    [
        "How many boats were sold?",
        "how  much did it cost",
        "And how many?",
        "What percentage of boats was sold?",
        "Which share was sold?",
    ],
)
@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("Boats were sold.", False),
        ("The harbour sold its boats to the city.", False),
        ("Nowhere are boats tended better.", False),
        ("They sold 12 boats.", True),
        ("They sold seventeen boats.", True),
        ("Two boats were sold.", True),
        ("It cost $3.", True),
        ("Half of them were sold.", True),
        ("Dozens were sold.", True),
        ("None was sold.", True),
        ("Only a few were sold.", True),
        ("It is free.", True),
    ],
)
def test_how_many_is_answered_by_no_words_without_an_amount(question: str, quote: str, tells: bool) -> None:
    assert penalties(question, [candidate(quote)]).tolist() == [0.0 if tells else MISSING_NUMBER_PENALTY]


@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("In May 2022 the harbour sold boats to the city.", False),
        ("Boats were sold to the city by 12 harbours.", False),
        ("They sold 12 boats.", True),
        ("They sold 12 old wooden boats.", True),
        ("Of boats, twelve were sold.", True),
    ],
)
def test_an_amount_elsewhere_in_the_sentence_is_none_of_what_is_asked(quote: str, tells: bool) -> None:
    answer = "boats" if "boats" in quote else "Boats"
    lost = penalties("How many boats were sold?", [candidate(quote, answer=answer)])
    assert lost.tolist() == [0.0 if tells else MISSING_NUMBER_PENALTY]


@pytest.mark.parametrize("question", ["Who sold boats?", "How was it sold?", "Whose share issue was it?"])
def test_other_questions_ask_for_no_amount(question: str) -> None:
    told = [candidate("Boats were sold."), candidate("12 were sold.")]
    assert penalties(question, told).tolist() == [0.0, 0.0]


@given(question=st.text(max_size=60), quote=st.text(min_size=1, max_size=80), away=st.floats(0, 1))
def test_any_text_loses_at_most_both(question: str, quote: str, away: float) -> None:
    (lost,) = penalties("How many? " + question, [candidate(quote)])
    assert lost in {0.0, MISSING_NUMBER_PENALTY}
    (both,) = penalties("How many? " + question, [candidate(quote, away=away)])
    assert both == pytest.approx(lost + TEMPORAL_DISTANCE_PENALTY * away)


@pytest.mark.parametrize(
    ("question", "mistaken"),
    [
        ("What did Mali ban?", True),
        ("what did mali ban", True),
        ("What did Malibu ban?", False),
        ("What did Oslo ban?", False),
        ("What was banned?", False),
    ],
)
def test_what_is_told_of_another_name_that_looks_alike_is_no_answer(question: str, mistaken: bool) -> None:
    lost = penalties(question, [candidate("Malibu banned leaf blowers.")])
    assert lost.tolist() == [CONFUSABLE_NAME_PENALTY if mistaken else 0.0]


@pytest.mark.parametrize(("asked", "mistaken"), [("BMS", False), ("BMT", True), ("UKO", False)])
def test_another_abbreviation_is_another_name(asked: str, mistaken: bool) -> None:
    lost = penalties(f"When was the {asked} set up?", [candidate("The BMS was set up in 1902.")])
    assert lost.tolist() == [CONFUSABLE_NAME_PENALTY if mistaken else 0.0]
