"""Fit the weights of grounding's score, for `qa/grounding/calibration.py`.

    python -m benchmarks.fit_grounding DATA VERIFIER

DATA is the folder of the public data for measuring. VERIFIER is the folder of an exported verifier that
learnt from none of the labelled sets (`training.grounding`): of claims that it learnt from it is surer than
of others. The weights of a logistic regression are fitted on the halves of our own cases and of the public
sets that are there to fit on (`benchmarks/claim_sets.py`), the two labels of every set with one weight; on
the other halves the figures are those of `benchmarks.quality --only claims`.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.claim_sets import LabelledClaim, fever_symmetric, own_cases, summaries, wice
from benchmarks.command_line import data_parser
from benchmarks.data import require
from benchmarks.quality.claims import SETS
from qa.grounding import select_evidence
from qa.grounding.features import FEATURES, features_of
from qa.grounding.premise import Claim, Premise
from qa.grounding.support import faults
from qa.grounding.verification import verified_logit
from qa.grounding.verifier import CrossEncoderVerifier, Verifier

INVERSE_REGULARISATION = 1.0
"""Inverse of the strength of the penalty on the squared weights, for features scaled to unit variance."""

THRESHOLDS = np.arange(0.2, 0.8, 0.05)
FOLDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how good the fit is on groups left out, by threshold, and the weights that all together give."""
    parser = data_parser("fit_grounding", __doc__)
    parser.add_argument("verifier", type=Path, metavar="VERIFIER", help="the folder of an exported verifier")
    flags = parser.parse_args(arguments)
    verifier = CrossEncoderVerifier(flags.verifier)
    require(flags.data, SETS)
    sets = _sets(flags.data)
    claims = [one for listed in sets.values() for one in listed]
    names = [name for name, listed in sets.items() for _ in listed]
    features = np.array([_features(one, verifier) for one in claims])
    certain = np.array([bool(faults(Claim.of(one.claim), Premise.of(one.quotes))) for one in claims])
    labels = np.array([one.supported for one in claims])
    weight = _weights(names, labels)
    scale = features.std(axis=0) + 1e-9
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=5000)
    groups = [f"{name}-{one.group}" for name, one in zip(names, claims, strict=True)]
    told = cross_val_predict(
        model,
        features / scale,
        labels,
        groups=groups,
        cv=GroupKFold(FOLDS),
        method="predict_proba",
        params={"sample_weight": weight},
    )[:, 1]
    for threshold in THRESHOLDS:
        holds = (told >= threshold) & ~certain
        print(f"{threshold:.2f}", *(_told(name, np.array(names), labels, holds) for name in sets))
    model.fit(features / scale, labels, sample_weight=weight)
    for feature, fitted in zip((*FEATURES, "verified"), model.coef_[0] / scale, strict=True):
        print(f'    "{feature}": {fitted:.2f},')
    print(f"INTERCEPT = {model.intercept_[0]:.2f}")
    return 0


def _sets(data: Path) -> dict[str, list[LabelledClaim]]:
    sets = {
        "own": own_cases(),
        "summaries": summaries(data),
        "fever_symmetric": fever_symmetric(data),
        "wice": wice(data),
    }
    fitted = {name: [one for one in listed if one.is_fitted_on] for name, listed in sets.items()}
    return {**fitted, "others": list(_with_quotes_of_others([*fitted["own"], *fitted["fever_symmetric"]]))}


def _with_quotes_of_others(listed: Sequence[LabelledClaim]) -> Iterator[LabelledClaim]:
    """Yield supported claims with the quote of another claim that says most of them, and with their own."""
    for one in listed:
        others = [quote for other in listed if other.group != one.group for quote in other.quotes]
        if one.supported and (places := select_evidence(one.claim, others, 1)):
            yield one
            yield replace(one, quotes=(others[places[0]],), supported=False)


def _features(one: LabelledClaim, verifier: Verifier) -> tuple[float, ...]:
    claim, premise = Claim.of(one.claim), Premise.of(one.quotes)
    return *features_of(claim, premise).values, verified_logit(claim, premise, verifier)


def _weights(names: Sequence[str], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights of the claims: those of a set and a label together weigh as much as any others."""
    kinds = [f"{name} {label}" for name, label in zip(names, labels, strict=True)]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    mean = len(kinds) / len(counts)
    return np.array([mean / counts[kind] for kind in kinds])


def _told(name: str, names: NDArray[np.str_], labels: NDArray[np.bool_], holds: NDArray[np.bool_]) -> str:
    kept = holds[(names == name) & labels].mean()
    held = 1 - holds[(names == name) & ~labels].mean()
    return f"{name}: kept {kept:.3f} held back {held:.3f} balanced {(kept + held) / 2:.3f};"


if __name__ == "__main__":
    sys.exit(main())
