from datetime import date

import pytest

from index.loaders.header_lines import header_lines, with_labels_joined
from tests.index.loaders.samples import BODY

DAY = date(2024, 6, 16)


def days(text: str) -> list[date | None]:
    return [
        line.facts.published
        for line in with_labels_joined(header_lines(text, 0))
        if line.facts and line.facts.kinds
    ]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("Published\n16 June 2024\n", [None, DAY]),
        ("Published:\n\n16 June 2024\n\nUpdated\n17 June 2024\n", [None, DAY, None, None]),
        ("Veröffentlicht am\n16.06.2024\n", [None, DAY]),
        ("入力\n16 June 2024\n", [DAY]),
    ],
)
def test_a_label_alone_belongs_to_the_date_on_the_next_line(top: str, expected: list[date | None]) -> None:
    assert days(top + BODY) == expected


def test_a_line_too_long_for_a_header_ends_it() -> None:
    assert [line.text for line in header_lines("Lake talks end\n" + "word " * 400 + "\n16 June 2024", 0)] == [
        "Lake talks end"
    ]


def test_where_bare_dates_recur_they_say_nothing() -> None:
    assert days("16. Juni 2024\nRegen.\n17. Juni 2024\nNebel.\n18. Juni 2024\nSonne.\n") == []


def test_a_date_in_numbers_is_read_as_the_text_reads() -> None:
    german = "Die Gespräche begannen am Montag in einem Hotel am See und dauerten bis tief in die Nacht. " * 3
    assert days("03/04/2024\n\n" + german) == [date(2024, 4, 3)]
    assert days("03/04/2024\n\n" + BODY) == [None]
