from typing import Any

import pytest
from pypdf.generic import DecodedStreamObject

from index.loaders.pdf_fonts import is_unreadable


def letters(content: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return stream


class Encoding(dict[str, Any]):
    """An encoding as pypdf hands it over."""

    def get_object(self) -> "Encoding":
        return self


class Name(str):
    """A name as pypdf hands it over."""

    def get_object(self) -> "Name":
        return self


@pytest.mark.parametrize(
    "font",
    [
        {"/Subtype": "/Type0", "/Encoding": Name("/Identity-H")},
        {"/Subtype": "/Type0"},
        {"/Subtype": "/Type0", "/Encoding": Name("/Identity-H"), "/ToUnicode": letters(b"begincmap endcmap")},
        {"/Subtype": "/Type3", "/Encoding": Encoding({"/Differences": [0, "/g1", "/g2", "/space", "/g31"]})},
        {"/Subtype": "/Type1", "/Encoding": Encoding({"/Differences": [1, "/cid1042", "/cid7"]})},
    ],
)
def test_a_font_that_only_numbers_its_glyphs_is_unreadable(font: dict[str, Any]) -> None:
    assert is_unreadable(font)


@pytest.mark.parametrize(
    "font",
    [
        {"/Subtype": "/Type1"},
        {"/Subtype": "/Type0", "/Encoding": Name("/UniJIS-UTF16-H")},
        {"/Subtype": "/Type0", "/ToUnicode": letters(b"1 beginbfchar <0003> <0020> endbfchar")},
        {"/Subtype": "/TrueType", "/Encoding": Name("/WinAnsiEncoding")},
        {"/Subtype": "/Type3", "/Encoding": Encoding({"/Differences": [65, "/A", "/B", "/eacute", "/g7"]})},
        {"/Subtype": "/Type1", "/Encoding": Encoding({"/Differences": 7})},
    ],
)
def test_a_font_that_names_letters_is_readable(font: dict[str, Any]) -> None:
    assert not is_unreadable(font)
