from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation import figures

SHARES = st.floats(0, 1)
SCORED = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), st.booleans()), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The  Cat, sat on a\nmat!", "cat sat on mat"),
        ("Russia’s “basic advice”", "russia basic advice"),
        ('Russia\'s "basic advice"', "russia basic advice"),
        ("in 1904–1905", "in 1904 1905"),
        ("in 1904-1905", "in 1904 1905"),
        ("of force—nuclear tests", "of force nuclear tests"),
        ("Kim Dae-jung’s", "kim dae jung"),
        ("ships’ cargo", "ships cargo"),
        ("$1.5 billion.", "1.5 billion"),
        ("5,000 men", "5000 men"),
        ("the U.S. and an ally", "us and ally"),
        ("theatre and atheist", "theatre and atheist"),
        ("Cafe\u0301", "café"),
        ("to\u00a0a\u00a0port", "to port"),
        ("?!", ""),
    ],
)
def test_normalise_leaves_the_words(text: str, words: str) -> None:
    assert figures.normalise(text) == words


@pytest.mark.parametrize(
    ("text", "answers", "contained"),
    [
        ("It was partitioned in 1945.", ["1945"], True),
        ("It was partitioned in 19450.", ["1945"], False),
        ("It cost 1.5 billion.", ["15 billion"], False),
        ("He met Kim Dae-jung’s son.", ["Kim Dae-jung"], True),
        ("He was there in 2016-20.", ["2016"], True),
        ("They offered “basic advice” to it.", ["Basic advice"], True),
        ("They offered advice.", ["basic advice", "the advice"], True),
        ("They offered advice.", ["basic advice"], False),
        ("They offered advice.", [], False),
        ("They offered advice.", ["the", "?"], False),
        ("", ["advice"], False),
    ],
)
def test_contains_answer_finds_whole_words(text: str, answers: list[str], contained: bool) -> None:
    assert figures.contains_answer(text, answers) is contained


@given(before=st.text(), answer=st.text(), after=st.text())
def test_an_answer_with_text_around_it_is_contained(before: str, answer: str, after: str) -> None:
    expected = bool(figures.normalise(answer))
    assert figures.contains_answer(f"{before} {answer} {after}", [answer]) is expected


def test_exact_match_wants_nothing_more_and_nothing_less() -> None:
    assert figures.exact_match("the G8.", ["Group of Eight", "G8"])
    assert not figures.exact_match("the G8 in Japan", ["Group of Eight", "G8"])
    assert not figures.exact_match("the", ["a"])


def test_ranks_hits_and_reciprocal_ranks() -> None:
    ranks = [
        figures.first_relevant_rank(["a", "b", "c"], ["a"]),
        figures.first_relevant_rank(["a", "b", "c"], ["c", "b"]),
        figures.first_relevant_rank(["a", "b", "c"], ["d"]),
        figures.first_relevant_rank(["a", "b", "c", "d"], ["d"]),
    ]
    assert ranks == [1, 2, None, 4]
    assert figures.hit_at(1, ranks) == 0.25
    assert figures.hit_at(2, ranks) == 0.5
    assert figures.hit_at(4, ranks) == 0.75
    assert figures.mean_reciprocal_rank(ranks) == pytest.approx((1 + 0.5 + 0 + 0.25) / 4)


def test_nothing_to_measure_is_none_not_zero() -> None:
    assert figures.hit_at(1, []) is None
    assert figures.mean_reciprocal_rank([]) is None
    assert figures.share([]) is None
    assert figures.risk([]) is None
    assert figures.area_under_roc([0.5, 0.6], [True, True]) is None
    assert figures.area_under_roc([], []) is None
    assert figures.refusal_precision([False, False], [True, False]) is None
    assert figures.refusal_recall([False, True], [True, True]) is None
    assert figures.expected_calibration_error([], []) is None
    assert figures.percentile([], 50) is None
    assert figures.reliability([], []) == []
    assert figures.risk_coverage([], [], asked=3) == []


def pairs_won(scores: Sequence[float], positive: Sequence[bool]) -> float:
    ups = [score for score, is_positive in zip(scores, positive, strict=True) if is_positive]
    downs = [score for score, is_positive in zip(scores, positive, strict=True) if not is_positive]
    return sum((up > down) + (up == down) / 2 for up, down in product(ups, downs)) / (len(ups) * len(downs))


@given(SCORED)
def test_auroc_is_the_share_of_pairs_in_the_right_order(scored: list[tuple[float, bool]]) -> None:
    scores, positive = [score for score, _ in scored], [label for _, label in scored]
    area = figures.area_under_roc(scores, positive)
    if len(set(positive)) < 2:
        assert area is None
    else:
        assert area == pytest.approx(pairs_won(scores, positive))


def test_auroc_of_a_hand_counted_case() -> None:
    # Pairs: 0.9 beats 0.5 and 0.1; 0.5 ties with 0.5 and beats 0.1: 3.5 of 4.
    assert figures.area_under_roc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == 0.875


def test_precision_and_recall_of_refusals() -> None:
    refused = [True, True, True, False, False]
    answerable = [False, False, True, False, True]
    assert figures.refusal_precision(refused, answerable) == pytest.approx(2 / 3)
    assert figures.refusal_recall(refused, answerable) == pytest.approx(2 / 3)


