"""Headings are told from sentences, items of lists and rows of tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.headings import is_heading, without_headings

BEFORE = "The quay was built of oak and of stone by many hands."
AFTER = "It sank by a foot in the first winter, and nobody knew why."


@pytest.mark.parametrize(
    "heading", ["The Sinking of the Quay", "“A Big Hole”", "## The Quay", "What We Know", "Costs in 2024"]
)
def test_a_short_line_between_paragraphs_is_a_heading(heading: str) -> None:
    text = f"{BEFORE}\n\n{heading}\n\n{AFTER}"
    start = text.index(heading)
    assert is_heading(text, start, start + len(heading))
    first = f"{heading}\n{AFTER}"
    assert is_heading(first, 0, len(heading))


@pytest.mark.parametrize(
    "line", ["He sank.", "Who sank?", "The towns are:", "- a boat of oak", "Price | 10", "word " * 20]
)
def test_a_sentence_an_item_and_a_row_are_none(line: str) -> None:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    start = text.index(line)
    assert not is_heading(text, start, start + len(line.rstrip()))


def test_lines_among_their_kind_are_none() -> None:
    text = f"{BEFORE}\nOslo 12\nAahus 13\nStokk 14\n{AFTER}"
    for line in ("Oslo 12", "Aahus 13", "Stokk 14"):
        start = text.index(line)
        assert not is_heading(text, start, start + len(line))


def test_what_ends_an_article_is_no_heading() -> None:
    assert not is_heading(f"{BEFORE}\n\nBo Berg", len(BEFORE) + 2, len(BEFORE) + 9)


@given(st.text(st.sampled_from("Ab c.\n“”|#-"), max_size=80), st.data())
def test_any_places_are_told_apart(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert without_headings(text, [(start, end)]) in ([], [(start, end)])
