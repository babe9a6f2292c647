import pytest

from index.loaders.document_properties import document_author, document_title, is_day_of_writing


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        "untitled",
        "Untitled 3",
        "Microsoft Word - talks.docx",
        "talks_final.indd",
        "report.pdf",
        "Document1",
        "PowerPoint Presentation",
        "https://a.org/x",
        "2024-06-16",
    ],
)
def test_a_made_up_title_is_none(value: str | None) -> None:
    assert document_title(value) is None


@pytest.mark.parametrize(
    "value", ["Lake talks end", "Untitled poems of the lake", "Why 1.5 degrees matter", "U.S. talks"]
)
def test_a_real_title_is_kept(value: str) -> None:
    assert document_title(value) == value


@pytest.mark.parametrize(
    "value", [None, "", "user", "Administrator", "Microsoft Office User", "python-docx", "jdoe"]
)
def test_an_account_is_no_author(value: str | None) -> None:
    assert document_author(value) is None


def test_a_person_is_an_author() -> None:
    assert document_author(" Jane\nDoe ") == "Jane Doe"


@pytest.mark.parametrize(
    "programs",
    [
        "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/156.0 Skia/PDF m156",
        "Safari macOS Version 15.1 Quartz PDFContext",
        "Mozilla Firefox 150.0 cairo 1.18.0",
        "Microsoft: Print To PDF",
        "wkhtmltopdf 0.12.6 Qt 5.15.2",
    ],
)
def test_the_day_of_a_print_is_no_day_of_writing(programs: str) -> None:
    assert not is_day_of_writing(programs, "Jane Doe")


def test_the_day_of_a_document_that_somebody_wrote_is() -> None:
    assert is_day_of_writing("Microsoft\u00ae Word 2021", None)
    assert is_day_of_writing("Adobe InDesign 20.0 Adobe PDF Library 17.0", None)
    assert is_day_of_writing(None, "Jane Doe")


def test_of_a_document_that_tells_nothing_it_is_not_known() -> None:
    assert not is_day_of_writing(None, None)
    assert not is_day_of_writing("Some Server 1.0", None)
