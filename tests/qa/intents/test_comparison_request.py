from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.intents.comparison_request import ComparisonRequest, comparison_request, named_by_kind

GULL_AND_HERON = "Gull's from Friday", "Heron's from Sunday"


@pytest.mark.parametrize(
    "text",
    [
        "Compare the two",
        "Compare the first two articles",
        "compare the two newest articles",
        "Compare my three most recent articles",
        "Compare both articles, please",
        "Differences?",
        "COMPARE THE TWO",
        "How do the articles differ?",
    ],
)
def test_a_request_that_names_no_sides_means_the_articles(text: str) -> None:
    assert comparison_request(text) == ComparisonRequest((), "")


@pytest.mark.parametrize(
    ("text", "sides", "topic"),
    [
        ("Aahus versus Lund", ("Aahus", "Lund"), ""),
        ("Aahus vs. Lund", ("Aahus", "Lund"), ""),
        ("Compare the Gull's from Friday with the Heron's from Sunday", GULL_AND_HERON, ""),
        ("US versus Norland", ("US", "Norland"), ""),
        ("2000 and 2024", ("2000", "2024"), ""),
        ("How is 2017 different from 2024?", ("2017", "2024"), ""),
        ("What is the difference between Ada Lind and Bo Berg?", ("Ada Lind", "Bo Berg"), ""),
        ("Ada Lind and Bo Berg on tax", ("Ada Lind", "Bo Berg"), "tax"),
        ("Compare The Gull and The Heron", ("Gull", "Heron"), ""),
        ("How do the Gull and the Heron differ in their view of tolls?", ("Gull", "Heron"), "tolls"),
        ("Compare Aahus, Lund and Vik", ("Aahus", "Lund", "Vik"), ""),
        ("Compare this article and the last one", ("this article", "last one"), ""),
        ("the 2000 visit compared to the 2024 visit", ("2000 visit", "2024 visit"), ""),
        ("What do both articles say about tolls?", (), "tolls"),
        ("Compare Aahus’s and Lund’s tolls", ("Aahus", "Lund"), "tolls"),
        ("Compare Aahus’s and Lund’s role", ("Aahus", "Lund"), "role"),
        ("Differences between Falcon I and Falcon II", ("Falcon I", "Falcon II"), ""),
        ("Compare how Aahus and Old Vik deal with their tolls", ("Aahus", "Old Vik"), "their tolls"),
        ("How do the council and the drivers see the toll differently?", ("council", "drivers"), "toll"),
        ("how do Berg and Lind see each other", ("Berg", "Lind"), ""),
        ("Compare the strike of 1998 with this one", ("strike of 1998", "this one"), ""),
        ("Is there any disagreement between the articles?", (), ""),
    ],
)
def test_the_sides_and_the_topic_are_told_apart(text: str, sides: tuple[str, ...], topic: str) -> None:
    assert comparison_request(text) == ComparisonRequest(sides, topic)


@given(
    st.text()
    | st.lists(st.sampled_from("Compare A Lind and vs 2000 , or on the two from ?".split())).map(" ".join)
)
def test_anybodys_text_has_no_sides_or_two_or_three_that_are_its_words(text: str) -> None:
    sides = comparison_request(text).sides
    assert len(sides) in (0, 2, 3)
    assert all(side.strip() and side.lower() in text.lower() for side in sides)


@pytest.mark.parametrize(
    ("sides", "called"),
    [
        (("2000 visit", "2024 one"), ("2000 visit", "2024 visit")),
        (("strike of 1998", "this one"), ("strike of 1998", "strike")),
        (("this article", "last one"), ("this article", "last one")),
        (("Aahus", "Lund"), ("Aahus", "Lund")),
    ],
)
def test_one_is_one_of_what_the_other_side_is(sides: tuple[str, ...], called: tuple[str, ...]) -> None:
    assert named_by_kind(sides, date(2024, 7, 1)) == called
