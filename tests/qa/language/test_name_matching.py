import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.name_matching import look_alike, normalized, same_name, same_word

ANY_TEXT = st.text(st.characters(exclude_categories=()))

ONE_NAME = [
    ("sweden", "swedish"),
    ("mexico", "mexican"),
    ("britain", "british"),
    ("thailand", "thai"),
    ("germany", "german"),
    ("iran", "iranian"),
    ("peru", "peruvian"),
    ("japan", "japanese"),
    ("nigeria", "nigerian"),
    ("democrat", "democrats"),
    ("slovakia", "slovak"),
    ("east", "eastern"),
    ("orkney", "orkney"),
]
TWO_NAMES = [
    ("niger", "nigeria"),
    ("mali", "malibu"),
    ("martin", "martinez"),
    ("iran", "iraq"),
    ("johnston", "johnson"),
    ("austria", "australia"),
    ("austrian", "australian"),
    ("india", "indiana"),
    ("slovakia", "slovenia"),
    ("gambia", "zambia"),
    ("ross", "rossi"),
    ("georgia", "georgetown"),
]


@pytest.mark.parametrize(("first", "second"), ONE_NAME)
def test_a_plural_and_an_adjective_are_forms_of_a_name(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(second, first)
    assert not look_alike(first, second)


@pytest.mark.parametrize(("first", "second"), TWO_NAMES)
def test_names_that_only_look_alike_are_two(first: str, second: str) -> None:
    assert not same_name(first, second)
    assert look_alike(first, second)
    assert look_alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"), [("oslo", "bergen"), ("ann", "anna"), ("france", "denmark"), ("ghandi", "gandhi")]
)
def test_other_names_do_not_look_alike(first: str, second: str) -> None:
    assert not look_alike(first, second)


def test_a_plain_word_has_no_accents() -> None:
    assert [normalized(word) for word in ("Łódź", "Åse", "Reykjavík", "Oslo")] == [
        "lodz",
        "ase",
        "reykjavik",
        "oslo",
    ]


@given(first=ANY_TEXT, second=ANY_TEXT)
def test_being_one_name_or_looking_alike_goes_both_ways(first: str, second: str) -> None:
    assert same_name(first, second) == same_name(second, first)
    assert same_name(first, first)
    assert not (same_name(first, second) and look_alike(first, second))


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [("ship", "shipped", True), ("peru", "peruvian", True), ("ship", "peru", False)],
)
def test_forms_of_a_word_or_of_a_name_are_the_same(first: str, second: str, is_same: bool) -> None:
    assert same_word(first, second) is is_same
