import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.store.chroma.address import ChromaAddress, read_addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://127.0.0.1:8000", [ChromaAddress("127.0.0.1", 8000, is_encrypted=False)]),
        ("https://vectors.example", [ChromaAddress("vectors.example", 443, is_encrypted=True)]),
        ("http://[::1]:8000/", [ChromaAddress("::1", 8000, is_encrypted=False)]),
        (
            " http://a:1, http://b:2 ,",
            [ChromaAddress("a", 1, is_encrypted=False), ChromaAddress("b", 2, is_encrypted=False)],
        ),
        (
            "https://api.hosted.example/acme/news",
            [ChromaAddress("api.hosted.example", 443, is_encrypted=True, tenant="acme", database="news")],
        ),
        ("", []),
    ],
)
def test_addresses_are_read_and_written_alike(text: str, expected: list[ChromaAddress]) -> None:
    assert list(read_addresses(text)) == expected
    assert read_addresses(",".join(map(str, expected))) == tuple(expected)


@pytest.mark.parametrize(
    "text",
    ["localhost:8000", "ftp://a", "http://", "http://a:port", "http://a/b", "http://a/b/c/d", "http://[a"],
)
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(InputError, match=r"QA_CHROMA_URL.*Write it like"):
        read_addresses(text)


def test_a_password_is_neither_taken_nor_told() -> None:
    with pytest.raises(InputError, match="set QA_CHROMA_TOKEN") as raised:
        read_addresses("http://ada:lovelace@vectors.example:8000")
    assert "lovelace" not in str(raised.value)


def test_a_server_is_named_once() -> None:
    with pytest.raises(InputError, match="twice"):
        read_addresses("http://a:1,http://a:1/")


@given(st.text())
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        found = read_addresses(text)
    except InputError:
        return
    assert all(address.host for address in found)
