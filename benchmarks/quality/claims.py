"""Grounding: faulty claims held back and faithful ones kept, by the public sets and by kind of fault."""

from collections.abc import Sequence
from time import perf_counter

from benchmarks.claim_sets import LabelledClaim, fever_symmetric, own_cases, summaries_with_articles, wice
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from qa.evaluation.figures import area_under_roc, mean, share
from qa.grounding import Support, find_support, supported

SETS = ("claims/summaries", "claims/fever_symmetric", "claims/wice")

Outcomes = list[tuple[LabelledClaim, Support]]


def claims(bench: Bench) -> Part:
    """Measure the grounding of claims, on those that nothing was fitted on."""
    sets = (
        own_cases(),
        summaries_with_articles(bench.data),
        fever_symmetric(bench.data),
        wice(bench.data),
    )
    asked = [[one for one in bench.sampled(list(listed)) if not one.is_fitted_on] for listed in sets]
    start = perf_counter()
    of_own, of_summaries, *of_others = asked
    judged = [
        [(one, supported(one.claim, one.quotes)) for one in of_own],
        [(one, find_support(one.claim, one.quotes, cited=())[0]) for one in of_summaries],
        *([(one, supported(one.claim, one.quotes)) for one in listed] for listed in of_others),
    ]
    every = [outcome for outcomes in judged for outcome in outcomes]
    took = (perf_counter() - start) / max(1, len(every))
    return Part(
        "claims",
        f"claims: of the half that nothing is fitted on, {len(asked[0])} of our own cases, {len(asked[1])} "
        f"sentences of summarising models, {len(asked[2])} claims of fever_symmetric, {len(asked[3])} of "
        "wice. What carries a summary's sentence is found in its article, as for a sentence that cites "
        "nothing; of a page of wice the five sentences that say most of a claim are its quotes.",
        (
            Measured("own cases: faulty claims held back", _held_back(judged[0], False), at_least=0.92),
            Measured("own cases: faithful claims held back", _held_back(judged[0], True), at_most=0.08),
            Measured("summaries: balanced accuracy", balanced_accuracy(judged[1]), at_least=0.70),
            Measured("fever_symmetric: balanced accuracy", balanced_accuracy(judged[2]), at_least=0.72),
            Measured("wice: AUROC of fully supported", _auroc(judged[3]), at_least=0.75),
            Measured("milliseconds a claim", 1000 * took, at_most=20, form="{:.1f}"),
            Measured("summaries: AUROC", _auroc(judged[1])),
            Measured("fever_symmetric: AUROC", _auroc(judged[2])),
            Measured("wice: balanced accuracy", balanced_accuracy(judged[3])),
            *_by_kind(judged[0]),
        ),
        tuple(_judged(*outcome) for outcome in every),
    )


def balanced_accuracy(outcomes: Sequence[tuple[LabelledClaim, Support]]) -> float | None:
    """Return the mean of the shares of supported claims that hold, and of the others that do not."""
    kept, held = _held_back(outcomes, True), _held_back(outcomes, False)
    return None if kept is None or held is None else mean([1 - kept, held])


def _held_back(outcomes: Sequence[tuple[LabelledClaim, Support]], of_supported: bool) -> float | None:
    return share([not support.holds for one, support in outcomes if one.supported == of_supported])


def _auroc(outcomes: Sequence[tuple[LabelledClaim, Support]]) -> float | None:
    return area_under_roc([support.score for _, support in outcomes], [one.supported for one, _ in outcomes])


def _by_kind(outcomes: Outcomes) -> list[Measured]:
    figures: list[Measured] = []
    for kind in dict.fromkeys(one.kind for one, _ in outcomes):
        of_kind = [outcome for outcome in outcomes if outcome[0].kind == kind]
        figures += [
            Measured(f"own cases, {kind}: faulty claims held back", _held_back(of_kind, False)),
            Measured(f"own cases, {kind}: faithful claims held back", _held_back(of_kind, True)),
        ]
    return figures


def _judged(one: LabelledClaim, support: Support) -> Judged:
    right = support.holds == one.supported
    told = " ".join(map(str, support.reasons)) or "It holds."
    return Judged(
        id=one.id,
        question=one.claim,
        expected=("supported" if one.supported else "not supported",),
        quoted=tuple(quote.text for quote in one.quotes),
        right=right,
        why="" if right else told,
        confidence=support.score,
    )
