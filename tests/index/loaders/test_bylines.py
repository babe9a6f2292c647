import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.bylines import author_names, is_role, read_byline


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe and John Roe, Staff Writers", ("Jane Doe", "John Roe")),
        ("By Jane Doe, John Roe, and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("By JANE DOE Associated Press", ("JANE DOE",)),
        ("By Jane Doe Senior Political Correspondent", ("Jane Doe",)),
        ("By Jane Doe in Geneva & John Roe in Oslo", ("Jane Doe", "John Roe")),
        ("By Jane Doe and Reuters", ("Jane Doe",)),
        ("By Jane Doe, Geneva", ("Jane Doe",)),
        ("By JANE DOE FOR VALLEY ONLINE", ("JANE DOE",)),
        ("By Jane Doe, Senior Contributor.", ("Jane Doe",)),
        ("By Jane Doe, Ph.D., Special to the Gazette", ("Jane Doe",)),
        ("By Jane Doe jane.doe@example.org", ("Jane Doe",)),
        ("Jane Doe, Staff Writer", ("Jane Doe",)),
        ("Author: Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Von Jana Klee und Uli Rast", ("Jana Klee", "Uli Rast")),
        ("Ein Bericht von Jana Klee, Berlin", ("Jana Klee",)),
        ("Autorin: Jana Klee", ("Jana Klee",)),
        ("Par Jeanne Morel et Luc Petit, correspondants à Rome", ("Jeanne Morel", "Luc Petit")),
        ("Par AFP", ("AFP",)),
        ("Por Ana Ruiz y Luis Sanz", ("Ana Ruiz", "Luis Sanz")),
        ("Por José Ruiz y Sanz", ("José Ruiz y Sanz",)),
        ("A cura di Mario Verdi e Anna Bruni", ("Mario Verdi", "Anna Bruni")),
        ("Door Jan de Wit en Piet Mol", ("Jan de Wit", "Piet Mol")),
        ("Автор: Иван Лесков", ("Иван Лесков",)),
        ("박하늘 기자", ("박하늘",)),
        ("박하늘·이바다 기자 sky@example.org", ("박하늘", "이바다")),
        ("박하늘 런던 특파원", ("박하늘",)),
        ("本报记者 王小河 李大山", ("王小河", "李大山")),
        ("作者：王小河、李大山", ("王小河", "李大山")),
        ("文/王小河", ("王小河",)),
        ("記者王小河／台北報導", ("王小河",)),
        ("執筆：川上花子", ("川上花子",)),
    ],
)
def test_a_byline_gives_the_names_of_its_authors(line: str, authors: tuple[str, ...]) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.authors, found.rest) == (authors, "")


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the year",
        "By Jane Doe's reckoning",
        "Von Berlin nach Paris",
        "Von Anfang an",
        "Von Liebe",
        "Par exemple",
        "Por favor",
        "Di notte",
        "Door de wind",
        "Text: der Brief ist lang",
        "Ann Lee, mother of two",
        "기자 회견",
        "수습 기자",
        "记者发现问题",
        "文化活动",
    ],
)
def test_prose_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


def test_a_newspaper_beside_the_names_is_the_source() -> None:
    found = read_byline("By Jane Doe, Science Editor, Valley Gazette")
    assert found is not None
    assert (found.author, found.source) == ("Jane Doe", "Valley Gazette")


def test_an_agency_among_people_is_the_source_and_alone_the_author() -> None:
    among, alone = read_byline("By Jane Doe and Reuters"), read_byline("By Reuters")
    assert among is not None
    assert alone is not None
    assert (among.authors, among.source) == (("Jane Doe",), "Reuters")
    assert (alone.authors, alone.source) == (("Reuters",), None)


def test_what_is_no_name_is_left_to_the_caller() -> None:
    found = read_byline("By Jane Doe, Staff Writer, June 16, 2024")
    assert found is not None
    assert (found.author, found.rest) == ("Jane Doe", "June 16, 2024")


@pytest.mark.parametrize("line", ["Staff Writer", "Korea correspondent", "for the Gazette", "Redakteurin"])
def test_a_role_is_known(line: str) -> None:
    assert is_role(line)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Jane Doe and John Roe, Staff Writers", "Jane Doe, John Roe"),
        ("Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("Jane Doe", "Jane Doe"),
        ("the night desk of 1998", "the night desk of 1998"),
        (" ", None),
    ],
)
def test_a_field_gives_names_or_stays_as_it_is(value: str, names: str | None) -> None:
    assert author_names(value) == names


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.text(st.sampled_from("By Ann, Lee & und e y 记者 기자:/"), max_size=150)
    )
)
def test_any_line_is_a_byline_or_none(line: str) -> None:
    found = read_byline(line)
    assert found is None or (found.authors and all(found.authors))
