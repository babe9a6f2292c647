from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import Span
from qa.reader.span_decoding import LENGTH_PENALTY, MAX_SPAN_TOKENS, SpanLogits, best_spans, with_second_pass

# Whole numbers, so that sums are exact.
LOGIT = st.integers(-30, 30)


@st.composite
def passages(draw: st.DrawFn) -> tuple[SpanLogits, list[Span]]:
    """Tokens of two characters each with a blank between them, cut into sentences; the first is no word."""
    words = draw(st.integers(0, 12))
    before = draw(st.integers(1, 4))
    ends = sorted(draw(st.sets(st.integers(1, words)))) if words else []
    places = [(3 * n, 3 * n + 2) for n in range(words)]
    sentences = [(3 * first, 3 * last - 1) for first, last in zip([0, *ends], ends, strict=False)]
    logits = st.lists(LOGIT, min_size=before + words, max_size=before + words)
    offsets = np.array([(-1, -1)] * before + places, dtype=np.int64).reshape(-1, 2)
    start, end = (np.array(draw(logits), dtype=np.float32) for _ in range(2))
    return SpanLogits(offsets, start, end), sentences


def in_order(start: list[float], end: list[float]) -> SpanLogits:
    """Tokens of one character each, after a first one that is no word."""
    offsets = [(-1, -1), *((n, n + 1) for n in range(len(start) - 1))]
    return SpanLogits(np.array(offsets), np.array(start, dtype=np.float32), np.array(end, dtype=np.float32))


@given(passages())
@settings(deadline=None)
def test_a_span_is_the_best_of_its_sentence_and_stands_inside_it(
    passage: tuple[SpanLogits, list[Span]],
) -> None:
    tokens, sentences = passage
    found = best_spans(tokens, sentences)
    assert len(found) == len(sentences)
    nothing = tokens.start[0] + tokens.end[0]
    for span, (first, last) in zip(found, sentences, strict=True):
        assert span.sentence == (first, last)
        assert first <= span.start < span.end <= last
        words = [n for n, (start, end) in enumerate(tokens.offsets) if first <= start < end <= last]
        sums = {
            (one, other): np.float64(tokens.start[one]) + np.float64(tokens.end[other])
            for one, other in product(words, words)
            if one <= other
        }
        worth = {
            (int(tokens.offsets[one, 0]), int(tokens.offsets[other, 1])): likely
            - LENGTH_PENALTY * np.sqrt(other - one)
            for (one, other), likely in sums.items()
        }
        assert worth[span.start, span.end] == pytest.approx(max(worth.values()))
        every = np.logaddexp.reduce([*sums.values()])
        assert span.margin == pytest.approx(every - nothing, abs=1e-4)


def test_two_places_as_likely_make_it_surer_than_one() -> None:
    (one,) = best_spans(in_order([0, 9, -9, -9], [0, 9, -9, -9]), [(0, 3)])
    (two,) = best_spans(in_order([0, 9, -9, 9], [0, 9, -9, -9]), [(0, 3)])
    (other,) = best_spans(in_order([0, 9, -9, 9], [0, 9, -9, 9]), [(0, 3)])
    assert one.margin == pytest.approx(18)
    assert one.margin <= two.margin < other.margin == pytest.approx(18 + np.log(3))


def test_an_answer_does_not_end_before_it_starts() -> None:
    tokens = in_order([0, 0, 0, 9], [0, 9, 1, 0])
    (span,) = best_spans(tokens, [(0, 3)])
    assert (span.start, span.end) != (2, 1)
    assert span.margin < 10


def test_an_answer_does_not_run_into_the_next_sentence() -> None:
    tokens = in_order([0, 9, 0, 0, 0], [0, 0, 1, 0, 9])
    first, second = best_spans(tokens, [(0, 2), (2, 4)])
    assert (first.start, first.end) == (0, 2)
    assert first.margin < 11
    assert second.end == 4


def test_an_answer_is_not_longer_than_the_longest() -> None:
    start, end = [0.0] * 101, [0.0] * 101
    start[1] = end[100] = 9
    end[MAX_SPAN_TOKENS] = 5
    (span,) = best_spans(in_order(start, end), [(0, 100)])
    assert (span.start, span.end) == (0, MAX_SPAN_TOKENS)
    assert span.margin < 15


def test_a_sentence_that_was_cut_off_has_none() -> None:
    tokens = in_order([0, 1, 1], [0, 1, 1])
    assert [(span.start, span.end) for span in best_spans(tokens, [(0, 1), (1, 2), (2, 9)])] == [
        (0, 1),
        (1, 2),
    ]


def test_no_words_give_no_span() -> None:
    assert best_spans(in_order([1], [1]), []) == []
    assert best_spans(in_order([1], [1]), [(0, 5)]) == []


def test_a_second_reading_decides_where_the_first_could_not() -> None:
    first = in_order([0, 0, 0, 3, 2.5, 0], [0, 0, 0, 3, 2.5, 0])
    (_, span) = best_spans(first, [(0, 2), (2, 5)])
    assert (span.start, span.end, span.second_pass_margin) == (2, 3, None)
    alone = in_order([1, 0, 4, 0], [1, 0, 4, 0])
    twice = with_second_pass(span, alone)
    assert (twice.start, twice.end, twice.margin) == (3, 4, span.margin)
    assert twice.second_pass_margin == pytest.approx(6, abs=0.1)
    assert twice.sentence == (2, 5)


def test_the_words_stay_where_the_second_reading_has_other_tokens() -> None:
    (span,) = best_spans(in_order([0, 3, 0, 0], [0, 3, 0, 0]), [(0, 3)])
    twice = with_second_pass(span, in_order([0, 0, 9], [0, 0, 9]))
    assert (twice.start, twice.end) == (0, 1)
    assert twice.second_pass_margin == pytest.approx(18, abs=0.1)


def test_a_sentence_without_words_alone_leaves_the_span_as_it_was() -> None:
    (span,) = best_spans(in_order([0, 3], [0, 3]), [(0, 1)])
    assert with_second_pass(span, in_order([0], [0])) == span


@given(passages())
@settings(deadline=None)
def test_read_twice_the_same_it_is_the_same(passage: tuple[SpanLogits, list[Span]]) -> None:
    tokens, sentences = passage
    for span in best_spans(tokens, sentences):
        first = span.sentence[0]
        nothing = SpanLogits(np.array([(-1, -1)]), tokens.start[:1], tokens.end[:1])
        inside = span.logits
        assert inside is not None
        alone = SpanLogits(
            np.concatenate([nothing.offsets, inside.offsets - first]),
            np.concatenate([nothing.start, inside.start]),
            np.concatenate([nothing.end, inside.end]),
        )
        twice = with_second_pass(span, alone)
        assert (twice.start, twice.end, twice.margin) == (span.start, span.end, span.margin)
        assert twice.second_pass_margin == span.margin
