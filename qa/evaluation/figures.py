"""Evaluation measures as pure functions of plain values; each is `None` where there is nothing to measure."""

import math
import re
import string
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

ARTICLES_RANKED = 10
"""Number of articles of one search that are ranked; the cut-off of hit@k and MRR@10."""

CONFIDENCE_BINS = 10
"""Number of equal-width bins of confidence (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""

TIME_BINS = 20
"""Number of bins of a histogram of seconds, at most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The label and the format of one figure.

    Attributes:
        higher_is_better: None for a figure that is no measure of quality, such as a count or a time.
        form: a template for `str.format`.
    """

    label: str
    higher_is_better: bool | None
    form: str

    def show(self, value: float | None) -> str:
        """Return the value as a person reads it."""
        return "–" if value is None else self.form.format(value)


FIGURES: dict[str, Figure] = {
    "questions": Figure("Questions", None, "{:.0f}"),
    "article_hit_at_1": Figure("Right article first (hit@1)", True, "{:.1%}"),
    "article_hit_at_5": Figure("Right article in the first 5 (hit@5)", True, "{:.1%}"),
    "article_hit_at_10": Figure("Right article in the first 10 (hit@10)", True, "{:.1%}"),
    "article_mrr_at_10": Figure("Mean reciprocal rank of the article (MRR@10)", True, "{:.3f}"),
    "answer_in_first_quote": Figure("Answer in the first quote", True, "{:.1%}"),
    "answer_in_first_three_quotes": Figure("Answer in the first three quotes", True, "{:.1%}"),
    "marked_words_exact_match": Figure("Marked words are the answer (EM)", True, "{:.1%}"),
    "marked_words_f1": Figure("Marked words' F1", True, "{:.3f}"),
    "share_answered": Figure("Questions answered", None, "{:.1%}"),
    "exact_quote_rate": Figure("Quotes that are exact", True, "{:.1%}"),
    "refusal_auroc": Figure("Confidence tells answerable from not (AUROC)", True, "{:.3f}"),
    "refusal_precision": Figure("Refusals that were right (precision)", True, "{:.1%}"),
    "refusal_recall": Figure("Unanswerable questions refused (recall)", True, "{:.1%}"),
    "wrong_among_given": Figure("Wrong among the answers given", False, "{:.1%}"),
    "calibration_error": Figure("Expected calibration error", False, "{:.3f}"),
    "share_written": Figure("Answers written, of those a model was asked for", None, "{:.1%}"),
    "answer_in_prose": Figure("Answer in the prose", True, "{:.1%}"),
    "sentences_held_back": Figure("Written sentences held back", None, "{:.1%}"),
    "citation_recall": Figure("Citation recall (ALCE)", True, "{:.1%}"),
    "citation_precision": Figure("Citation precision (ALCE)", True, "{:.1%}"),
    "tokens": Figure("Tokens read and written", None, "{:,.0f}"),
    "cost": Figure("Cost, US dollars", None, "{:,.4f}"),
    "seconds_median": Figure("Seconds for an answer, median", None, "{:.3f}"),
    "seconds_95th_percentile": Figure("Seconds for an answer, 95th percentile", None, "{:.3f}"),
}
"""The figures of `Evaluation.figures`, in their order. All but counts, cost and seconds lie in [0, 1]."""

OF_WRITING = frozenset(
    (
        *("share_written", "answer_in_prose", "sentences_held_back", "citation_recall"),
        *("citation_precision", "tokens", "cost"),
    )
)
"""Figures that are shown only where a language model was asked."""


def shown_figures(figures: Mapping[str, float | None]) -> list[tuple[str, str]]:
    """Return the label of each figure and its value as a person reads it."""
    without_model = all(figures.get(key) is None for key in OF_WRITING)
    return [
        (FIGURES[key].label, FIGURES[key].show(value))
        for key, value in figures.items()
        if not (without_model and key in OF_WRITING)
    ]


_DASH = re.compile(r"[-‐‑‒–—―/]")
_POSSESSIVE = re.compile(r"['’]s\b")
_FULL_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_GRAMMATICAL_ARTICLE = re.compile(r"\b(?:a|an|the)\b")


def normalise(text: str) -> str:
    """Return the words of `text` in one form, after the SQuAD evaluation script (Rajpurkar et al. 2016).

    Lower case, no punctuation, no "a", "an" or "the", single spaces. What differs helps to find an answer
    inside a longer text: punctuation of every script counts, a dash or slash separates words, a possessive
    "'s" is dropped, and a decimal point is kept, so that 1.5 is not 15.
    """
    plain = _DASH.sub(" ", unicodedata.normalize("NFC", text).lower())
    plain = _POSSESSIVE.sub("", plain)
    kept = "".join(character for character in plain if not _is_punctuation(character))
    return " ".join(_GRAMMATICAL_ARTICLE.sub(" ", _FULL_STOP.sub("", kept)).split())


def _is_punctuation(character: str) -> bool:
    if character == ".":
        return False
    return character in string.punctuation or unicodedata.category(character).startswith("P")


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Tell whether one of `answers` stands in `text` as whole words, both normalised."""
    words = f" {normalise(text)} "
    return any(wanted and f" {wanted} " in words for wanted in map(normalise, answers))


def exact_match(text: str, answers: Sequence[str]) -> bool:
    """Tell whether `text` is one of `answers`, both normalised (exact match, EM)."""
    given = normalise(text)
    return bool(given) and any(given == normalise(answer) for answer in answers)


