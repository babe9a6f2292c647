import pytest

from index.loaders.name_recognition import are_person_names, is_publication, is_section


@pytest.mark.parametrize(
    "line", ["The Korea Herald", "Valley Gazette", "Reuters", "Times of India", "example.org", "BBC"]
)
def test_a_publication_is_known_by_its_name(line: str) -> None:
    assert is_publication(line)


@pytest.mark.parametrize(
    "line",
    ["The Good News", "Good news", "North Korea", "Lake talks end", "He wrote to the Times.", "", "post"],
)
def test_a_headline_is_no_publication(line: str) -> None:
    assert not is_publication(line)


def test_a_section_is_known() -> None:
    assert is_section("World")
    assert is_section("Opinion / Analysis")
    assert not is_section("World leaders met on Monday in Geneva")


@pytest.mark.parametrize("text", ["Jane Doe", "Jane van der Berg", "AFP", "Jana Klee und Uli Rast", "王小河"])
def test_names_are_known(text: str) -> None:
    assert are_person_names(text)


@pytest.mark.parametrize("text", ["Jane said so", "World", "Monday", "Jane Doe!", "the end", ""])
def test_prose_is_no_name(text: str) -> None:
    assert not are_person_names(text)
