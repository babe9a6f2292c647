from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.excerpts import sentences_in
from qa.reader.sentence_selection import (
    TOKEN_BUDGET,
    WEIGHTS,
    WHOLE_PASSAGES,
    ranking_features,
    select_sentences,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PROSE = st.lists(st.sampled_from(["Ann came.", "Why?", "It rains.", "\n\n", "1887"]) | ANY_TEXT).map(" ".join)


def passage(text: str, *, score: float = 1.0, cosine: float = 0.5) -> Hit:
    """An article of its own that is found as one passage."""
    return Hit(Article(id=text, title="News", text=text), 0, len(text), score, cosine)


def idle(number: int, sentences: int = 1) -> Hit:
    """A passage that tells nothing of what is asked."""
    return passage(" ".join(f"Nobody saw what lay in box {number}x{part}." for part in range(sentences)))


def read(question: str, hits: Sequence[Hit], tokens: int) -> list[str]:
    """The sentences that are read, each as long as that."""
    sentences = sentences_in(hits)
    return [
        sentences[number].text for number in select_sentences(question, sentences, [tokens] * len(sentences))
    ]


def has_sign(question: str, text: str) -> bool:
    sentences = sentences_in([passage(text)])
    assert len(sentences) == 1
    values = dict(zip(WEIGHTS, ranking_features(question, sentences, [9])[0].tolist(), strict=True))
    assert {values["has_kind"], values["lacks_kind"]} == {0.0, 1.0}
    return bool(values["has_kind"])


def test_no_more_is_read_than_the_budget() -> None:
    hits = [idle(number) for number in range(50)]
    tokens = TOKEN_BUDGET // 7
    assert len(read("Who designed the tower?", hits, tokens)) == max(7, WHOLE_PASSAGES)


def test_all_is_read_where_there_is_little() -> None:
    hits = [idle(number, sentences=2) for number in range(3)]
    assert sorted(read("Who designed the tower?", hits, 1)) == sorted(one.text for one in sentences_in(hits))


def test_the_most_promising_passages_are_read_whole_even_beyond_the_budget() -> None:
    telling = passage("Tilda Moberg. She was born on the island. The tower was designed by her.", score=2.0)
    chosen = read("Who designed the tower?", [*map(idle, range(20)), telling], TOKEN_BUDGET)
    assert chosen[0] == "The tower was designed by her."
    assert {one.text for one in sentences_in([telling])} <= set(chosen)
    assert len(chosen) == WHOLE_PASSAGES + 2


def test_of_the_other_passages_the_promising_sentence_is_read_and_not_those_beside_it() -> None:
    question = "Who designed the tower?"
    whole = [passage(f"The tower of {name} was designed by Ann.", score=2.0) for name in "ABCDEFGHIJ"][
        :WHOLE_PASSAGES
    ]
    other = passage("Boats are old. The tower was designed by Olga Berg. Boats are grey.")
    tokens = TOKEN_BUDGET // (WHOLE_PASSAGES + 1)
    hits = [*map(idle, range(20)), other, *whole]
    assert set(read(question, hits, tokens)) == {
        *(hit.text for hit in whole),
        "The tower was designed by Olga Berg.",
    }


@pytest.mark.parametrize(
    ("question", "telling", "idle"),
    [
        ("How many boats came?", "There were 40 of them.", "They were grey and old."),
        ("How many boats came?", "A dozen of them were seen.", "They were grey and old."),
        ("How much was paid?", "It cost two hundred crowns.", "It cost them dear."),
        ("When did it open?", "It was in 1887.", "It was grey and old."),
        ("When did it open?", "It opened last Monday.", "It opened with a song."),
        ("In which month did it open?", "It opened in October.", "It opened with a song."),
        ("When did it open?", "The doors opened at 9:30 in the hall.", "The doors of the hall opened."),
        ("Who opened it?", "It was opened by Tilda.", "It was opened by a friend."),
        ("In which city is it?", "It stands in Varnholm.", "It stands by the sea."),
        ("Why was it shut?", "It was shut because of a storm.", "It was shut all day."),
        ("Why was it shut?", "It was shut after a storm.", "It was shut all day."),
    ],
)
def test_a_sentence_with_the_kind_of_thing_that_is_asked_for_is_told_from_one_without(
    question: str, telling: str, idle: str
) -> None:
    assert has_sign(question, telling)
    assert not has_sign(question, idle)


def test_where_no_kind_is_asked_for_none_is_had_or_lacked() -> None:
    sentences = sentences_in([passage("It opened in 1887. It was grey.")])
    values = ranking_features("What is known of the tower?", sentences, [5, 5])
    kinds = [[*WEIGHTS].index(name) for name in ("has_kind", "lacks_kind")]
    assert not values[:, kinds].any()


def test_a_word_that_few_sentences_have_covers_more() -> None:
    sentences = sentences_in(
        [passage("The tower is old. The tower is grey. The tower is high. A mayor came.")]
    )
    coverage = ranking_features("Which mayor saw the tower?", sentences, [5] * 4)[
        :, [*WEIGHTS].index("coverage")
    ]
    assert coverage[3] > coverage[0] == coverage[1] == coverage[2] > 0


def test_nothing_to_read_is_nothing_selected() -> None:
    assert select_sentences("Who designed the tower?", [], []) == []


@pytest.mark.parametrize("question", ["", "???", "the of and", "💡"])
def test_a_question_without_words_reads_what_the_search_found_best(question: str) -> None:
    hits = [*map(idle, range(20)), passage("Nobody saw what lay in the chest.", score=9.0)]
    assert read(question, hits, TOKEN_BUDGET)[0] == "Nobody saw what lay in the chest."


@given(st.permutations(range(12)))
def test_the_order_in_which_equally_good_passages_are_found_does_not_matter(order: list[int]) -> None:
    hits = [passage(f"The tower of town {number} is old.", cosine=number / 12) for number in range(12)]
    chosen = read("Who designed the tower?", [hits[number] for number in order], TOKEN_BUDGET // 5)
    assert chosen == [hit.text for hit in hits[::-1]][: max(5, WHOLE_PASSAGES)]


@given(
    question=ANY_TEXT,
    texts=st.lists(PROSE, max_size=5),
    scores=st.lists(st.floats(0, 2), min_size=5, max_size=5),
    lengths=st.lists(st.integers(0, 2 * TOKEN_BUDGET), min_size=5, max_size=5),
)
def test_of_any_text_each_sentence_is_read_once_and_whole_passages_or_the_budget(
    question: str, texts: list[str], scores: list[float], lengths: list[int]
) -> None:
    hits = [passage(text, score=score) for text, score in zip(texts, scores, strict=False)]
    sentences = sentences_in(hits)
    tokens = [lengths[number % len(lengths)] for number in range(len(sentences))]
    chosen = select_sentences(question, sentences, tokens)
    assert len(chosen) == len(set(chosen))
    assert set(chosen) <= set(range(len(sentences)))
    of_their_passages = [sentences[number].hit for number in chosen]
    if sum(tokens[number] for number in chosen) > TOKEN_BUDGET:
        assert len({id(hit) for hit in of_their_passages}) <= WHOLE_PASSAGES
    if sentences:
        assert np.isfinite(ranking_features(question, sentences, tokens)).all()
        best = next(iter(of_their_passages))
        assert {n for n, one in enumerate(sentences) if one.hit is best} <= set(chosen)
