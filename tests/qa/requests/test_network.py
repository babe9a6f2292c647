import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.requests.network import LABELS, MOST_PIECES, shipped_network
from qa.requests.parts import Part

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("request_text", "label", "part", "words"),
    [
        ("What did Ada Lind say about the ferry?", "statements", Part.SPEAKER, "Ada Lind"),
        ("What did Ada Lind say about the ferry?", "statements", Part.SUBJECT, "ferry"),
        ("timeline of the ferry accident pls", "timeline", Part.SUBJECT, "ferry accident"),
        ("Compare Aahus and Lund", "comparison", Part.SIDE, "Aahus Lund"),
        (
            "My train is late. Sum up the quince festival",
            "summary",
            Part.SUBJECT,
            "quince festival",
        ),
        ("how old is the mill", "fact", Part.SPEAKER, ""),
    ],
)
def test_a_request_is_read(request_text: str, label: str, part: Part, words: str) -> None:
    reading = shipped_network().read(request_text)
    assert reading.label == label
    assert reading.text(part) == words


@given(ANY_TEXT)
def test_the_reading_of_any_text_is_of_its_words_and_its_shares_are_one(text: str) -> None:
    reading = shipped_network().read(text)
    assert tuple(reading.probabilities) == LABELS
    assert np.isclose(sum(reading.probabilities.values()), 1.0)
    ends = [0, *(end for place in reading.parts for end in (place.start, place.end)), len(text)]
    assert ends == sorted(ends)


def test_a_long_text_is_read_to_its_limit() -> None:
    reading = shipped_network().read("mill " * 10 * MOST_PIECES)
    assert all(place.end <= 5 * MOST_PIECES for place in reading.parts)
