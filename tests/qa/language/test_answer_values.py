"""What goes together and what contradicts, by kind: the rules that disagreements stand on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language.answer_types import AnswerType
from qa.language.answer_values import answer_values, compatible

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
    ("June 30 to July 2, 2020", "July 1, 2020"),
    ("June 30 – July 2, 2020", "30 June 2020"),
    ("December 30, 2019 to January 2, 2020", "January 1, 2020"),
    ("between 1990 and 1995", "1993"),
    ("May to June 2020", "May 2020"),
    ("December to February", "1 January"),
    ("ſeptember 1777", "September 1777"),
]
OTHER_DATES = [
    ("July 2022", "July 2023"),
    ("5 July", "6 July"),
    ("5 July 2022", "5 June 2022"),
    ("May 15, 2012", "May 1, 2012"),
    ("the 1980s", "1994"),
    ("1998", "June 1999"),
    ("June 30 to July 2, 2020", "July 5, 2020"),
    ("June 30 to July 2, 2020", "July 1, 2021"),
    ("from 1990 to 1995", "1998"),
    ("5–7 July", "9 July"),
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
    ("12\u00a0million", "12\nmillion"),
    ("5 thouſand", "5 mıllion people, or 5,000"),
    ("20 000", "20,000"),
    ("20\u00a0000", "20\u202f000"),
    ("half a million", "500,000"),
    ("a quarter of a million", "250,000"),
    ("three quarters of a million", "750,000"),
    ("two and a half million", "2.5m"),
    ("a million and a half", "1.5 million"),
    ("one million two hundred thousand", "1.2 million"),
    ("300 thousand million", "300bn"),
    ("two lakh", "200,000"),
    ("two dozen", "24"),
    ("half a dozen", "six"),
    ("a hundred and five", "105"),
    ("between 10 and 20", "15"),
    ("10 to 20", "15"),
    ("$10 to 20 million", "$15m"),
    ("two or three hundred", "250"),
    ("between ten and twenty", "17 to 30"),
    ("10 to 20 km", "10 miles"),
    ("10 to 20 people", "20 km"),
    ("5 feet 10 inches", "178 cm"),
    *((f"{hedge} 10", "three") for hedge in ("fewer than", "less than", "under", "up to", "at most")),
    *((f"{hedge} 10", "35") for hedge in ("more than", "over", "at least", "no fewer than")),
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
    ("12 million", "19 million"),
    ("105", "110"),
    ("a hundred and five", "110"),
    ("half a million", "600,000"),
    ("20 000", "25 000"),
    ("two dozen", "30"),
    ("between 10 and 20", "35"),
    ("5 to 4", "6 to 3"),
    ("fewer than 10", "15"),
    ("no more than 10", "15"),
    ("at least 10", "five"),
    ("more than 20", "300"),
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
    ("Joe Biden", "President Biden"),
    ("Joe Biden", "Joseph R. Biden Jr."),
    ("US President Joe Biden", "Joseph Biden"),
    ("Mayor Lind", "Ada Lind"),
    ("Prince Charles", "Charles III"),
    ("Prince Charles", "King Charles"),
    ("Prime Minister", "Ada Lind"),
    ("President of France", "Emmanuel Macron"),
]
OTHER_NAMES = [
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("North Korea", "South Korea"),
    ("New York", "Athens"),
    ("President Xi", "President Putin"),
    ("Serena Williams", "Venus Williams"),
    ("Écija", "Ávila"),
    ("Joe Biden", "Hunter Biden"),
    ("Ada Lind", "Bo Lind"),
    ("King Charles", "King Harald"),
    ("Henry VII", "Henry VIII"),
    ("President of France", "President of Poland"),
]
SAME = {AnswerType.TIME: SAME_DATES, AnswerType.NUMBER: SAME_QUANTITIES, AnswerType.NAME: SAME_NAMES}
OTHER = {AnswerType.TIME: OTHER_DATES, AnswerType.NUMBER: OTHER_QUANTITIES, AnswerType.NAME: OTHER_NAMES}


@pytest.mark.parametrize(("kind", "first", "second"), [(kind, *pair) for kind in SAME for pair in SAME[kind]])
def test_other_words_units_spellings_and_precision_are_no_other_value(
    kind: AnswerType, first: str, second: str
) -> None:
    assert compatible(answer_values(first, kind), answer_values(second, kind))
    assert compatible(answer_values(second, kind), answer_values(first, kind))


@pytest.mark.parametrize(
    ("kind", "first", "second"), [(kind, *pair) for kind in OTHER for pair in OTHER[kind]]
)
def test_another_value_contradicts(kind: AnswerType, first: str, second: str) -> None:
    assert not compatible(answer_values(first, kind), answer_values(second, kind))
    assert not compatible(answer_values(second, kind), answer_values(first, kind))


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (AnswerType.TIME, "It opened on 5 May 2012, or in June.", ["5 May 2012", "June"]),
        (AnswerType.TIME, "They may march 200 km for $1999.", []),
        (AnswerType.TIME, "a marching band of 2012 people", []),
        (AnswerType.TIME, "It killed 1500 people and some 2000 sheep over 1900 km", []),
        (AnswerType.NUMBER, "It killed 1500 people and at least 2000 sheep", ["1500", "2000"]),
        (
            AnswerType.TIME,
            "In 1999 prices rose; the 2019 elections, Euro 2020 matches",
            ["1999", "2019", "2020"],
        ),
        (AnswerType.TIME, "2012 boats sank", ["2012"]),
        (
            AnswerType.NUMBER,
            "On 5 May 2012 it cost US$ 5.5 million, or 20% of it.",
            ["US$ 5.5 million", "20%"],
        ),
        (AnswerType.NUMBER, "the 38th parallel, Covid-19, 6–3 and 12:41", []),
        (AnswerType.NUMBER, "some 1,250 sq km of 2.5 m", ["1,250 sq km", "2.5"]),
        (AnswerType.NUMBER, "nearly half a million, or several dozen", ["half a million"]),
        (AnswerType.NUMBER, "a hundred and five of 20 000 men", ["a hundred and five", "20 000"]),
        (
            AnswerType.NUMBER,
            "between 10 and 20 km in 5 feet 10 inches",
            ["between 10 and 20 km", "5 feet 10 inches"],
        ),
        (
            AnswerType.NUMBER,
            "five and six, two hundred and three hundred",
            ["five", "six", "two hundred", "three hundred"],
        ),
        (AnswerType.NUMBER, "two thirds of the twenty-fifth, 20 000,5 km", []),
        (AnswerType.NUMBER, f"{10**400} and {'7' * 20}", []),
        (AnswerType.TIME, "between 1990 and 1995", ["between 1990 and 1995"]),
        (AnswerType.TIME, "from June 30 to July 2, 2020", ["June 30 to July 2, 2020"]),
        (AnswerType.NAME, "On Monday, Ann Pier’s boat left Port of Spain.", ["Ann Pier", "Port of Spain"]),
        (AnswerType.NAME, "the US and The Hague in May", ["US", "Hague"]),
        (AnswerType.NAME, "nobody at all", []),
        (AnswerType.REASON, "because of 5 May", []),
        (AnswerType.OTHER, "Ann Pier", []),
    ],
)
def test_values_stand_where_they_are_said_to(kind: AnswerType, text: str, found: list[str]) -> None:
    assert [text[value.start : value.end] for value in answer_values(text, kind)] == found


PIECES = [
    *("12", "1,000", "2.5", "0" * 320, "9" * 4400, "1e999", "٣", "½", "$", "%", "£", "°C"),
    *("million", "mıllion", "thouſand", "K", "bn", "hundred", "dozen", "half", "quarters", "third", "lakh"),
    *(
        "a",
        "an",
        "one",
        "two",
        "twenty",
        "and",
        "or",
        "to",
        "of",
        "between",
        "more than",
        "fewer than",
        "about",
    ),
    *("ſeptember", "May", "İune", "June", "30", "0000-00-00", "2020", "1990s", "20th century", "until", "in"),
    *("President", "of", "King", "Charles", "III", "Jr.", "J.F.", "Lind", "’s", "feet", "inches", "years"),
]
GLUE = [" ", "-", "\u00a0", "\u202f", "\n", "\r\n", "", ",", ".", "–", "\u2011", " and "]
PIECED = st.lists(st.sampled_from(PIECES) | st.sampled_from(GLUE) | st.sampled_from(GLUE), max_size=300).map(
    "".join
)


@settings(deadline=None)
@given(
    text=st.text() | st.text("0123456789,.$%- kmbMay/SU’'\n") | PIECED,
    other=st.text() | PIECED,
)
def test_anybodys_text_is_read(text: str, other: str) -> None:
    for kind in AnswerType:
        found = answer_values(text, kind)
        assert all(0 <= value.start < value.end <= len(text) for value in found)
        assert [value.start for value in found] == sorted(value.start for value in found)
        assert compatible(found, found)
        assert compatible(found, answer_values(other, kind)) == compatible(answer_values(other, kind), found)


def test_a_number_of_endless_words_is_read() -> None:
    for text in ("a" + " hundred" * 400, "ten thousand " * 400, "five" + " million" * 400, "9" * 10**5):
        found = answer_values(text, AnswerType.NUMBER)
        assert compatible(found, found)
