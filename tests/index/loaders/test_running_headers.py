import pytest

from index.loaders.pdf_lines import Line
from index.loaders.running_headers import remove_running_headers

BODY = ("The dam at Oster was finished", "in spring and filled in May.", "Nobody lives below it.")


def page(*lines: str) -> list[Line]:
    """Set lines below one another, from the top of a page."""
    return [Line(text, y=800 - 14 * at, size=10) for at, text in enumerate(lines)]


def kept(*pages: list[Line], title: str | None = None) -> list[list[str]]:
    return [[line.text for line in page] for page in remove_running_headers(pages, title)]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 5:04 PM The dam at Oster", "https://gazette.example/dam?id=7 1/1"),
        ("29.11.26, 17:04\tThe dam at Oster", "file:///home/ann/dam.html\t1/1"),
        ("29/11/2026 17:04 The dam at Oster | Gazette", "https://gazette.example/a-very-long-addr… 1/1"),
        ("2026/11/29 17:04 The dam at Oster", "about:blank 1/1"),
        ("The dam at Oster https://gazette.example/dam", "1 of 1 11/29/26, 17:04"),
        ("The dam at Oster https://gazette.example/dam", "1 von 1 29.11.26, 17:04"),
        ("https://gazette.example/dam 29.11.26, 17:04", "Seite 1 von 1"),
        ("2026. 11. 29. 오후 5:04 The dam at Oster", "https://gazette.example/dam 1/1"),
    ],
)
def test_what_a_browser_prints_around_a_page_is_dropped(head: str, foot: str) -> None:
    assert kept(page(head, *BODY, foot)) == [list(BODY)]
    assert kept(page(head, *BODY, foot), title="The dam at Oster") == [list(BODY)]


def test_it_is_dropped_wherever_it_stands_in_the_reading_order() -> None:
    head, *body, foot = page("11/29/26, 5:04 PM The dam", *BODY, "https://gazette.example/dam 1/1")
    assert kept([*body, head, foot]) == [list(BODY)]


def test_a_head_without_a_foot_is_known_by_the_title() -> None:
    lines = page("11/29/26, 5:04 PM The dam at Oster", *BODY)
    assert kept(lines, title="The dam at Oster - Gazette") == [list(BODY)]


def test_an_address_on_a_row_of_its_own_is_dropped_with_the_rest() -> None:
    lines = page("11/29/26, 5:04 PM", "The dam", *BODY, "https://gazette.example/dam", "1/1")
    assert kept(lines, title="The dam") == [["The dam", *BODY]]


def test_lines_of_the_text_are_kept() -> None:
    for line in (
        "12/05/2024, 10:30 The mayor said that the dam would hold.",
        "https://gazette.example/dam",
        "3 June 2024",
        "Updated 11/29/26, 5:04 PM",
        "The dam at Oster",
    ):
        assert kept(page(line, *BODY), title="The dam at Oster") == [[line, *BODY]]


def test_what_recurs_at_the_same_height_of_two_pages_is_dropped() -> None:
    pages = [page("Valley Gazette 7", *BODY), page("Valley Gazette 8", "Then came winter.", "It froze.")]
    assert kept(*pages) == [list(BODY), ["Then came winter.", "It froze."]]


def test_the_same_line_at_another_height_of_two_pages_is_kept() -> None:
    pages = [page("Dam", *BODY), page(*reversed(BODY), "Dam")]
    assert kept(*pages) == [["Dam", *BODY], [*reversed(BODY), "Dam"]]


def test_page_numbers_are_dropped_where_there_are_several_pages() -> None:
    assert kept(page(*BODY, "- 1 -"), page("Then came winter.", "Page 2 of 2")) == [
        list(BODY),
        ["Then came winter."],
    ]
    assert kept(page(*BODY, "1911")) == [[*BODY, "1911"]]
