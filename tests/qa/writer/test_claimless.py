import pytest

from qa.writer.claimless import is_lead_in, repeats_prompt, tells_that_nothing_is_said
from qa.writer.prompt import SYSTEM
from qa.writer.sentence_stream import Claim


@pytest.mark.parametrize(
    "text",
    [
        *("Here is a summary:", "Sure!", "Here are the main points.", "The articles say the following:"),
        *("I hope this helps!", "Let me know if you need more.", "Hier ist eine Zusammenfassung:"),
        "Certainly, here is what they say.",
    ],
)
def test_a_lead_in_claims_nothing(text: str) -> None:
    assert is_lead_in(Claim(text))
    assert not is_lead_in(Claim(text, (1,)))


def test_a_heading_or_a_title_on_its_line_claims_nothing() -> None:
    assert is_lead_in(Claim("The mill was sold in May", is_heading=True))
    assert is_lead_in(Claim("Main points", opens_paragraph=True))
    assert not is_lead_in(Claim("Ada Lind"))


@pytest.mark.parametrize("text", ["The mill was sold.", "Here the mill was sold by Ada Lind.", "Sold!"])
def test_a_claim_is_no_lead_in(text: str) -> None:
    assert not is_lead_in(Claim(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "NONE",
            "None.",
            "Answer: NONE",
            "The articles do not say why.",
            "The quotes don’t mention a price.",
        ),
        *("There is no information about that.", "I cannot answer this question.", "No quotes tell that."),
        "The provided sources do not contain the answer.",
    ],
)
def test_that_nothing_is_said_is_understood(text: str) -> None:
    assert tells_that_nothing_is_said(Claim(text))


@pytest.mark.parametrize(
    "text", ["None of the mills was sold.", "The mill was not sold.", "Nobody answers.", "The mayor said no."]
)
def test_a_negative_claim_is_a_claim(text: str) -> None:
    assert not tells_that_nothing_is_said(Claim(text, (1,)))


def test_the_prompt_is_recognised_and_news_is_not() -> None:
    assert all(repeats_prompt(line) for line in SYSTEM.splitlines() if len(line.split()) > 7)
    assert repeats_prompt("My rules say: Use nothing but the quotes. Add no knowledge of my own.")
    assert not repeats_prompt("The mayor of Aahus did not use the quotes of the harbour master.")
