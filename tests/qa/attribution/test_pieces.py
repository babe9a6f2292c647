import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution.model import TaggerModel
from qa.attribution.pieces import BEGINS_PARAGRAPH, CAPITALISED, CLS, QUOTED, SEP, UPPER_CASE, Pieces
from qa.reader.model import ReaderModel


def with_bit(text: str, bit: int) -> list[str]:
    """The pieces of a text that have a feature."""
    (pieces,) = TaggerModel().pieces(text)
    return [
        text[start:end]
        for (start, end), kind in zip(pieces.offsets.tolist(), pieces.types.tolist(), strict=True)
        if kind & bit
    ]


def test_case_is_a_feature() -> None:
    assert with_bit("The mayor of Lund, NATO", CAPITALISED) == ["The", "Lund", "NATO"]
    assert with_bit("The mayor of Lund, NATO", UPPER_CASE) == ["NATO"]


def test_the_first_piece_of_each_paragraph_is_marked() -> None:
    assert with_bit("One, two.\n\nThree four\nfive", BEGINS_PARAGRAPH) == ["One", "Three", "five"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it rains” today", ["“", "it", "rains", "”"]),
        ('He said "it rains" today', ['"', "it", "rains", '"']),
        ("He said ''it rains'' today", ["'", "'", "it", "rains", "'", "'"]),
        ("“it rains\n“and rains” he said", ["“", "it", "rains", "“", "and", "rains", "”"]),
        ("“it rains\n\nThe day ended", ["“", "it", "rains"]),
        ("Bo's boat", []),
    ],
)
def test_what_is_in_quotation_marks_is_marked_with_them(text: str, quoted: list[str]) -> None:
    found = with_bit(text, QUOTED)
    # Of two apostrophes only the second tells that they open a quote.
    assert found == (quoted[1:] if quoted[:1] == ["'"] else quoted)


@given(st.text(max_size=200))
def test_pieces_of_any_text_stand_in_it_in_order(text: str) -> None:
    for pieces in TaggerModel().pieces(text):
        _check(pieces, len(text))


def _check(pieces: Pieces, length: int) -> None:
    starts, ends = pieces.offsets.T.tolist()
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= length for start, end in zip(starts, ends, strict=True))
    assert len(pieces.ids) == len(pieces.types) == len(pieces.words) == len(pieces)


def test_the_special_tokens_are_those_of_the_vocabulary() -> None:
    encoded, _ = ReaderModel().outputs("Who?", "", "Ann.")
    assert (encoded.ids[0], encoded.ids[-1]) == (CLS, SEP)