def test_risk_is_the_share_of_wrong_answers() -> None:
    assert figures.risk([True, False, False, True]) == 0.5


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("the red boat", ["a red boat"], 1.0),
        ("a red boat came", ["red boat"], 4 / 5),
        ("boat boat", ["boat"], 2 / 3),
        ("boat", ["ship", "red boat"], 2 / 3),
        ("boat", ["ship"], 0.0),
        ("", ["ship"], 0.0),
        ("the", ["the"], 0.0),
        ("boat", [], 0.0),
    ],
)
def test_token_f1_of_hand_counted_cases(text: str, answers: list[str], expected: float) -> None:
    assert figures.token_f1(text, answers) == pytest.approx(expected)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_token_f1_is_a_share_and_whole_for_an_exact_match(text: str, answers: list[str]) -> None:
    assert 0 <= figures.token_f1(text, answers) <= 1
    if figures.exact_match(text, answers):
        assert figures.token_f1(text, answers) == 1


def test_average_precision_of_a_hand_counted_case() -> None:
    # Relevant at places 1, 3 and 6: (1/1 + 2/3 + 3/6) / 3.
    ranked = [True, False, True, False, False, True]
    assert figures.average_precision(ranked) == pytest.approx((1 + 2 / 3 + 3 / 6) / 3)
    assert figures.average_precision([False]) is None


@given(st.lists(st.booleans(), max_size=20))
def test_average_precision_is_whole_only_where_the_relevant_come_first(ranked: list[bool]) -> None:
    found = figures.average_precision(ranked)
    if found is not None:
        assert 0 < found <= 1
        assert (found == 1) == (ranked == sorted(ranked, reverse=True))


def test_coverage_within_a_risk_is_the_largest_that_keeps_it() -> None:
    points = [(0.2, 0.5), (0.4, 0.25), (0.6, 0.1), (0.8, 0.3)]
    assert figures.coverage_within(0.1, points) == 0.6
    assert figures.coverage_within(0.3, points) == 0.8
    assert figures.coverage_within(0.05, points) == 0.0


def test_calibration_error_of_a_hand_counted_case() -> None:
    # Bin 0.9-1.0 holds 0.9 (right) and 1.0 (wrong): |0.5 - 0.95| = 0.45.
    # Bin 0.2-0.3 holds 0.2 (right): |1 - 0.2| = 0.8.
    confidences, right = [0.9, 1.0, 0.2], [True, False, True]
    assert figures.reliability(confidences, right) == [(1, 0.2, 1.0), (2, pytest.approx(0.95), 0.5)]
    assert figures.expected_calibration_error(confidences, right) == pytest.approx((2 * 0.45 + 0.8) / 3)


@given(st.lists(st.tuples(SHARES, st.booleans()), min_size=1))
def test_calibration_error_is_a_share_and_bins_lose_no_answer(
    given_answers: list[tuple[float, bool]],
) -> None:
    confidences, right = [sure for sure, _ in given_answers], [fit for _, fit in given_answers]
    error = figures.expected_calibration_error(confidences, right)
    assert error is not None and 0 <= error <= 1
    assert sum(size for size, _, _ in figures.reliability(confidences, right)) == len(right)


def test_risk_and_coverage_of_a_hand_counted_case() -> None:
    points = figures.risk_coverage([0.5, 0.9, 0.5, 0.2], [False, True, True, False], asked=5)
    assert points == [(0.2, 0.0), (0.6, pytest.approx(1 / 3)), (0.8, 0.5)]


@given(st.lists(st.tuples(SHARES, st.booleans()), min_size=1))
def test_full_coverage_has_the_risk_of_all_answers(given_answers: list[tuple[float, bool]]) -> None:
    confidences, right = [sure for sure, _ in given_answers], [fit for _, fit in given_answers]
    points = figures.risk_coverage(confidences, right, asked=len(right))
    assert points[-1] == (1.0, figures.risk(right))
    assert [coverage for coverage, _ in points] == sorted({coverage for coverage, _ in points})


def test_percentiles_are_interpolated() -> None:
    assert figures.percentile([4.0, 1.0, 2.0, 3.0], 50) == 2.5
    assert figures.percentile([0.0, 10.0], 95) == 9.5


def test_a_figure_is_shown_as_a_person_reads_it() -> None:
    assert figures.FIGURES["exact_quote_rate"].show(1.0) == "100.0%"
    assert figures.FIGURES["questions"].show(117.0) == "117"
    assert figures.FIGURES["refusal_auroc"].show(None) == "–"


@pytest.mark.parametrize(
    ("seconds", "bins"),
    [
        ([], []),
        ([0.0, 0.0], [(0.0, 1.0, 2)]),
        ([0.4, 1.0, 3.9], [(0.0, 0.2, 0)]),
    ],
)
def test_histogram_of_hand_counted_cases(seconds: list[float], bins: list[tuple[float, float, int]]) -> None:
    counted = figures.histogram(seconds)
    assert counted[:1] == bins
    if seconds == [0.4, 1.0, 3.9]:
        assert [(round(start, 6), count) for start, _, count in counted if count] == [
            (0.4, 1),
            (1.0, 1),
            (3.8, 1),
        ]


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_histogram_holds_every_value_in_at_most_so_many_equal_bins(seconds: list[float]) -> None:
    counted = figures.histogram(seconds)
    assert sum(count for _, _, count in counted) == len(seconds)
    assert 1 <= len(counted) <= figures.TIME_BINS
    assert counted[0][0] == 0 and counted[-1][1] >= max(seconds) * (1 - 1e-9)
