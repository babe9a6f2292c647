import pytest

from qa.writer.citation_markers import MOST_NUMBERS, UNKNOWN, cited_numbers


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("1", (1,)),
        (" 12 ", (12,)),
        ("1, 2", (1, 2)),
        ("1,2;4", (1, 2, 4)),
        ("1-3", (1, 2, 3)),
        ("2–4, 9", (2, 3, 4, 9)),
        ("1 to 3", (1, 2, 3)),
        ("3-1", (3, 1)),
        ("1 and 2", (1, 2)),
        ("^1", (1,)),
        ("Source 2", (2,)),
        ("Quotes 1 & 3", (1, 3)),
        ("1†source", (1,)),
        ("1†L3-L9", (1,)),
        ("٣", (3,)),
        ("1, 1", (1,)),
        ("123456", (UNKNOWN,)),
    ],
)
def test_numbers_in_every_form_are_read(marker: str, numbers: tuple[int, ...]) -> None:
    assert cited_numbers(marker) == numbers


@pytest.mark.parametrize("text", ["", "sic", "3.5", "May 2024", "the mill", "†", "x1", "1 mill", "-", "²"])
def test_what_is_no_marker_has_no_numbers(text: str) -> None:
    assert cited_numbers(text) == ()


def test_a_range_without_end_is_read_to_a_limit() -> None:
    assert cited_numbers("1-9999") == tuple(range(1, MOST_NUMBERS + 1))
