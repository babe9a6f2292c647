import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from index.retrieval.hybrid_search import Hit
from qa.reader.calibration import WEIGHTS
from qa.reader.candidates import Candidate
from qa.reader.excerpts import Sentence
from qa.reader.features import LARGEST_MARGIN, features
from qa.reader.span_decoding import AnswerSpan

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def found(
    text: str, *answers: str, margins: tuple[float, ...] = (), score: float = 1.0, title: str = "News"
) -> list[Candidate]:
    """The sentences of one passage, each with the first of the answers in it, or all of it."""
    hit = Hit(Article(id=text, title=title, text=text), 0, len(text), score)
    places = sentences(text)
    candidates = []
    for (first, last), margin in zip(places, margins or (0.0,) * len(places), strict=True):
        words = next((answer for answer in answers if answer in text[first:last]), text[first:last])
        start = text.index(words, first)
        span = AnswerSpan(start, start + len(words), margin, (first, last))
        candidates.append(Candidate.of(Sentence(hit, first, last), span))
    return candidates


def column(name: str, question: str, candidates: list[Candidate]) -> list[float]:
    values = features(question, candidates)
    return [float(value) for value in values[:, [*WEIGHTS].index(name)]]


def test_margins_are_bounded() -> None:
    candidates = found("Ann came. Bob went.", margins=(99.0, -99.0), score=50.0)
    assert column("margin", "Who came?", candidates) == [LARGEST_MARGIN, -LARGEST_MARGIN]
    assert column("search", "Who came?", candidates) == [50.0, 50.0]


def test_the_lead_is_over_the_best_of_the_others() -> None:
    three = found("Ann came. Bob went. Eva sang.", margins=(1.0, 4.0, 2.0))
    assert column("margin_lead", "Who?", three) == [-3.0, 2.0, -2.0]
    assert column("margin_lead", "Who?", found("Ann came.", margins=(4.0,))) == [0.0]
    assert column("margin_lead", "Who?", found("Ann came. Bob went.", margins=(4.0, 4.0))) == [0.0, 0.0]


def test_what_a_sentence_says_alone_counts_and_where_it_was_not_read_so_its_margin() -> None:
    hit = Hit(Article(id="one", title="", text="Ann came. Bob went."), 0, 19, 1.0)
    spans = [AnswerSpan(0, 3, 1.0, (0, 9), second_pass_margin=-99.0), AnswerSpan(10, 13, 2.0, (10, 19))]
    candidates = [Candidate.of(Sentence(hit, *span.sentence), span) for span in spans]
    assert column("second_pass_margin", "Who?", candidates) == [-LARGEST_MARGIN, 2.0]


def test_coverage_is_of_the_sentence_and_of_the_passage_with_its_title() -> None:
    candidates = found("The bridge was opened by Ann. It rained.", title="Oslo")
    question = "Who opened the bridge in Oslo?"
    sentence, passage = (column(name, question, candidates) for name in ("coverage", "context_coverage"))
    assert 0 < sentence[0] < 1
    assert sentence[1] == 0
    assert passage == pytest.approx([1.0, 1.0])


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    candidates = found("The bridge is old. The bridge is grey. The bridge is long. A mayor came.")
    coverage = column("coverage", "Which mayor opened the bridge?", candidates)
    assert coverage[3] > coverage[0] == coverage[1] == coverage[2] > 0


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When did Ann visit Oslo?", 0.0),
        ("When did Ann visit Turku?", 0.5),
        ("When did Eva visit Turku in 1999?", 1.0),
        ("when did it rain?", 0.0),
    ],
)
def test_names_and_numbers_that_the_passage_lacks_are_counted(question: str, missing: float) -> None:
    candidates = found("Ann came to Oslo in 1987. It rained.")
    assert column("names_missing", question, candidates) == [missing, missing]


def test_words_of_the_question_are_no_answer() -> None:
    candidates = found("Ann Lind came. Eva is a painter.", "Ann Lind", "a painter")
    assert column("repeats_question", "Who is Ann Lind?", candidates) == [1.0, 0.0]


def test_another_passage_with_the_same_words_agrees() -> None:
    one = found("Ann built it. Bob came.", "Ann", "Bob", margins=(1.0, 0.0))
    other = found("It was built by Ann. Eva came.", "Ann", "Eva", margins=(3.0, 0.0))
    agreement = column("agreement", "Who built it?", [*one, *other])
    assert agreement == pytest.approx([1 / (1 + np.exp(-3)), 0, 1 / (1 + np.exp(-1)), 0])


def test_a_passage_does_not_agree_with_itself() -> None:
    candidates = found("Ann built it. Ann came.", "Ann", margins=(3.0, 2.0))
    assert column("agreement", "Who built it?", candidates) == [0.0, 0.0]


def test_a_clause_is_more_than_a_few_words() -> None:
    candidates = found(
        "Ann came. Ann came because the old bridge was shut.", "because the old bridge was shut"
    )
    assert column("clause", "Why?", candidates) == [0.0, 0.0]
    candidates = found("Ann came. Ann came because the old grey bridge was shut.")
    assert column("clause", "Why?", candidates) == [0.0, 1.0]


def test_the_mean_margin_is_of_all_candidates_and_the_same_for_each() -> None:
    candidates = found("Ann came. Bob went. Eva sang.", margins=(3.0, -9.0, 0.0))
    assert column("mean_margin", "Who came?", candidates) == [-2.0, -2.0, -2.0]


@given(question=ANY_TEXT, texts=st.lists(ANY_TEXT, min_size=1, max_size=4), title=ANY_TEXT)
@settings(deadline=None)
def test_any_text_has_features(question: str, texts: list[str], title: str) -> None:
    candidates = [one for text in texts for one in found(text, title=title)]
    if not candidates:
        return
    values = features(question, candidates)
    assert values.shape == (len(candidates), len(WEIGHTS))
    assert np.isfinite(values).all()
    shares = [
        [*WEIGHTS].index(name) for name in ("coverage", "context_coverage", "names_missing", "agreement")
    ]
    assert (values[:, shares] >= 0).all()
    assert (values[:, shares] <= 1 + 1e-9).all()
