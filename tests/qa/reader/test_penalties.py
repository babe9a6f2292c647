import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.answer_type_mismatch import MISSING_NUMBER_PENALTY, mismatch_penalties
from qa.reader.candidates import Candidate
from qa.reader.penalties import CONFUSABLE_NAME_PENALTY, TEMPORAL_DISTANCE_PENALTY, penalties


def candidate(text: str, *, answer: str | None = None, away: float = 0.0) -> Candidate:
    """A quote whose words all answer, or some."""
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0, temporal_distance=away)
    start = text.index(answer or text)
    return Candidate(hit, 0, len(text), (start, start + len(answer or text)), 5.0, 5.0)


def test_the_further_an_article_is_from_the_days_asked_about_the_more_it_loses() -> None:
    away = [0.0, 0.25, 0.9]
    lost = penalties("Who won this week?", [candidate("Ada won.", away=share) for share in away])
    assert lost.tolist() == pytest.approx([TEMPORAL_DISTANCE_PENALTY * share for share in away])


@given(question=st.text(max_size=60), quote=st.text(min_size=1, max_size=80), away=st.floats(0, 1))
def test_any_text_loses_at_most_both(question: str, quote: str, away: float) -> None:
    (lost,) = mismatch_penalties("How many? " + question, [candidate(quote)])
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
