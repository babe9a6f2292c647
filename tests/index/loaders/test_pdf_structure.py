import io

from pypdf import PdfReader

from index.loaders.pdf_structure import StructurePlace, places_by_page
from tests.index.loaders.samples import drawn_pdf

PAGE = 6


def places(kids: str, more: str = "") -> dict[int, StructurePlace]:
    structure = f"<< /Type /StructTreeRoot /K << /S /Document /Pg {PAGE} 0 R /K [{kids}] >> {more} >>"
    reader = PdfReader(io.BytesIO(drawn_pdf("BT ET", structure=structure)))
    return places_by_page(reader).get(PAGE, {})


def test_each_paragraph_is_a_block_with_what_stands_in_it() -> None:
    found = places("<< /S /H1 /K 0 >> << /S /P /K [1 << /S /Span /K [2 << /S /Link /K 3 >>] >> 4] >> 5")
    assert [found[number].block for number in range(6)] == [1, 2, 2, 2, 2, 0]


def test_cells_know_their_row_and_table() -> None:
    row = "<< /S /TR /K [<< /S /TH /K %d >> << /S /TD /K [<< /S /P /K %d >>] >>] >>"
    found = places(f"<< /S /Table /K [{row % (0, 1)} {row % (2, 3)}] >> << /S /Table /K [{row % (4, 5)}] >>")
    assert [(found[n].table, found[n].row, found[n].cell) for n in range(6)] == [
        (1, 1, 1),
        (1, 1, 2),
        (1, 2, 3),
        (1, 2, 4),
        (2, 3, 5),
        (2, 3, 6),
    ]


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    inner = "<< /S /Table /K [<< /S /TR /K [<< /S /TD /K 1 >>] >>] >>"
    found = places(f"<< /S /Table /K [<< /S /TR /K [<< /S /TD /K [0 {inner}] >>] >>] >>")
    assert (found[0].table, found[0].row, found[0].cell) == (found[1].table, found[1].row, found[1].cell)


def test_own_names_of_roles_are_looked_up() -> None:
    assert places("<< /S /Absatz /K 0 >>", "/RoleMap << /Absatz /P >>")[0].block == 1


def test_a_marked_content_may_name_its_own_page() -> None:
    found = places(f"<< /S /P /K [<< /Type /MCR /Pg {PAGE} 0 R /MCID 7 >>] >>")
    assert found[7].block == 1


def test_a_structure_that_holds_itself_ends() -> None:
    structure = "<< /Type /StructTreeRoot /K [5 0 R 5 0 R] >>"
    assert places_by_page(PdfReader(io.BytesIO(drawn_pdf("BT ET", structure=structure)))) == {}


def test_an_untagged_document_has_no_places() -> None:
    assert places_by_page(PdfReader(io.BytesIO(drawn_pdf("BT ET")))) == {}