def token_f1(text: str, answers: Sequence[str]) -> float:
    """Return the F1 of the words of `text` against those of the nearest of `answers`, all normalised.

    As in SQuAD: each word counts as often as it stands there; 0 where nothing is shared.
    """
    given = Counter(normalise(text).split())
    return max((_f1(given, Counter(normalise(answer).split())) for answer in answers), default=0.0)


def _f1(given: Counter[str], wanted: Counter[str]) -> float:
    common = (given & wanted).total()
    return 2 * common / (given.total() + wanted.total()) if common else 0.0


def first_relevant_rank(ranked: Sequence[str], relevant: Sequence[str]) -> int | None:
    """Return the rank, from 1, of the first relevant article; None if none is in the list."""
    return next((rank for rank, article_id in enumerate(ranked, start=1) if article_id in relevant), None)


def hit_at(k: int, ranks: Sequence[int | None]) -> float | None:
    """Return hit@k: the share of searches whose first relevant article is among the first `k`."""
    return share([rank is not None and rank <= k for rank in ranks])


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float | None:
    """Return MRR: the mean of 1 / rank of the first relevant article, 0 where there is none."""
    return mean([1 / rank if rank else 0.0 for rank in ranks])


def average_precision(relevant: Sequence[bool]) -> float | None:
    """Return the mean precision at each relevant item of a ranked list; its mean over questions is MAP.

    None where nothing is relevant. Every relevant item must be in the list.
    """
    places = [place for place, is_relevant in enumerate(relevant, start=1) if is_relevant]
    return mean([found / place for found, place in enumerate(places, start=1)])


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean."""
    return sum(values) / len(values) if values else None


def share(flags: Sequence[bool]) -> float | None:
    """Return how many of `flags` are true, as a share in [0, 1]."""
    return sum(flags) / len(flags) if flags else None


def area_under_roc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Return AUROC: how often a positive outscores a negative, a tie counting half (Mann and Whitney's U).

    None when there are not both positives and negatives.
    """
    if len(set(positive)) < 2:
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(positive, scores))


def refusal_precision(refused: Sequence[bool], answerable: Sequence[bool]) -> float | None:
    """Return the share of refusals that were right: no article answers the question."""
    return share([not can for gave_up, can in zip(refused, answerable, strict=True) if gave_up])


def refusal_recall(refused: Sequence[bool], answerable: Sequence[bool]) -> float | None:
    """Return the share of questions without an answer that were refused."""
    return share([gave_up for gave_up, can in zip(refused, answerable, strict=True) if not can])


def risk(right: Sequence[bool]) -> float | None:
    """Return selective risk: the share of wrong answers among those given."""
    return share([not correct for correct in right])


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[int, float, float]]:
    """Return (answers, mean confidence, share right) of each non-empty bin of confidence, lowest first."""
    sure, correct = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    # scikit-learn's `calibration_curve` does not tell how many answers a bin holds.
    bins = np.minimum((sure * CONFIDENCE_BINS).astype(int), CONFIDENCE_BINS - 1)
    sizes, sums, hits = np.bincount(bins), np.bincount(bins, sure), np.bincount(bins, correct)
    return [
        (int(size), float(total / size), float(fit / size))
        for size, total, fit in zip(sizes, sums, hits, strict=True)
        if size
    ]


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return ECE (Naeini et al. 2015): |share right - mean confidence| over the bins, weighted by size."""
    if not right:
        return None
    gaps = [size * abs(correct - sure) for size, sure, correct in reliability(confidences, right)]
    return sum(gaps) / len(right)


def risk_coverage(
    confidences: Sequence[float], right: Sequence[bool], asked: int
) -> list[tuple[float, float]]:
    """Return (coverage, risk) for each threshold on confidence, the surest answers first.

    Coverage is the share of the `asked` questions whose answer a threshold keeps, risk the share of wrong
    answers among those; equal confidences enter together (El-Yaniv and Wiener 2010, "On the Foundations of
    Noise-free Selective Classification").
    """
    surest_first = sorted(zip(confidences, right, strict=True), key=lambda answer: -answer[0])
    points, wrong = [], 0
    for kept, (confidence, correct) in enumerate(surest_first, start=1):
        wrong += not correct
        if kept == len(surest_first) or surest_first[kept][0] != confidence:
            points.append((kept / asked, wrong / kept))
    return points


def coverage_within(risk_allowed: float, points: Sequence[tuple[float, float]]) -> float:
    """Return the largest coverage whose risk is at most `risk_allowed`, of the points of `risk_coverage`."""
    return max((coverage for coverage, wrong in points if wrong <= risk_allowed), default=0.0)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return the value that `percent` of `values` do not exceed, interpolated linearly between neighbours."""
    return float(np.percentile(values, percent)) if values else None


def histogram(values: Sequence[float]) -> list[tuple[float, float, int]]:
    """Return (from, to, how many) of equally wide bins from 0 to the largest of `values`, none below 0.

    The bins are 1, 2 or 5 times a power of ten wide, and at most `TIME_BINS`.
    """
    largest = max(values, default=0.0)
    # A smaller number has no twentieth part.
    if largest < sys.float_info.min:
        return [(0.0, 1.0, len(values))] if values else []
    power = 10.0 ** math.floor(math.log10(largest / TIME_BINS))
    width = next(step * power for step in (1, 2, 5, 10) if math.floor(largest / (step * power)) < TIME_BINS)
    counted = Counter(math.floor(value / width) for value in values)
    return [(place * width, (place + 1) * width, counted[place]) for place in range(max(counted) + 1)]
