import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.search import Hit
from qa.reader.candidates import Candidate
from qa.reader.objections import OF_OTHER_DAYS, WITHOUT_A_NUMBER, objections


def candidate(text: str, *, away: float = 0.0) -> Candidate:
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0, away=away)
    return Candidate(hit, 0, len(text), (0, len(text)), 5.0, 5.0)


def test_the_further_an_article_is_from_the_days_asked_about_the_more_it_loses() -> None:
    away = [0.0, 0.25, 0.9]
    lost = objections("Who won this week?", [candidate("Ada won.", away=share) for share in away])
    assert lost.tolist() == pytest.approx([OF_OTHER_DAYS * share for share in away])


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
def test_how_many_is_answered_by_no_sentence_without_an_amount(
    question: str, quote: str, tells: bool
) -> None:
    assert objections(question, [candidate(quote)]).tolist() == [0.0 if tells else WITHOUT_A_NUMBER]


@pytest.mark.parametrize("question", ["Who sold boats?", "How was it sold?", "Whose share issue was it?"])
def test_other_questions_ask_for_no_amount(question: str) -> None:
    told = [candidate("Boats were sold."), candidate("12 were sold.")]
    assert objections(question, told).tolist() == [0.0, 0.0]


@given(question=st.text(max_size=60), quote=st.text(min_size=1, max_size=80), away=st.floats(0, 1))
def test_any_text_loses_at_most_both(question: str, quote: str, away: float) -> None:
    (lost,) = objections("How many? " + question, [candidate(quote)])
    assert lost in {0.0, WITHOUT_A_NUMBER}
    (both,) = objections("How many? " + question, [candidate(quote, away=away)])
    assert both == pytest.approx(lost + OF_OTHER_DAYS * away)
