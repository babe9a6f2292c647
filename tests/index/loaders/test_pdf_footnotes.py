from index.loaders.pdf_footnotes import move_footnotes_last
from index.loaders.pdf_lines import Line
from index.loaders.pdf_structure import StructurePlace


def texts(*pages: list[Line]) -> list[str]:
    return [line.text for line in move_footnotes_last(pages)]


def test_footnotes_stand_behind_the_text() -> None:
    first = [
        Line("The dam at Oster was", size=11),
        Line("1 By an estimate.", size=8),
        Line("Of May.", size=8),
    ]
    assert texts(first, [Line("finished in spring.", size=11)]) == [
        "The dam at Oster was",
        "finished in spring.",
        "1 By an estimate.",
        "Of May.",
    ]


def test_small_type_without_a_mark_stays() -> None:
    caption = [Line("Photo: Ann Lee", size=8)]
    assert texts([Line("The dam at Oster was", size=11), *caption], [Line("finished.", size=11)])[1] == (
        "Photo: Ann Lee"
    )


def test_notes_of_the_structure_are_set_apart() -> None:
    note = Line("By an estimate.", size=11, place=StructurePlace(2, note=True))
    assert texts([Line("The dam was", size=11), note, Line("finished.", size=11)])[-1] == "By an estimate."


def test_lines_without_sizes_stay() -> None:
    assert texts([Line("One"), Line("2 Two")], [Line("Three")]) == ["One", "2 Two", "Three"]
