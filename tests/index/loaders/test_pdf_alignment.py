from index.loaders.pdf_alignment import cell_starts
from index.loaders.pdf_text_runs import TextRun


def line(*parts: tuple[str, float]) -> list[TextRun]:
    return [TextRun(text, x, 300, 11) for text, x in parts]


def test_parts_below_one_another_are_cells() -> None:
    rows = [line(("1901", 36), (" 14", 69.2), (" 2", 151)), line(("1902", 36), (" 9", 69.4), (" 5", 151))]
    assert cell_starts(rows) == [{69, 151}, {69, 151}]


def test_a_heading_with_as_many_parts_has_cells_too() -> None:
    rows = [line(("1901", 36), (" 14", 69), (" 2", 151)), line(("1902", 36), (" 9", 69), (" 5", 151))]
    heading = line(("Year", 40), (" Saved", 75), (" Lost", 155))
    assert cell_starts([heading, *rows])[0] == {75, 155}


def test_parts_of_text_are_no_cells() -> None:
    text = [line(("the ", 36), ("mill", 60), (" stood", 90)), line(("by the ", 36), (" river", 95))]
    assert cell_starts(text) == [frozenset(), frozenset()]
    assert cell_starts([line(("the", 36)), line(("mill", 36))]) == [frozenset(), frozenset()]
