import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableArticle
from index.loaders.charset import decode_text

ENGLISH = "The café’s naïve owner said: “It costs £5 – no more.”"
RUSSIAN = "Переговоры закончились без соглашения, сообщили чиновники."


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.isalnum())
)
def test_utf8_is_decoded_character_by_character(text: str) -> None:
    assert decode_text(text.encode("utf-8"), "a.txt") == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_storable_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode_text(data, "a.txt")
    except UnreadableArticle as error:
        text = error.reason
    assert text
    text.encode("utf-8")
    assert "\0" not in text


def test_line_ends_are_kept_as_they_are() -> None:
    assert decode_text(b"one\r\ntwo\rthree\n", "a.txt") == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_obeyed_and_dropped(mark: bytes, encoding: str) -> None:
    assert decode_text(mark + ENGLISH.encode(encoding), "a.txt") == ENGLISH


def test_only_the_first_mark_is_dropped() -> None:
    assert decode_text(codecs.BOM_UTF8 + "\ufeffText".encode(), "a.txt") == "\ufeffText"


def test_a_lone_half_in_utf16_is_an_error() -> None:
    with pytest.raises(UnreadableArticle, match=r"a\.txt: not the UTF-16 .* save it as UTF-8"):
        decode_text(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "a.txt")


@pytest.mark.parametrize(
    "text", [ENGLISH, "Señor Müller ate crème brûlée in Århus.", "c’est l’été à l’école"]
)
def test_western_windows_text_is_read(text: str) -> None:
    assert decode_text(text.encode("cp1252"), "a.txt") == text


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode("cp1251"),
        RUSSIAN.encode("koi8-r"),
        "協議は合意なく終わった。".encode("shift_jis"),
        "Był w Łodzi, gdzie mówił o pokoju i przyszłości.".encode("iso-8859-2"),
        "The café costs “five”.".encode("mac-roman"),
        "The café is là, où ça coûte.".encode("cp850"),
        ENGLISH.encode("utf-8").replace(b"\xe2\x80\x93", b"\xe2\x80"),
        (ENGLISH * 2).encode("utf-8")[:-1],
    ],
    ids=["cp1251", "koi8-r", "shift_jis", "latin-2", "mac-roman", "cp850", "damaged", "cut off"],
)
def test_another_encoding_is_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(
        UnreadableArticle, match=r"not text in UTF-8 \(byte \d+\); convert it, e\.g\. with `iconv"
    ):
        decode_text(data, "a.txt")


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    assert decode_text(RUSSIAN.encode("cp1251"), "a.txt", "windows-1251") == RUSSIAN
    assert decode_text(ENGLISH.encode("utf-8"), "a.txt", "latin-1") == ENGLISH


@pytest.mark.parametrize("charset", ["no-such", "rot13", "base64", "idna", "\0"])
def test_a_senseless_declared_encoding_is_no_worse_than_none(charset: str) -> None:
    assert decode_text(ENGLISH.encode("cp1252"), "a.txt", charset) == ENGLISH


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"PK\x03\x04" + bytes(50), "zip"),
        (b"\x7fELF" + bytes(50), "program"),
        (b"%PDF-1.7\n%text", r"rename it to \.pdf"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"text\0text", "NUL"),
        ("text in UTF-16".encode("utf-16-le"), "NUL"),
        (b"\x01\x02\x03\x04 some text", "control characters"),
    ],
)
def test_a_binary_file_is_named_for_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableArticle, match=rf"a\.txt: not text.*{kind}"):
        decode_text(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u200b\n\u00a0".encode()])
def test_a_blank_file_is_an_error(data: bytes) -> None:
    with pytest.raises(UnreadableArticle, match="empty; add a file that holds an article"):
        decode_text(data, "a.txt")


def test_a_form_feed_is_text() -> None:
    assert decode_text(b"page one\fpage two", "a.txt") == "page one\fpage two"
