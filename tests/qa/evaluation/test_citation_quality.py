from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.citation_quality import CitationQuality, citation_quality
from qa.support import Evidence, Fault, Reason, Support

UNSAID = Support(holds=False, score=0.0, reasons=(Reason(Fault.UNSUPPORTED, "The quotes do not say it."),))


def judge(claim: str, quotes: Sequence[Evidence]) -> Support:
    """Take a claim for supported where the quotes together have all of its words."""
    told = {word for quote in quotes for word in quote.text.split()}
    return Support(holds=True, score=1.0) if set(claim.split()) <= told else UNSAID


def quality(claim: str, *quotes: str) -> CitationQuality:
    return citation_quality(claim, [Evidence(quote) for quote in quotes], judge)


@pytest.mark.parametrize(
    ("claim", "quotes", "recalled", "precise"),
    [
        ("pier opens", ["pier opens"], True, (True,)),
        ("pier opens", ["pier"], False, (False,)),
        ("pier opens", [], False, ()),
        # Each alone supports it: neither is irrelevant.
        ("pier opens", ["pier opens", "the pier opens"], True, (True, True)),
        # Together only: taking either away breaks it.
        ("pier opens", ["pier", "opens"], True, (True, True)),
        # The second adds nothing.
        ("pier opens", ["pier opens", "boats"], True, (True, False)),
        ("pier opens", ["pier", "boats", "opens"], True, (True, False, True)),
        # Nothing of a sentence that is not supported is precise, whatever it says of it.
        ("pier opens late", ["pier opens", "boats"], False, (False, False)),
        # Twice the same part: neither is missed.
        ("pier opens", ["pier", "pier", "opens"], True, (False, False, True)),
    ],
)
def test_recall_and_precision_are_those_of_alce(
    claim: str, quotes: list[str], recalled: bool, precise: tuple[bool, ...]
) -> None:
    assert quality(claim, *quotes) == CitationQuality(recalled, precise)


TEXTS = st.lists(st.sampled_from(["pier", "opens", "boats", "late"]), max_size=3).map(" ".join)


@given(claim=TEXTS.filter(bool), quotes=st.lists(TEXTS, max_size=4))
def test_a_citation_is_precise_only_of_a_sentence_that_is_recalled(claim: str, quotes: list[str]) -> None:
    found = quality(claim, *quotes)
    assert len(found.precise) == len(quotes)
    assert found.recalled or not any(found.precise)
    if quality(claim, *quotes[:1]).recalled:
        assert found.recalled and found.precise[0]
