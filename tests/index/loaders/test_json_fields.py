from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.json_fields import ArticleFields, day_of, read_fields

DAY = date(2024, 6, 16)
ADDRESS = "https://example.org/a"
TEXT = "The talks began on Monday in a hotel by the lake, and nobody said when they would end."


def fields(**row: object) -> ArticleFields:
    found = read_fields({"text": TEXT, **row})
    assert found is not None
    return found


@pytest.mark.parametrize(
    "published",
    [
        "2024-06-16",
        " 2024-06-16 ",
        "2024/06/16",
        "20240616",
        "20240616182600",
        "2024-06-16T18:26:00+02:00[Europe/Paris]",
        20240616,
        "2024-06-16T18:26:00Z",
        "2024-06-16T18:26:00.000Z",
        "2024-06-16 18:26:00+09:00",
        "2024-06-16T18:26:00.1234567+02:00",
        "Sun, 16 Jun 2024 18:26:00 +0200",
        "Sunday, 16-Jun-24 18:26:00 GMT",
        "Sun Jun 16 18:26:00 2024",
        "Sun Jun 16 2024 18:26:00 GMT+0200 (Central European Summer Time)",
        "June 16, 2024",
        "16/06/2024",
        "16.06.2024",
        "16. Juni 2024",
        "2024年6月16日",
        "Published June 16, 2024",
        1718555160,
        1718555160.5,
        1718555160000,
        1718555160000000,
        "1718555160",
        "1718555160000",
        {"$date": "2024-06-16T18:26:00Z"},
        {"$date": {"$numberLong": "1718555160000"}},
    ],
)
def test_a_day_is_read_in_any_readable_form(published: object) -> None:
    assert day_of(published) == DAY
    assert fields(published=published).published == DAY


@pytest.mark.parametrize(
    "published",
    [
        "soon",
        "2024-13-40",
        "June 31, 2024",
        "2024",
        2024,
        0,
        -1,
        10**400,
        float("inf"),
        True,
        ["2024-06-16"],
        {},
        {"$date": {"$date": 5}},
        "3 hours ago",
        "Updated June 16, 2024",
        "05/06/2024",
    ],
)
def test_what_names_no_day_for_sure_is_none(published: object) -> None:
    assert day_of(published) is None


def test_the_language_of_the_text_tells_day_from_month() -> None:
    german = "Die Gespräche begannen am Montag in einem Hotel am See und dauerten bis tief in die Nacht. " * 3
    assert fields(text=german, published="03/04/2024").published == date(2024, 4, 3)
    assert fields(published="03/04/2024").published is None


@pytest.mark.parametrize(
    "row",
    [
        {"content": TEXT, "headline": "Lake talks", "date": "2024-06-16", "link": ADDRESS},
        {
            "body": TEXT,
            "Title": "Lake talks",
            "pubDate": "Sun, 16 Jun 2024 18:26:00 GMT",
            "URL": ADDRESS,
        },
        {
            "articleBody": TEXT,
            "headline": "Lake talks",
            "datePublished": DAY.isoformat(),
            "url": ADDRESS,
        },
        {
            "full_text": TEXT,
            "title": "Lake talks",
            "published_at": 1718555160,
            "permalink": ADDRESS,
        },
        {
            "text": "",
            "content": TEXT,
            "title": "Lake talks",
            "published": True,
            "publishedAt": "2024-06-16",
            "url": ADDRESS,
        },
    ],
)
def test_fields_are_known_by_their_usual_other_names(row: dict[str, object]) -> None:
    found = read_fields(row)
    assert found == ArticleFields(TEXT, "Lake talks", None, None, DAY, ADDRESS, ())


@pytest.mark.parametrize(
    "author",
    [
        ["Jane Doe", "John Roe"],
        [{"name": "Jane Doe"}, {"name": "John Roe", "url": "https://example.org/roe"}],
        "Jane Doe and John Roe",
        "By Jane Doe and John Roe, Staff Writers",
        "Jane Doe; John Roe",
    ],
)
def test_authors_may_be_a_list_or_a_byline(author: object) -> None:
    assert fields(author=author).author == "Jane Doe, John Roe"
    assert fields(authors=author).author == "Jane Doe, John Roe"


def test_a_name_that_is_turned_round_stays_whole() -> None:
    assert fields(author="Doe, Jane").author == "Doe, Jane"


def test_a_source_may_be_an_object() -> None:
    assert fields(source={"id": None, "name": "Valley Gazette"}).source == "Valley Gazette"
    assert fields(publisher="Valley Gazette").source == "Valley Gazette"


def test_what_cannot_be_read_is_left_out_and_told() -> None:
    found = fields(title=5, author=[1], source=["a"], published="so\non", url={"a": 1})
    assert found == ArticleFields(
        TEXT,
        None,
        None,
        None,
        None,
        None,
        (
            '"title" is no string (5)',
            '"source" is no name (a list)',
            '"author" is no author\'s name (a list)',
            '"published" is no day that can be read ("so on")',
            '"url" is no address (an object)',
        ),
    )


def test_empty_fields_are_not_told_of() -> None:
    assert fields(title=None, author=[], source="", published=" ", url=None).left_out == ()


def test_without_a_text_there_is_no_article() -> None:
    assert read_fields({"title": "Lake talks"}) is None
    assert read_fields({"text": " ", "content": 5}) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "$date", "$numberLong"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "author", "source", "published", "date", "url"]), VALUES))
def test_any_object_keeps_its_text_and_tells_in_single_lines(row: dict[str, object]) -> None:
    found = fields(**row)
    assert found.text == TEXT
    assert all(len(told.splitlines()) == 1 for told in found.left_out)
