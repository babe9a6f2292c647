import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language_model.thoughts import without_thoughts


def pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bo [1].", "Bo [1]."),
        ("<think>Bo?</think>Bo [1].", "Bo [1]."),
        ("\n<think>\n<b>\n</think>\n\nBo [1].", "Bo [1]."),
        ("<think>never ends", ""),
        ("<think></think>", ""),
        ("<thin ice>", "<thin ice>"),
        ("<thi", "<thi"),
        ("Bo <think>x</think>.", "Bo <think>x</think>."),
        ("<think>a</think>b<think>c</think>", "b<think>c</think>"),
        (" Bo", " Bo"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_what_a_text_opens_with_in_thought_is_left_out(text: str, left: str, size: int) -> None:
    assert "".join(without_thoughts(iter(pieces(text, size)))) == left


@given(text=st.text(), size=st.integers(1, 9))
def test_a_text_without_thoughts_comes_unchanged(text: str, size: int) -> None:
    if not text.lstrip().startswith("<think>"):
        assert "".join(without_thoughts(iter(pieces(text, size)))) == text
