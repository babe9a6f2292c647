"""The network that ships with the project, on claims that nobody taught it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ModelError
from qa.grounding.verifier import CrossEncoderVerifier, default_verifier

EVIDENCE = (
    "On Friday the mayor of Aahus, Bo Berg, opened the ferry line to Havnia, which cost 12 million crowns."
)


@pytest.mark.parametrize(
    ("carried", "other"),
    [
        ("Bo Berg opened the ferry line to Havnia.", "Ada Lind opened the ferry line to Havnia."),
        ("The line cost 12 million crowns.", "The line cost 19 million crowns."),
        ("The ferry line was opened by Bo Berg.", "The ferry line was closed by Bo Berg."),
        ("The mayor opened a new ferry line.", "The mayor did not open a new ferry line."),
        ("Who is the mayor of Aahus? Bo Berg", "Who is the mayor of Turku? Bo Berg"),
        ("Bo Berg is the mayor of Aahus.", "The winter in Turku was the coldest for years."),
    ],
)
def test_what_the_evidence_says_scores_above_what_it_does_not_say(carried: str, other: str) -> None:
    right, wrong = default_verifier().scores([(carried, EVIDENCE), (other, EVIDENCE)])
    assert 0 <= wrong < right <= 1


def test_a_pair_scores_the_same_alone_and_among_others_from_any_thread() -> None:
    pairs = [(f"Bo Berg opened {number} lines.", EVIDENCE) for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        alone = list(threads.map(lambda pair: default_verifier().scores([pair])[0], pairs))
    assert alone == pytest.approx(default_verifier().scores(pairs))


def test_of_nothing_nothing_is_told() -> None:
    assert default_verifier().scores([]) == []


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_score(claim: str, evidence: str) -> None:
    (score,) = default_verifier().scores([(claim, evidence)])
    assert 0 <= score <= 1


def test_a_text_beyond_what_it_reads_has_a_score() -> None:
    assert len(default_verifier().scores([("ferry " * 500, EVIDENCE * 40)])) == 1


def test_a_network_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"verifier\.onnx"):
        CrossEncoderVerifier(tmp_path).scores([("A claim.", EVIDENCE)])
