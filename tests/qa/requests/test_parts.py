from hypothesis import given
from hypothesis import strategies as st

from qa.requests.parts import Part, Place, outside, text_of

REQUEST = "what did Berg say about the mill"
SPEAKER, SUBJECT = Place(9, 13, Part.SPEAKER), Place(24, 32, Part.SUBJECT)


def test_the_words_of_parts_and_those_outside_make_the_request() -> None:
    assert text_of(REQUEST, [SPEAKER]) == "Berg"
    assert text_of(REQUEST, [SPEAKER, SUBJECT]) == "Berg the mill"
    assert outside(REQUEST, [SPEAKER, SUBJECT]).split() == ["what", "did", "say", "about"]


@given(st.text(max_size=40))
def test_without_parts_all_is_outside(text: str) -> None:
    assert outside(text, []) == text
    assert text_of(text, []) == ""
