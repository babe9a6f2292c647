import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from qa.summarization.sentence_features import (
    FEATURES,
    content_terms,
    lexical_centrality,
    sentence_features,
)


def features_of(text: str, title: str = "Boats of Tey") -> dict[str, list[float]]:
    places = sentences(text)
    terms = [content_terms(text[start:end]) for start, end in places]
    columns = sentence_features(Article(id="", title=title, text=text), places, terms).T
    return dict(zip(FEATURES, columns.tolist(), strict=True))


def test_terms_are_stems_without_stop_words() -> None:
    assert content_terms("The ships were also burning, and it burned in 1961.") == [
        "ship",
        "burnin",
        "burned",
        "1961",
    ]


def test_runs_without_blanks_are_bigrams() -> None:
    assert "渡轮" in content_terms("渡轮停运") and "轮停" in content_terms("渡轮停运")


def test_features_tell_place_length_title_and_form() -> None:
    found = features_of("Boats of Tey burned on Monday in May. He said “we saw our boats”. A view of a boat.")
    assert found["log_position"] == pytest.approx(np.log([1, 2, 3]))
    assert found["length"] == [8 / 40, 6 / 40, 5 / 40]
    assert found["title_coverage"] == [1.0, 0.5, 0.5]
    assert found["opens_with_pronoun"] == [0, 1, 0]
    assert found["lacks_verb"] == [0, 0, 1]
    assert found["first_person"] == [0, 2 / 6, 0]
    assert found["quoted_share"][0] == 0 and found["quoted_share"][1] > 0.5


def test_the_text_that_shares_its_terms_with_others_is_the_most_central() -> None:
    central = lexical_centrality([["boat", "burned"], ["boat", "sank"], ["boat", "burned", "sank"], ["mill"]])
    assert central.argmax() == 2
    assert central[3] == 0


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8))
def test_centrality_is_a_cosine(terms: list[list[str]]) -> None:
    central = lexical_centrality(terms)
    assert central.shape == (len(terms),)
    assert all(0 <= one <= 1 + 1e-9 for one in central)
