import pytest

from index.errors import UnreadableArticle
from index.loaders.pdf_legibility import legible_lines
from index.loaders.pdf_lines import Line

READABLE = "The dam at Oster was finished in spring, and nobody has lived below it since."


def texts(*lines: str) -> list[str]:
    return [line.text for page in legible_lines([[Line(line) for line in lines]], "a.pdf") for line in page]


@pytest.mark.parametrize("letter", ["\ufffd", "\ue123", "\x03", "\x00"])
def test_a_document_of_unreadable_letters_is_refused_with_advice(letter: str) -> None:
    with pytest.raises(UnreadableArticle, match=r"a\.pdf: its letters cannot be read, .* OCR"):
        legible_lines([[Line(READABLE), Line(f"T{letter * 3} d{letter * 2} {letter * 9}")]], "a.pdf")


def test_a_few_unreadable_letters_are_shown_as_missing() -> None:
    assert texts(READABLE, f"{READABLE} M\ufffdr\x02n") == [READABLE, f"{READABLE} M[…]r[…]n"]


def test_a_line_that_is_mostly_unreadable_is_left_out() -> None:
    assert texts(*[READABLE] * 3, "\ufffd\ufffd\ufffd a") == [READABLE] * 3


def test_words_of_a_letter_or_two_are_no_icons() -> None:
    with pytest.raises(UnreadableArticle, match="cannot be read"):
        legible_lines([[Line("\ufffd\ufffd \ufffd 2024 \ufffd\ufffd")]], "a.pdf")


def test_glyph_numbers_that_pass_for_letters_are_gibberish() -> None:
    shifted = "".join(chr(ord(char) - 29) if char != " " else char for char in READABLE)
    with pytest.raises(UnreadableArticle, match="cannot be read"):
        legible_lines([[Line(shifted)] * 5], "a.pdf")


@pytest.mark.parametrize(
    "text",
    [
        READABLE,
        "Zwölf Rechtsschutzversicherungsgesellschaften begegneten dem Landwirtschaftsministerium",
        "Wszczęto śledztwo w sprawie przemysłu; świadkowie zeznali, że chrząszcz brzmi w trzcinie",
        "Strč prst skrz krk, řekl starosta, a všichni se smáli, protože nikdo nerozuměl ničemu",
        "Маяк закрыли в 1954 году",
    ],
)
def test_texts_of_any_language_are_none(text: str) -> None:
    assert texts(*[text] * 5) == [text] * 5


def test_icons_and_bullets_are_no_letters() -> None:
    lines = [f"\uf0b7 a long item {number} \uf09a" for number in range(4)]
    assert texts(*lines) == lines


def test_a_document_without_text_is_no_matter_of_letters() -> None:
    assert legible_lines([[], []], "a.pdf") == [[], []]
