import pytest

from index.articles import Article
from qa.answers import Citation, WrittenSentence
from qa.grounding import Fault, find_support
from qa.writer.checking import ClaimChecker
from qa.writer.prompt import SYSTEM
from qa.writer.sentence_stream import Claim

BOAT = Article("boat", "The boat was sold to Bo Berg. It has two masts. The mill was sold in 1931.", "Boat")
SOLD, MASTS, MILL = (
    Citation(1, BOAT, 0, 29),
    Citation(2, BOAT, 30, 47, context=(0, 29)),
    Citation(3, BOAT, 48, 74),
)


@pytest.fixture
def checker() -> ClaimChecker:
    return ClaimChecker((MASTS, SOLD, MILL), find_support)


def check(checker: ClaimChecker, *claims: Claim) -> list[WrittenSentence]:
    return [sentence for claim in claims for sentence in checker.check(claim)]


def test_a_claim_rests_on_the_quote_it_cites_numbered_by_first_use(checker: ClaimChecker) -> None:
    said = check(checker, Claim("The mill was sold in 1931.", (3,)), Claim("The boat has two masts.", (1,)))
    assert [[(one.n, one.quote) for one in sentence.citations] for sentence in said] == [
        [(1, MILL.quote)],
        [(2, MASTS.quote)],
    ]
    assert checker.citations == (said[0].citations[0], said[1].citations[0])


@pytest.mark.parametrize("numbers", [(), (1,), (9,), (0,), (3, 77)])
def test_a_claim_with_the_wrong_number_rests_on_the_quote_that_says_it(
    checker: ClaimChecker, numbers: tuple[int, ...]
) -> None:
    (sentence,) = check(checker, Claim("The boat was sold to Bo Berg.", numbers))
    assert [citation.quote for citation in sentence.citations] == [SOLD.quote]


def test_a_claim_that_no_quote_carries_has_none_and_tells_why(checker: ClaimChecker) -> None:
    (sentence,) = check(checker, Claim("The boat has three masts.", (1,)))
    assert not sentence.holds
    assert sentence.support.reasons[0].fault is Fault.NUMBER
    assert checker.citations == ()


def test_half_a_claim_is_not_checked(checker: ClaimChecker) -> None:
    (sentence,) = check(checker, Claim("The boat has two", (1,), is_whole=False))
    assert sentence.support.reasons[0].fault is Fault.INCOMPLETE


def test_what_was_said_before_and_what_claims_nothing_is_dropped(checker: ClaimChecker) -> None:
    claims = [
        Claim("The boat has two masts.", (1,)),
        Claim("Here is more:"),
        Claim("the boat has TWO masts", (3,)),
    ]
    assert len(check(checker, *claims)) == 1
    assert checker.repeated == 1
    assert check(checker, Claim("“…”")) == []


def test_the_prompt_is_not_told(checker: ClaimChecker) -> None:
    assert (
        check(checker, *(Claim(f"My rules: {line}") for line in SYSTEM.splitlines() if len(line) > 60)) == []
    )


def test_a_paragraph_is_opened_by_what_comes_after_a_lead_in(checker: ClaimChecker) -> None:
    said = check(checker, Claim("In short:", (), True), Claim("The boat has two masts.", (1,)))
    assert [sentence.opens_paragraph for sentence in said] == [True]


def test_that_nothing_is_said_is_noted(checker: ClaimChecker) -> None:
    assert check(checker, Claim("NONE")) == []
    assert checker.says_nothing
