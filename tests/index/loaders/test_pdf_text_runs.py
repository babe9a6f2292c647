import io
from collections.abc import Mapping

import pytest
from pypdf import PdfReader

from index.loaders.pdf_structure import StructurePlace
from index.loaders.pdf_text_runs import TextRun, text_runs
from tests.index.loaders.samples import drawn_pdf

WITHOUT_LETTERS = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Quill /Encoding /Identity-H /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Quill >>] >>"
)


def pieces(
    content: str, font: str | None = None, places: Mapping[int, StructurePlace] | None = None
) -> list[TextRun]:
    data = drawn_pdf(content, font=font) if font else drawn_pdf(content)
    return [
        piece for piece in text_runs(PdfReader(io.BytesIO(data)).pages[0], places or {}) if piece.text.strip()
    ]


def shown(content: str, font: str | None = None) -> str:
    return "".join(piece.text for piece in pieces(content, font))


def test_a_piece_has_its_place_and_size() -> None:
    first, second = pieces(
        "2 0 0 2 0 0 cm BT /F1 10 Tf 50 300 Td (moved 77) Tj 6 0 0 6 100 304 Tm (12) Tj ET"
    )
    assert (first.text, first.x, first.y, first.size) == ("moved 77", 100.0, 600.0, 20.0)
    assert (second.text.strip(), second.x, second.y, second.size) == ("12", 200.0, 608.0, 120.0)


@pytest.mark.parametrize(
    "raising",
    [
        "/F1 6 Tf 4 Ts (12) Tj 0 Ts /F1 10 Tf",
        "4 Ts (12) Tj 0 Ts",
        "0 4 Td (12) Tj 0 -4 Td",
        "1 0 0 1 92 304 Tm (12) Tj 1 0 0 1 104 300 Tm",
    ],
)
def test_what_is_raised_by_any_means_is_a_piece_of_its_own(raising: str) -> None:
    found = pieces(f"BT /F1 10 Tf 50 300 Td (moved 77) Tj {raising} (cranes) Tj ET")
    assert [piece.text.strip() for piece in found] == ["moved 77", "12", "cranes"]
    assert [piece.y for piece in found] == [300.0, 304.0, 300.0]


def test_text_that_is_turned_counts_along_its_own_direction() -> None:
    upright, turned = pieces("BT /F1 10 Tf 50 300 Td (up) Tj 0 1 -1 0 40 200 Tm (side) Tj ET")
    assert (upright.x, upright.y) == (50.0, 300.0)
    assert (turned.x, turned.y) == (200.0, -40.0)


def test_actual_text_stands_for_what_is_drawn() -> None:
    soft = "/Span << /ActualText <FEFF00AD> >> BDC ( ) Tj EMC"
    assert shown(f"BT /F1 10 Tf 50 300 Td (Hafen) Tj {soft} (amt) Tj ET") == "Hafen\u00adamt"
    assert shown(
        "BT /F1 10 Tf /Span << /ActualText (fine) >> BDC (f) Tj [(i) 3 (n)] TJ EMC ( day) Tj ET"
    ) == ("fine day")


def test_actual_text_of_missing_glyphs_cannot_be_read() -> None:
    assert shown("BT /F1 10 Tf /Span << /ActualText <FEFFB300> >> BDC <0000> Tj EMC ET") == "\ufffd"


def test_letters_without_unicode_cannot_be_read() -> None:
    assert set(shown("BT /F1 10 Tf 50 300 Td <00240025> Tj ET", WITHOUT_LETTERS).strip()) == {"\ufffd"}


def test_running_lines_that_are_marked_as_such_are_left_out() -> None:
    running = "/Artifact << /Type /Pagination /Subtype /Footer >> BDC (Page 3) Tj EMC"
    decoration = "/Artifact << /Type /Layout >> BDC ( kept) Tj EMC"
    assert (
        shown(f"BT /F1 10 Tf 50 300 Td (Text) Tj {decoration} 0 -90 Td {running} ET").strip() == "Text kept"
    )


def test_marked_content_has_its_place_in_the_structure() -> None:
    places = {0: StructurePlace(block=1), 1: StructurePlace(block=2)}
    content = "BT /F1 10 Tf /P << /MCID 0 >> BDC (a) Tj EMC /P << /MCID 1 >> BDC (b) Tj EMC (c) Tj ET"
    assert [(piece.text, piece.place.block) for piece in pieces(content, places=places)] == [
        ("a", 1),
        ("b", 2),
        ("c", 0),
    ]


def test_a_wide_gap_in_a_shown_text_is_marked() -> None:
    assert shown("BT /F1 10 Tf [(Year) -2500 (Ships) -200 (saved)] TJ ET").split("\t")[0].strip() == "Year"


@pytest.mark.parametrize("content", ["", "0 0 9 9 re f", "EMC Q EMC BT /F1 10 Tf (x) Tj ET", "/P BDC BT ET"])
def test_odd_pages_are_read(content: str) -> None:
    assert shown(content) in {"", "x"}
