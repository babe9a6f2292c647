import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.intents.intent_features import BUCKETS, LONGEST, lexical_features, request_words, skeleton

KNOWN = frozenset(("compare", "and", "?"))


def test_words_are_lower_case_and_signs_of_questions_and_quotes_are_words() -> None:
    assert request_words("What’s “UN”, Bo?") == ["what's", "“", "un", "”", "bo", "?"]


def test_what_is_not_known_is_a_gap_of_the_skeleton() -> None:
    asked = request_words("Compare Old Mill and Boats?")
    assert skeleton(asked, KNOWN) == ["compare", "_", "and", "_", "?"]
    assert skeleton("Compare Old Mill and boats ?".split(), KNOWN) == ["compare", "X", "and", "_", "?"]
    assert skeleton([], KNOWN) == []


def test_requests_that_differ_in_names_alone_share_their_skeleton() -> None:
    first, second, other = (
        set(lexical_features(request, KNOWN).places.tolist())
        for request in ("compare mills and boats", "compare Varn and Lundby", "who sold mills to boats")
    )
    assert len(first & second) > len(first & other)


@given(st.text(st.characters(exclude_categories=()), max_size=2 * LONGEST))
def test_any_text_has_features_and_only_its_beginning_counts(request_text: str) -> None:
    found = lexical_features(request_text, KNOWN)
    assert found.places.tolist() == sorted(set(found.places.tolist()))
    assert all(0 <= place < BUCKETS for place in found.places)
    assert np.isfinite(found.values).all()
    again = lexical_features(request_text[:LONGEST], KNOWN)
    assert (again.places == found.places).all()
    assert (again.values == found.values).all()
