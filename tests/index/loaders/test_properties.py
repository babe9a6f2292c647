import pytest

from index.loaders.properties import document_author, document_title


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
