"""Who the source of an attribution is: names, pronouns, roles, and when it is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution import Attribution
from qa.attribution.speakers import resolve_speakers
from tests.qa.attribution.marked import Marked, attributed

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def speakers(text: str, *marked: Marked) -> list[tuple[str, str] | None]:
    """Return the name and the introduction of each attribution's speaker."""
    found = resolve_speakers(text, attributed(text, *marked))
    return [
        (one.speaker.name, text[one.speaker.start : one.speaker.end]) if one.speaker else None
        for one in found
    ]


def names(text: str, *marked: Marked) -> list[str | None]:
    return [found[0] if found else None for found in speakers(text, *marked)]


def test_a_surname_and_a_pronoun_are_who_was_introduced_before() -> None:
    text = (
        "Defence Minister Bo Berg met Ann Ek, professor of history at Aahus University. “It is late,” "
        "Berg said. He added that nothing was lost. “I disagree,” said Ek. She warned of a flood."
    )
    assert speakers(
        text,
        ("Berg", "said", "“It is late,”"),
        ("He", "added", "that nothing was lost"),
        ("Ek", "said", "“I disagree,”"),
        ("She", "warned", "of a flood"),
    ) == [
        ("Bo Berg", "Defence Minister Bo Berg"),
        ("Bo Berg", "Defence Minister Bo Berg"),
        ("Ann Ek", "Ann Ek, professor of history at Aahus University"),
        ("Ann Ek", "Ann Ek, professor of history at Aahus University"),
    ]


def test_a_surname_that_two_bear_is_who_spoke_last_where_it_speaks() -> None:
    text = (
        "The statue of General Bo Berg was moved. Berg lay beneath it. Berg fell in 1865.\n"
        "Ada Berg, a baker, said she drove all night.\n“It is our name,” Berg said. The Berg statue is gone."
    )
    assert names(
        text, ("Ada Berg, a baker,", "said", "she drove all night"), ("Berg", "said", "“It is our name,”")
    ) == ["Ada Berg", "Ada Berg"]


def test_who_is_called_will_is_told_from_a_relative_of_one_surname() -> None:
    text = (
        "Will Berg is sorry. “I was late,” Berg said.\nHis wife Ada Lind Berg was there. “I was,” Berg said."
    )
    found = names(text, ("Berg", "said", "“I was late,”"), ("Berg", "said", "“I was,”"))
    assert found[0] == "Will Berg"


def test_who_is_spoken_of_is_not_the_one_who_speaks() -> None:
    text = "Bo Berg mocked Karl Lind. “Lind is a fool,” he said."
    assert names(text, ("he", "said", "“Lind is a fool,”")) == ["Bo Berg"]


def test_a_pronoun_of_another_gender_goes_further_back() -> None:
    text = "Anna Lind runs the mill. Bo Berg sold it to her. She said that it was late."
    assert names(text, ("She", "said", "that it was late")) == ["Anna Lind"]


def test_a_pronoun_of_two_who_fit_alike_is_open() -> None:
    text = "The mill burned. It was seen by Karl Lind and by Bo Berg and others. He said that it was late."
    found = names(text, ("He", "said", "that it was late"))
    assert found in ([None], ["Karl Lind"])
    assert names("He said that it was late.", ("He", "said", "that it was late")) == [None]


@pytest.mark.parametrize(
    ("source", "name", "introduction"),
    [
        ("the mayor, Bo Berg,", "Bo Berg", "the mayor, Bo Berg"),
        ("Bo Berg, mayor of Aahus,", "Bo Berg", "Bo Berg, mayor of Aahus"),
        ("Bo Berg, 55, a baker who sold the mill,", "Bo Berg", "Bo Berg, 55, a baker"),
        ("Sen. Bo Berg of Varn", "Bo Berg", "Sen. Bo Berg"),
        ("former Varn campaign manager Bo Berg", "Bo Berg", "former Varn campaign manager Bo Berg"),
        ("Secretary of State Bo Berg", "Bo Berg", "Secretary of State Bo Berg"),
        ("House of Fairs Speaker Bo Berg", "Bo Berg", "House of Fairs Speaker Bo Berg"),
        ("former minister and mayor Bo Berg", "Bo Berg", "mayor Bo Berg"),
        ("a spokesman for the ministry", "a spokesman for the ministry", "a spokesman for the ministry"),
        ("the Berg campaign", "the Berg campaign", "the Berg campaign"),
        ("experts who know the mill", "experts", "experts"),
        ("Bo Berg and Ann Ek", "Bo Berg and Ann Ek", "Bo Berg and Ann Ek"),
    ],
)
def test_a_source_is_named_and_introduced_within_the_sentence(
    source: str, name: str, introduction: str
) -> None:
    text = f"The mill was sold yesterday. According to {source} it was late."
    assert speakers(text, (source, "According to", "it was late")) == [(name, introduction)]


