"""Support: whether quotes carry a claim, by certain checks, then by a calibrated score and a veto."""

from collections.abc import Callable, Iterator, Sequence

from qa.grounding.attribution_checks import check_attribution
from qa.grounding.calibration import SUPPORT_THRESHOLD, probability
from qa.grounding.causes import check_causes
from qa.grounding.comparisons import check_comparisons
from qa.grounding.date_checks import check_dates
from qa.grounding.factuality import check_factuality
from qa.grounding.features import Features, features_of
from qa.grounding.hedges import check_hedges
from qa.grounding.name_checks import check_names
from qa.grounding.number_checks import check_numbers
from qa.grounding.parallels import check_parallels
from qa.grounding.polarity import check_polarity
from qa.grounding.premise import Claim, Premise
from qa.grounding.quantifiers import check_quantifiers
from qa.grounding.quotation_checks import check_quotations
from qa.grounding.roles import check_roles
from qa.grounding.verification import UNKNOWN, VETO, verified_logit
from qa.support import Evidence, Fault, Reason, Support

CHECKS: tuple[Callable[[Claim, Premise], list[Reason]], ...] = (
    check_names,
    check_numbers,
    check_dates,
    check_polarity,
    check_hedges,
    check_factuality,
    check_attribution,
    check_comparisons,
    check_roles,
    check_parallels,
    check_causes,
    check_quantifiers,
    check_quotations,
)
"""What is certain: a claim in which one of them finds a fault does not hold, whatever its score is."""

HIGHEST_HELD_BACK = 0.99 * SUPPORT_THRESHOLD
"""Score of a claim that is held back though its features speak for it, at most."""

_NO_QUOTE = Support(False, 0.0, (Reason(Fault.NO_QUOTE, "It rests on no quote."),))


def supported(claim: str, quotes: Sequence[Evidence | str]) -> Support:
    """Tell whether quotes carry a claim, and why not where they do not."""
    said, premise = Claim.of(claim), Premise.of(quotes)
    if not premise.tokens or not said.tokens:
        return _NO_QUOTE
    found = faults(said, premise)
    features = features_of(said, premise)
    is_verbatim = _is_verbatim(said, premise)
    # The verifier takes longer than all checks: it is asked about what they leave open.
    is_open = not (found or is_verbatim or features.is_foreign)
    verified = verified_logit(said, premise) if is_open else UNKNOWN
    score = probability(features, verified)
    is_carried = is_open and score >= SUPPORT_THRESHOLD and verified >= VETO
    if not found and (is_carried or is_verbatim):
        return Support(True, max(score, SUPPORT_THRESHOLD))
    # What is held back scores below what holds, however much of it the quotes say.
    reasons = found or tuple(_not_said(features))
    below = min(score, HIGHEST_HELD_BACK)
    return Support(False, below * SUPPORT_THRESHOLD if found else below, reasons)


def faults(claim: Claim, premise: Premise) -> tuple[Reason, ...]:
    """Return the faults of a claim that are certain."""
    if _is_verbatim(claim, premise):
        # A quote carries its own words, but they may be somebody's.
        return tuple(check_attribution(claim, premise))
    return tuple(reason for check in CHECKS for reason in check(claim, premise))


def _is_verbatim(claim: Claim, premise: Premise) -> bool:
    words = claim.text.split()
    return any(one.text.split() == words for one in premise.evidence)


def _not_said(features: Features) -> Iterator[Reason]:
    gap = " ".join(token.written for token in features.gap)
    told = f"The quotes do not say “{gap}”." if gap else "The quotes do not say it."
    yield Reason(Fault.UNSUPPORTED, told)
