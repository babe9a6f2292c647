import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.summarization.quotations import quoted_shares


@pytest.mark.parametrize(
    ("text", "sentence", "share"),
    [
        ("He said “we go”.", "He said “we go”.", 7 / 16),
        ("“We go. We come. We stay,” he said.", "We come.", 1.0),
        ('"We go. We come.', "We come.", 1.0),
        ("“We go.\n\nHe came.", "He came.", 0.0),
        ("«We go» and „we come“.", "and", 0.0),
        ("Nobody spoke.", "Nobody spoke.", 0.0),
    ],
)
def test_quoted_characters_are_counted(text: str, sentence: str, share: float) -> None:
    start = text.index(sentence)
    assert quoted_shares(text, [(start, start + len(sentence))]) == [pytest.approx(share)]


@given(st.text(alphabet='“”"«»„ab\n ', max_size=200))
def test_any_text_has_shares(text: str) -> None:
    assert all(0 <= share <= 1 for share in quoted_shares(text, [(0, len(text))]))
