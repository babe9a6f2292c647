import io
import json
import logging
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from index.errors import UnreadableArticle
from index.loaders import load_file, pdf, pdf_worker
from tests.index.loaders import samples
from tests.index.loaders.samples import article, error, write

PROJECT = Path(__file__).parents[3]
FIRST = [
    "Lake talks end",
    "By Jane Doe",
    "Published: June 16, 2024",
    "The talks began on Monday in a hotel by the lake, officials said, and the nego-",
    "tiations went on through the night. Nobody would say at noon why both of the two",
    "delegations had left by the back door (in the rain), or what would happen now to",
]
SECOND = ["the treaty they had all but signed. A spokesman declined to comment on it."]


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parse here, where what is read is the point: a process of its own takes thirty times as long."""

    def parse(_module: str, data: bytes, _where: str, **_limits: float) -> Any:
        return json.loads(json.dumps(pdf_worker.read(data)))

    monkeypatch.setattr(pdf, "run_limited", parse)
    yield
    logging.disable(logging.NOTSET)


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(samples.pdf(FIRST)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def test_a_pdf_reads_as_paragraphs_with_its_header(tmp_path: Path) -> None:
    loaded = article(write(tmp_path, "talks.pdf", samples.pdf(FIRST, SECOND)))
    assert (loaded.title, loaded.author, loaded.published) == (
        "Lake talks end",
        "Jane Doe",
        date(2024, 6, 16),
    )
    body = loaded.text[loaded.body_start :]
    assert body.startswith("The talks began on Monday")
    assert "the negotiations went on" in body
    assert "what would happen now to the treaty they had all but signed." in body
    assert "(in the rain)" in body


@pytest.mark.usefixtures("in_this_process")
def test_document_information_is_used_where_it_is_sensible(tmp_path: Path) -> None:
    lines = ["Nobody knew when the talks would end, and everybody was tired of them by then."]
    data = samples.pdf(lines, Title="Lake talks", Author="Jane Doe", CreationDate="D:20240616182600Z")
    loaded = article(write(tmp_path, "a.pdf", data))
    assert (loaded.title, loaded.author, loaded.published) == ("Lake talks", "Jane Doe", date(2024, 6, 16))


@pytest.mark.usefixtures("in_this_process")
def test_document_information_that_a_program_made_up_is_not_used(tmp_path: Path) -> None:
    lines = ["Nobody knew when the talks would end, and everybody was tired of them by then."]
    data = samples.pdf(lines, Title="Microsoft Word - draft3.doc", Author="user", CreationDate="yesterday")
    loaded = article(write(tmp_path, "lake-talks.pdf", data))
    assert (loaded.title, loaded.author, loaded.published) == ("Lake talks", None, None)


@pytest.mark.usefixtures("in_this_process")
def test_a_page_printed_in_a_browser_is_read_without_what_the_browser_adds(tmp_path: Path) -> None:
    pages = (
        [
            "11/29/26, 5:04 PM Lake talks end",
            "The talks began on Monday in a hotel by the lake, officials said, and the",
            "https://gazette.example/lake 1/2",
        ],
        ["11/29/26, 5:04 PM Lake talks end", "press was not let in.", "https://gazette.example/lake 2/2"],
    )
    information = {
        "Title": "Lake talks end",
        "CreationDate": "D:20261129170421Z",
        "Producer": "Skia/PDF m156",
    }
    loaded = article(write(tmp_path, "a.pdf", samples.pdf(*pages, **information)))
    assert loaded.text == (
        "The talks began on Monday in a hotel by the lake, officials said, and the press was not let in."
    )
    assert loaded.published is None


@pytest.mark.usefixtures("in_this_process")
def test_the_name_of_the_site_behind_the_title_is_the_source(tmp_path: Path) -> None:
    page = ["Valley Gazette", "Lake talks end", "By Jane Doe", "3 June 2024", *FIRST[3:], *SECOND]
    loaded = article(write(tmp_path, "a.pdf", samples.pdf(page, Title="Lake talks end - Valley Gazette")))
    assert (loaded.title, loaded.source) == ("Lake talks end", "Valley Gazette")
    assert loaded.text[loaded.body_start :].startswith("The talks began")


@pytest.mark.usefixtures("in_this_process")
def test_note_numbers_and_soft_hyphens_do_not_reach_the_text(tmp_path: Path) -> None:
    drawn = (
        "BT /F1 11 Tf 50 700 Td (The harbour moved 77) Tj "
        "/F1 7 Tf 4 Ts (12) Tj 0 Ts /F1 11 Tf ( cranes, said) Tj "
        "0 -14 Td (the har) Tj /Span << /ActualText <FEFF00AD> >> BDC ( ) Tj EMC (bour) Tj "
        "/Span << /ActualText <FEFF00AD> >> BDC ( ) Tj EMC (master.) Tj ET"
    )
    text = article(write(tmp_path, "a.pdf", samples.drawn_pdf(drawn))).text
    assert text == "The harbour moved 77 cranes, said the harbourmaster."


@pytest.mark.usefixtures("in_this_process")
def test_a_pdf_whose_letters_cannot_be_read_is_refused(tmp_path: Path) -> None:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /Quill /Encoding /Identity-H /DescendantFonts [] >>"
    data = samples.drawn_pdf("BT /F1 11 Tf 50 700 Td <00370048> Tj ET", font=font)
    assert "cannot be read" in error(write(tmp_path, "a.pdf", data))


@pytest.mark.usefixtures("in_this_process")
def test_control_characters_never_reach_the_title(tmp_path: Path) -> None:
    data = samples.pdf(["Nobody knew when it would end."], Title=r"Lake\n\t talks\r")
    assert article(write(tmp_path, "a.pdf", data)).title == "Lake talks"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\nnothing of the kind" * 50,
        samples.pdf(FIRST)[:400],
        samples.pdf(FIRST).replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
    ],
)
def test_a_broken_pdf_is_reported_by_name(tmp_path: Path, data: bytes) -> None:
    message = error(write(tmp_path, "talks.pdf", data))
    assert "broken" in message
    assert "fetch it again" in message


def test_another_file_named_pdf_is_reported(tmp_path: Path) -> None:
    assert "not a PDF" in error(write(tmp_path, "a.pdf", "<html>no</html>"))
    assert "empty" in error(write(tmp_path, "b.pdf", ""))


def test_an_encrypted_pdf_asks_for_its_password_to_be_removed(tmp_path: Path) -> None:
    assert "remove its password" in error(write(tmp_path, "a.pdf", encrypted("secret")))


def test_a_cipher_that_is_not_built_in_counts_as_encrypted(tmp_path: Path) -> None:
    aes = (
        "<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /StmF /StdCF /StrF /StdCF "
        "/CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >> "
        f"/O <{'00' * 48}> /U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}> /Perms <{'00' * 16}> >>"
    )
    data = samples.pdf_of_objects(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", aes],
        "/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]",
    )
    assert "remove its password" in error(write(tmp_path, "a.pdf", data))


@pytest.mark.usefixtures("in_this_process")
def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.pdf", encrypted(""))).author == "Jane Doe"


@pytest.mark.usefixtures("in_this_process")
def test_a_scanned_pdf_is_reported(tmp_path: Path) -> None:
    assert "OCR" in error(write(tmp_path, "a.pdf", samples.pdf([])))


def test_a_pdf_that_takes_too_long_is_reported() -> None:
    with pytest.raises(UnreadableArticle, match=r"a\.pdf: reading it takes over 0\.01 seconds; save"):
        pdf.read(samples.pdf(FIRST), "a.pdf", "a", seconds=0.01)


def bomb() -> bytes:
    """Return a PDF of some kilobytes whose one page unpacks to 60 MB."""
    packed = zlib.compress(b"BT /F1 9 Tf " + b"(x) Tj " * 8_000_000 + b"ET", 9).decode("latin-1")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = (
        f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 {font} >> >> "
        "/MediaBox [0 0 595 842] /Contents 4 0 R >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n{packed}\nendstream",
    ]
    return samples.pdf_of_objects(objects, "/Root 1 0 R")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the limit on address space")
def test_a_pdf_that_takes_too_much_memory_is_reported() -> None:
    with pytest.raises(UnreadableArticle, match=r"a\.pdf: reading it takes too much memory; save"):
        pdf.read(bomb(), "a.pdf", "a", memory=120_000_000)


def test_it_works_in_any_folder_and_runs_nothing_that_lies_there(tmp_path: Path) -> None:
    write(tmp_path, "talks.pdf", samples.pdf(FIRST))
    for name in ("pypdf.py", "json.py", "index/__init__.py"):
        write(tmp_path, name, "raise SystemExit('a file of the working folder was run')")
    show = (
        "import sys; from pathlib import Path; from index.loaders import load_file; "
        "print(next(load_file(Path(sys.argv[1]))).title)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", show, "talks.pdf"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("Lake talks end\n", "")


def test_a_bad_pdf_stops_nothing(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.pdf", b"%PDF-"), write(tmp_path, "b.pdf", samples.pdf(FIRST))]
    kinds = [type(loaded).__name__ for path in paths for loaded in load_file(path)]
    assert kinds == ["UnreadableArticle", "Article"]
