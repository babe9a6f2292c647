from collections.abc import Mapping
from typing import Any

import pytest
from docx.oxml import parse_xml

from index.loaders.superscripts import Level
from index.loaders.word_text import Format, WordText, formats_of_styles, notes

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES: Mapping[str, Format] = {"Mark": Format(level=Level.RAISED), "Gone": Format(hidden=True)}


def part(content: str) -> Any:
    return parse_xml(f"<w:body {SPACES}>{content}</w:body>")


def blocks(content: str) -> list[str]:
    return [block for block in WordText(STYLES).blocks(part(content)) if block]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def text(*runs: str) -> str:
    return "\n".join(blocks(f"<w:p>{''.join(runs)}</w:p>"))


UP = '<w:vertAlign w:val="superscript"/>'
DOWN = '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    "properties", [UP, '<w:rStyle w:val="Mark"/>', '<w:position w:val="6"/><w:sz w:val="14"/>']
)
def test_note_numbers_are_left_out(properties: str) -> None:
    assert text(run("It moved 77"), run("12", properties), run(" cranes.")) == "It moved 77 cranes."


def test_exponents_ordinals_and_formulas_stay() -> None:
    assert text(run("12 km"), run("2", UP), run(" of H"), run("2", DOWN), run("O, the 3"), run("rd", UP)) == (
        "12 km² of H2O, the 3rd"
    )


@pytest.mark.parametrize(
    "properties",
    ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:strike w:val="true"/>', '<w:rStyle w:val="Gone"/>'],
)
def test_struck_and_hidden_text_is_left_out_with_its_space(properties: str) -> None:
    assert text(run("at "), run("18 million", properties), run(" 21 million")) == "at 21 million"
    assert text(run("at 21 million "), run("or so", properties), run(".")) == "at 21 million."


@pytest.mark.parametrize("properties", ['<w:strike w:val="0"/>', '<w:vanish w:val="false"/>', "<w:b/>"])
def test_what_is_switched_off_again_is_shown(properties: str) -> None:
    assert text(run("at "), run("18 million", properties)) == "at 18 million"


def test_a_style_hides_what_it_is_based_on_and_a_run_may_show_it_again() -> None:
    styles = formats_of_styles(
        part(
            '<w:style w:styleId="A"><w:rPr><w:strike/></w:rPr></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
            '<w:style w:styleId="C"><w:basedOn w:val="B"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
            '<w:style w:styleId="D"><w:basedOn w:val="D"/></w:style>'
        )
    )
    assert [styles[name].hidden for name in "ABCD"] == [True, True, False, None]


def test_tracked_deletions_and_moves_are_left_out() -> None:
    deleted = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>here </w:t></w:r></w:moveFrom>"
    assert text(run("It was "), deleted, moved, f"<w:ins>{run('almost')}</w:ins>", run(" over.")) == (
        "It was almost over."
    )


def test_a_deleted_row_is_left_out() -> None:
    cell = f"<w:tc><w:p>{run('Mill')}</w:p></w:tc>"
    assert blocks(
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>"
    ) == ["Mill | Mill"]


def test_a_list_in_a_cell_stands_in_its_cell() -> None:
    items = "".join(f"<w:p>{run(item)}</w:p>" for item in ("9 to noon", "2 to 6"))
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('Pool')}</w:p></w:tc><w:tc>{items}</w:tc></w:tr></w:tbl>"
    assert blocks(table) == ["Pool | 9 to noon 2 to 6"]


def box(content: str) -> str:
    return f"<w:pict><v:textbox><w:txbxContent><w:p>{run(content)}</w:p></w:txbxContent></v:textbox></w:pict>"


def test_a_text_box_stands_behind_its_paragraph() -> None:
    assert blocks(f"<w:p>{run('The hall')}<w:r>{box('Closed in May.')}</w:r>{run(' is new.')}</w:p>") == [
        "The hall is new.",
        "Closed in May.",
    ]


def test_a_text_box_is_neither_doubled_nor_lost() -> None:
    twice = (
        f"<mc:AlternateContent><mc:Choice>{box('Closed.')}</mc:Choice>"
        f"<mc:Fallback>{box('Closed.')}</mc:Fallback></mc:AlternateContent>"
    )
    old = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{box('Open.')}</mc:Fallback></mc:AlternateContent>"
    assert blocks(f"<w:p><w:r>{twice}{old}</w:r></w:p>") == ["Closed.", "Open."]


def test_notes_stand_at_the_end_in_the_order_of_the_text() -> None:
    reading = WordText(STYLES)
    body = part(
        f"<w:p>{run('Two million')}<w:r><w:endnoteReference w:id='2'/></w:r>{run(' were sold')}"
        f"<w:r><w:footnoteReference w:id='2'/></w:r>{run('.')}"
        "<w:r><w:footnoteReference w:id='9'/></w:r></w:p>"
    )
    foot = part(
        f"<w:footnote w:id='0'><w:p>{run('separator')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{run(' By the mill.')}</w:p></w:footnote>"
    )
    end = part(f"<w:endnote w:id='2'><w:p>{run('An estimate.')}</w:p></w:endnote>")
    assert list(reading.blocks(body)) == ["Two million were sold."]
    assert list(notes(reading, [foot, end])) == ["An estimate.", "By the mill."]


def test_formulas_and_soft_hyphens_are_read() -> None:
    base, power = "<m:e><m:r><m:t>x</m:t></m:r></m:e>", "<m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
    formula = f"<m:oMath><m:sSup>{base}{power}</m:sSup></m:oMath>"
    assert text(run("where "), formula, run(" is the har\u00adbour’s")) == "where x² is the harbour’s"
