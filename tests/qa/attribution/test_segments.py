from hypothesis import given
from hypothesis import strategies as st

from qa.attribution.segments import MAX_SEGMENT_LENGTH, segments, segments_at

PARAGRAPH = "The harbour froze last night. " * 10
LONG_TEXT = st.lists(
    st.sampled_from([PARAGRAPH, "\n", "x" * 400, "Ice. ", " ", "日本語。" * 50]), max_size=12
)


@given(LONG_TEXT.map("".join))
def test_segments_are_the_whole_text_in_order_and_none_is_too_long(text: str) -> None:
    found = segments(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= MAX_SEGMENT_LENGTH for start, end in found)


def test_a_segment_ends_with_a_paragraph() -> None:
    text = "\n".join([PARAGRAPH] * 8)
    assert all(text[end - 1] == "\n" for _, end in segments(text)[:-1])


def test_a_paragraph_that_is_too_long_is_cut_after_a_sentence() -> None:
    assert all((PARAGRAPH * 9)[start:end].startswith("The ") for start, end in segments(PARAGRAPH * 9))


@given(LONG_TEXT.map("".join), st.data())
def test_the_segments_at_a_place_are_those_that_share_a_character_with_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    every = segments(text)
    wanted = [span for span in every if max(start, span[0]) < min(end, span[1])]
    assert segments_at(every, [(start, end)]) == wanted


def test_a_segment_at_two_places_is_one() -> None:
    every = [(0, 10), (10, 20), (20, 30)]
    assert segments_at(every, [(25, 26), (1, 2), (3, 4)]) == [(0, 10), (20, 30)]
