"""What goes together and what contradicts, by kind: the rules that disagreements stand on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.cues import Kind
from qa.values import agree, values

SAME_DATES = [
    ("2022", "July 2022"),
    ("July 2022", "July 5, 2022"),
    ("5 July 2022", "Jul. 5th, 2022"),
    ("2022-07-05", "the 5th of July"),
    ("5–7 July 2022", "6 July"),
    ("the 1990s", "1994"),
    ("the 19th century", "1848"),
    ("2016-20", "2018"),
    ("in May", "May 2021"),
    ("last year", "2020"),
    ("Thursday", "5 July"),
]
OTHER_DATES = [
    ("July 2022", "July 2023"),
    ("5 July", "6 July"),
    ("5 July 2022", "5 June 2022"),
    ("May 15, 2012", "May 1, 2012"),
    ("the 1980s", "1994"),
    ("1998", "June 1999"),
]
SAME_QUANTITIES = [
    ("5", "five"),
    ("a dozen", "12"),
    ("twenty-four years", "24 years"),
    ("two hundred and five", "205"),
    ("$2.9bn", "$2.9 billion"),
    ("$2.9 billion", "about 3 billion dollars"),
    ("5m", "5 million"),
    ("29 million people", "some 30 million"),
    ("1,000 km", "621 miles"),
    ("20 °C", "68 degrees Fahrenheit"),
    ("5%", "5 per cent"),
    ("36 months", "three years"),
    ("more than 200", "230"),
    ("up to 50", "45"),
    ("5 kilometres", "5 years"),
    ("€5m", "$6m"),
    ("12 ships", "40 soldiers"),
]
OTHER_QUANTITIES = [
    ("5", "6"),
    ("five people", "six people"),
    ("$10.4 billion", "$1.39 billion"),
    ("10,000", "12,000"),
    ("5%", "6 percent"),
    ("1,000 km", "700 miles"),
    ("more than 200", "150"),
    ("12 killed", "15 people were killed"),
]
SAME_NAMES = [
    ("Putin", "Vladimir Putin"),
    ("Mr. Putin", "President Putin"),
    ("Kyiv", "Kiev"),
    ("Zelensky", "Volodymyr Zelenskyy"),
    ("the US", "United States"),
    ("U.S.", "the United States"),
    ("J. F. Kennedy", "J.F. Kennedy"),
    ("John F. Kennedy", "J. F. Kennedy"),
    ("Tadej Pogačar", "Tadej Pogacar"),
    ("Andy Murray", "Andrew Murray"),
    ("NASA", "National Aeronautics Space Administration"),
    ("Britain", "the United Kingdom"),
    ("London, England", "London"),
    ("France and Spain", "Spain"),
    ("Germany", "Germans"),
]
OTHER_NAMES = [
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("North Korea", "South Korea"),
    ("New York", "Athens"),
    ("President Xi", "President Putin"),
    ("Serena Williams", "Venus Williams"),
    ("Écija", "Ávila"),
]
SAME = {Kind.TIME: SAME_DATES, Kind.NUMBER: SAME_QUANTITIES, Kind.NAME: SAME_NAMES}
OTHER = {Kind.TIME: OTHER_DATES, Kind.NUMBER: OTHER_QUANTITIES, Kind.NAME: OTHER_NAMES}


@pytest.mark.parametrize(("kind", "first", "second"), [(kind, *pair) for kind in SAME for pair in SAME[kind]])
def test_other_words_units_spellings_and_precision_are_no_other_value(
    kind: Kind, first: str, second: str
) -> None:
    assert agree(values(first, kind), values(second, kind))
    assert agree(values(second, kind), values(first, kind))


@pytest.mark.parametrize(
    ("kind", "first", "second"), [(kind, *pair) for kind in OTHER for pair in OTHER[kind]]
)
def test_another_value_contradicts(kind: Kind, first: str, second: str) -> None:
    assert not agree(values(first, kind), values(second, kind))
    assert not agree(values(second, kind), values(first, kind))


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.TIME, "It opened on 5 May 2012, or in June.", ["5 May 2012", "June"]),
        (Kind.TIME, "They may march 200 km for $1999.", []),
        (Kind.TIME, "a marching band of 2012 people", ["2012"]),
        (Kind.NUMBER, "On 5 May 2012 it cost US$ 5.5 million, or 20% of it.", ["US$ 5.5 million", "20%"]),
        (Kind.NUMBER, "the 38th parallel, Covid-19, 6–3 and 12:41", []),
        (Kind.NUMBER, "some 1,250 sq km of 2.5 m", ["1,250 sq km", "2.5"]),
        (Kind.NAME, "On Monday, Ann Pier’s boat left Port of Spain.", ["Ann Pier", "Port of Spain"]),
        (Kind.NAME, "the US and The Hague in May", ["US", "Hague"]),
        (Kind.NAME, "nobody at all", []),
        (Kind.REASON, "because of 5 May", []),
        (Kind.OTHER, "Ann Pier", []),
    ],
)
def test_values_stand_where_they_are_said_to(kind: Kind, text: str, found: list[str]) -> None:
    assert [text[value.start : value.end] for value in values(text, kind)] == found


@settings(deadline=None)
@given(text=st.text() | st.text("0123456789,.$%- kmbMay/SU’'\n"), other=st.text())
def test_anybodys_text_is_read(text: str, other: str) -> None:
    for kind in Kind:
        found = values(text, kind)
        assert all(0 <= value.start < value.end <= len(text) for value in found)
        assert [value.start for value in found] == sorted(value.start for value in found)
        assert agree(found, found)
        assert agree(found, values(other, kind)) == agree(values(other, kind), found)
