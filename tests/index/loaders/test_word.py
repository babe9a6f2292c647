import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from index.errors import UnreadableArticle
from index.loaders import word
from tests.index.loaders.samples import BODY, article, error, write, zip_of

FIRST, SECOND = BODY.split("\n\n")
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_paragraphs_and_tables_are_read_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(FIRST)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Country", "Seats", "Arcadia", "17"), strict=True
    ):
        cell.text = text
    inner = table.rows[1].cells[1].add_table(rows=1, cols=1)
    inner.rows[0].cells[0].text = "of 40"
    document.add_paragraph(SECOND)
    loaded = article(write(tmp_path, "lake-talks.docx", saved(document)))
    assert loaded.text == f"{FIRST}\n\nCountry | Seats\nArcadia | 17 of 40\n\n{SECOND}"
    assert (loaded.title, loaded.author, loaded.published) == ("Lake talks", None, None)


def test_core_properties_are_used(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "Lake\ttalks"
    document.core_properties.author = "Jane Doe"
    document.core_properties.created = datetime(2024, 6, 16, 18, 26)
    document.add_paragraph(BODY)
    loaded = article(write(tmp_path, "a.docx", saved(document)))
    assert (loaded.title, loaded.author, loaded.published) == ("Lake talks", "Jane Doe", date(2024, 6, 16))


def test_a_header_in_the_text_is_found(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Lake talks end", level=0)
    for line in ("By Jane Doe", "June 16, 2024", FIRST, SECOND):
        document.add_paragraph(line)
    loaded = article(write(tmp_path, "a.docx", saved(document)))
    assert (loaded.title, loaded.author, loaded.published) == (
        "Lake talks end",
        "Jane Doe",
        date(2024, 6, 16),
    )
    assert loaded.text[loaded.body_start :] == BODY


def test_insertions_and_controls_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = Document()
    paragraphs = (
        f'<w:p {SPACE}><w:r><w:t xml:space="preserve">It was </w:t></w:r>'
        "<w:ins><w:r><w:t>almost</w:t></w:r></w:ins><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>over.</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>",
        f"<w:sdt {SPACE}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    for paragraph in paragraphs:
        document.element.body.insert(-1, parse_xml(paragraph))
    text = article(write(tmp_path, "a.docx", saved(document))).text
    assert text == "It was almost\tover.\nYes.\n\nIn a control."


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    document = Document()
    referring = f'<w:p {SPACE}><w:r><w:t>It is over.</w:t><w:footnoteReference w:id="3"/></w:r></w:p>'
    document.element.body.insert(-1, parse_xml(referring))
    document.add_paragraph("Nobody was surprised.")
    packed = io.BytesIO(saved(document))
    with zipfile.ZipFile(packed, "a") as archive:
        note = '<w:footnote w:id="3"><w:p><w:r><w:t>Said Jane Doe.</w:t></w:r></w:p></w:footnote>'
        archive.writestr("word/footnotes.xml", f"<w:footnotes {SPACE}>{note}</w:footnotes>")
    loaded = article(write(tmp_path, "a.docx", packed.getvalue()))
    assert loaded.text == "It is over.\n\nNobody was surprised.\n\nSaid Jane Doe."


def test_the_day_of_a_template_dates_nothing(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.author = "Jane Doe"
    document.add_paragraph(BODY)
    assert article(write(tmp_path, "a.docx", saved(document))).published is None


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        zip_of(**{"hello.txt": b"hello"}),
        zip_of(**{"[Content_Types].xml": b"<not-closed"}),
        saved(Document())[:2000],
    ],
)
def test_a_broken_document_is_reported_by_name(tmp_path: Path, data: bytes) -> None:
    assert "open and save it again as .docx" in error(write(tmp_path, "a.docx", data))


def test_a_document_without_text_is_reported(tmp_path: Path) -> None:
    assert "without text" in error(write(tmp_path, "a.docx", saved(Document())))


def test_an_encrypted_document_is_reported(tmp_path: Path) -> None:
    assert "without password" in error(
        write(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    )


def test_a_document_that_unpacks_to_far_too_much_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(UnreadableArticle, match="unpacked"):
        word.read(zip_of(**{"word/document.xml": b"x" * 1_000_001}), "a.docx", "a")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    whole = zip_of(
        **{
            "[Content_Types].xml": b'<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">&a;</Types>',
        }
    )
    assert "root:" not in error(write(tmp_path, "a.docx", whole))
