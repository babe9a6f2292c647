"""What the words that attribute mean."""

import pytest

from qa.attribution.cues import CueMeaning, is_speech, lemma, meanings_of


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("denied", "deny"),
        ("denies", "deny"),
        ("told", "tell"),
        ("criticised", "criticise"),
        ("warning", "warn"),
        ("admitted", "admit"),
        ("criticism", "criticise"),
        ("pledges", "pledge"),
        ("mill", "mill"),
        ("", ""),
    ],
)
def test_forms_are_forms_of_their_verb(word: str, verb: str) -> None:
    assert lemma(word) == verb


def test_a_cue_means_what_its_verbs_mean() -> None:
    assert meanings_of("has strongly denied") == {CueMeaning.DENY}
    assert CueMeaning.DEMAND in meanings_of("called on")
    assert CueMeaning.DEMAND not in meanings_of("called")
    assert meanings_of("swam") == frozenset()


def test_what_is_thought_or_wanted_is_no_speech_unless_it_is_quoted() -> None:
    assert is_speech("said", "that it is late")
    assert not is_speech("wants", "to sell the mill")
    assert is_speech("thinks", "“it is late”")
    assert not is_speech("bought", "the mill")
