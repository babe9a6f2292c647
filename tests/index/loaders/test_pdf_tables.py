from collections.abc import Sequence

from index.loaders.pdf_lines import Line
from index.loaders.pdf_structure import StructurePlace
from index.loaders.pdf_tables import Row, tables_read


def read(lines: Sequence[Line]) -> list[str | list[str]]:
    """Return each line as its text, and each row as the texts of its cells."""
    return [
        [" ".join(line.text for line in cell) for cell in each.cells] if isinstance(each, Row) else each.text
        for each in tables_read(lines)
    ]


def test_cells_of_the_structure_make_rows() -> None:
    lines = [
        Line("Pool", place=StructurePlace(1, 1, 1, 1)),
        Line("North", place=StructurePlace(2, 1, 1, 2)),
        Line("pool", place=StructurePlace(2, 1, 1, 2)),
        Line("closed", place=StructurePlace(3, 1, 2, 3)),
        Line("Then"),
        Line("other", place=StructurePlace(4, 2, 3, 4)),
    ]
    assert read(lines) == [["Pool", "North pool"], ["closed"], "Then", ["other"]]
    assert [row.goes_on for row in tables_read(lines) if isinstance(row, Row)] == [False, True, False]


def test_lines_with_wide_gaps_below_one_another_are_rows() -> None:
    assert read([Line("Ships"), Line("Year\tSaved"), Line("1901\t14")]) == [
        "Ships",
        ["Year", "Saved"],
        ["1901", "14"],
    ]


def test_one_line_with_a_wide_gap_is_no_table() -> None:
    assert read([Line("Oster,\tMonday"), Line("Text.")]) == ["Oster,\tMonday", "Text."]


def test_columns_of_text_are_read_one_after_the_other() -> None:
    left = [f"the left column goes on, line {at}" for at in "abcde"]
    right = [f"the right column goes on, line {at}" for at in "abcde"]
    assert read([Line(f"{one}\t{two}") for one, two in zip(left, right, strict=True)]) == [*left, *right]
