import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import sentences
from qa.reader.datelines import without_datelines


@pytest.mark.parametrize(
    "line",
    [
        "London —",
        "LONDON (Reuters) –",
        "New York Gazette Business —",
        "Oslo, Norway and Port of Spain, Trinidad --",
        "  Saint-Denis, La Réunion —  ",
        "(AP) —",
        "ÅLESUND -",
        "МОСКВА —",
    ],
)
def test_a_dateline_is_left_out_and_what_follows_is_not(line: str) -> None:
    text = f"{line}\n\nThe lighthouse was sold to Tilda Moberg. She paid 41 crowns."
    parts = [(0, len(line)), *((start, end) for start, end in sentences(text) if start > len(line))]
    assert without_datelines(text, parts) == parts[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "She paid for it —",
        "она продала маяк —",
        "灯塔卖了 —",
        "The lighthouse was sold —",
        "Tilda Moberg",
        "Who bought it? Tilda Moberg —",
        "London — that is where she lives.",
        "1887 —",
        "“Tilda Moberg bought it —",
        "—",
        "",
    ],
)
def test_a_sentence_that_tells_something_stays(sentence: str) -> None:
    assert without_datelines(sentence, [(0, len(sentence))]) == [(0, len(sentence))]


@given(text=st.text(st.sampled_from("Aa é—-–(),. 1\n"), max_size=200))
@settings(deadline=None)
def test_any_text_is_looked_at_quickly_and_nothing_is_made_up(text: str) -> None:
    parts = sentences(text)
    kept = without_datelines(text, parts)
    assert [part for part in parts if part in kept] == kept
