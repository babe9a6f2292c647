"""A marked subject becomes a request that names it, and nothing else."""

import random

from hypothesis import given
from hypothesis import strategies as st

from training.intents.grammar import read_fillers
from training.relevance.as_requests import as_request

SUBJECT = "the quince harvest"


@given(st.integers(0, 10_000))
def test_the_subject_stands_in_a_request_of_several_words(seed: int) -> None:
    request = as_request(SUBJECT, random.Random(seed))
    # A misspelling is in one word at most.
    assert sum(word in request.lower() for word in SUBJECT.split()) >= 2
    assert "$" not in request
    assert "{" not in request


def test_requests_differ_and_name_nobody() -> None:
    rng = random.Random(1)
    requests = {as_request(SUBJECT, rng) for _ in range(200)}
    assert len(requests) > 100
    names = set(read_fillers()["LAST"])
    assert not any(names & set(request.split()) for request in requests)
