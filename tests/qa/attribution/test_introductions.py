"""Where a text says who somebody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution.introductions import LONGEST_INTRODUCTION, introduction, role_words

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def introduced(text: str, name: str) -> str:
    start = text.index(name)
    return text[slice(*introduction(text, start, start + len(name)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was late, said Bo Berg, the mayor of Aahus, on Monday.", "Bo Berg, the mayor of Aahus"),
        (
            "Bo Berg, author of “The Mill, Mine” and a critic, said so.",
            "Bo Berg, author of “The Mill, Mine” and a critic",
        ),
        ("Bo Berg (D-Varn) said so.", "Bo Berg (D-Varn)"),
        ("Bo Berg, then ambassador to Norland, said so.", "Bo Berg, then ambassador to Norland"),
        ("Bo Berg, an aide to Mr. Lind, said so.", "Bo Berg, an aide to Mr. Lind"),
        ("Lind told mill owner Bo Berg that it was late.", "mill owner Bo Berg"),
        ("The mayor of Aahus, Bo Berg, left.", "The mayor of Aahus, Bo Berg"),
    ],
)
def test_a_name_is_introduced_by_its_title_or_apposition(text: str, found: str) -> None:
    assert introduced(text, "Bo Berg") == found


@pytest.mark.parametrize(
    "text",
    [
        "Bo Berg, told the president that it was late.",
        "Bo Berg, Mayor Ann Ek and others left.",
        "Bo Berg, but not the mayor, left.",
        "Bo Berg, speaking to a minister, left.",
        "In Bo Berg, the mayor said that it was late.",
        "The mayor met Bo Berg.",
        "The mayor left. Bo Berg stayed.",
        "Bo Berg, a day later, left.",
    ],
)
def test_what_is_said_beside_a_name_is_no_introduction(text: str) -> None:
    assert introduced(text, "Bo Berg") == "Bo Berg"


def test_an_abbreviated_title_is_a_role() -> None:
    text = "Sen. Bo Berg, a former bakers and mayor"
    assert role_words(text, 0, len(text)) == {"senator", "baker", "mayor"}


@given(ANY_TEXT, st.integers(0, 200), st.integers(1, 40))
def test_any_place_in_any_text_stays_within_bounds(text: str, start: int, length: int) -> None:
    if start >= len(text):
        return
    end = min(len(text), start + length)
    first, last = introduction(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    assert last - first <= max(2 * LONGEST_INTRODUCTION, end - start)