def test_a_role_is_who_holds_it() -> None:
    text = (
        "President Anna Lind met Prime Minister Bo Berg. The president said that it was late. “It is not,” "
        "the minister replied."
    )
    assert names(
        text, ("The president", "said", "that it was late"), ("the minister", "replied", "“It is not,”")
    ) == ["Anna Lind", "Bo Berg"]


def test_a_nameless_source_is_taken_up_again() -> None:
    text = (
        "A spokesman for the mill said it was shut. The spokesman added that it would open. Experts doubt it."
    )
    assert names(
        text,
        ("A spokesman for the mill", "said", "it was shut"),
        ("The spokesman", "added", "that it would open"),
        ("Experts", "doubt", "it"),
    ) == ["A spokesman for the mill", "A spokesman for the mill", "Experts"]


def test_a_given_name_alone_is_a_person_and_a_company_is_none() -> None:
    text = "Maria, 26, owns a mill. “It is old,” she said. Varnbook said so. He said that it was late."
    assert names(
        text, ("she", "said", "“It is old,”"), ("Varnbook", "said", "so"), ("He", "said", "that it was late")
    ) == ["Maria", "Varnbook", None]


def test_a_role_that_is_told_apart_fits_its_holder_only() -> None:
    text = (
        "The Norland minister Bo Berg met the Ostland minister Karl Lind. The Norland minister said that it "
        "was late. The Westland minister denied it. The latter left."
    )
    assert names(
        text,
        ("The Norland minister", "said", "that it was late"),
        ("The Westland minister", "denied", "it"),
        ("The latter", "left", "."),
    ) == ["Bo Berg", "The Westland minister", None]


def test_they_and_it_are_groups_that_spoke_lately() -> None:
    text = (
        "Some farmers say the price is low. They want more. Bo Berg left. The Varn company said it would "
        "close. It blamed the weather."
    )
    assert names(
        text,
        ("Some farmers", "say", "the price is low"),
        ("They", "want", "more"),
        ("The Varn company", "said", "it would close"),
        ("It", "blamed", "the weather"),
    ) == ["Some farmers", "Some farmers", "The Varn company", "The Varn company"]


def test_who_is_what_stands_before() -> None:
    text = "The mill was sold by Bo Berg, who said that it was late, to people who think it is old."
    assert names(text, ("who", "said", "that it was late"), ("who", "think", "it is old")) == [
        "Bo Berg",
        "people",
    ]


def test_i_in_a_quote_is_who_is_quoted() -> None:
    text = "“I think it is late,” said Bo Berg."
    assert names(text, ("Bo Berg", "said", "“I think it is late,”"), ("I", "think", "it is late")) == [
        "Bo Berg",
        "Bo Berg",
    ]


def test_a_direct_quote_goes_on_only_in_its_paragraph_and_where_nobody_else_is_named() -> None:
    first, second = ("Bo Berg", "said", "“It is late,”"), ("", "", "“Go home.”")
    assert names("“It is late,” said Bo Berg. “Go home.”", first, second) == ["Bo Berg", "Bo Berg"]
    assert names("“It is late,” said Bo Berg.\n\n“Go home.”", first, second) == ["Bo Berg", None]
    assert names("“It is late,” said Bo Berg. Then came Ann Ek. “Go home.”", first, second) == [
        "Bo Berg",
        None,
    ]


@given(ANY_TEXT, st.data())
def test_any_text_with_any_spans_can_be_resolved(text: str, data: st.DataObject) -> None:
    if not text:
        return
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 60)).map(
        lambda pair: (pair[0], min(len(text), sum(pair)))
    )
    spans = st.lists(place, max_size=2).map(lambda found: tuple(sorted(found)))
    given_ones = data.draw(st.lists(st.builds(Attribution, spans, spans, spans), max_size=5))
    for before, after in zip(given_ones, resolve_speakers(text, given_ones), strict=True):
        assert (before.source, before.cue, before.content) == (after.source, after.cue, after.content)
        if after.speaker:
            assert 0 <= after.speaker.start < after.speaker.end <= len(text)
            assert after.speaker.name
