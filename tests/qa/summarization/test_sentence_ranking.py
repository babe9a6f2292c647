from qa.summarization.sentence_features import FEATURES
from qa.summarization.sentence_ranking import (
    WEIGHTS,
    RankedSentence,
    maximal_marginal_relevance,
    score_sentences,
    similarity,
)
from tests.fakes import article
from tests.qa.summarization.articles import FERRY


def ranked(score: float, *terms: str) -> RankedSentence:
    return RankedSentence(article("A boat."), 0, 7, 0, score, frozenset(terms))


def test_every_feature_has_its_weight() -> None:
    assert tuple(WEIGHTS) == FEATURES


def test_what_the_article_is_about_has_the_best_score() -> None:
    best = max(score_sentences(FERRY), key=lambda one: one.score)
    assert best.text.startswith("The ferry line between Tey and Norra closes")


def test_a_repetition_comes_after_something_new() -> None:
    first, again, new = ranked(2.0, "boat", "fire"), ranked(1.5, "boat", "fire"), ranked(1.0, "mill")
    assert list(maximal_marginal_relevance([first, again, new])) == [first, new, again]


def test_what_was_chosen_before_counts_as_said() -> None:
    again, new = ranked(1.5, "boat", "fire"), ranked(1.0, "mill")
    assert next(maximal_marginal_relevance([again, new], [ranked(9.0, "boat", "fire")])) == new


def test_sentences_without_terms_are_like_no_other() -> None:
    assert similarity(ranked(1.0), ranked(1.0)) == 0
    assert similarity(ranked(1.0, "boat", "fire"), ranked(1.0, "boat", "mill")) == 0.5
