from datetime import date

import pytest

from qa.chronology import calendar_times
from qa.chronology.event_time import event_times

PUBLISHED = date(2024, 6, 16)


def chosen(sentence: str) -> str:
    found = calendar_times(sentence, PUBLISHED)
    return found[event_times(sentence, found)[0][0]].heading


def penalty(sentence: str) -> float:
    return event_times(sentence, calendar_times(sentence, PUBLISHED))[0][1]


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("Ada Lind, who was mayor in 2016-20, opened the bridge on 3 May 2021.", "3 May 2021"),
        ("On 3 May 2021 the council sold the mill that was built in 1895.", "3 May 2021"),
        ("The mill burnt in 1998, ten years before the 2008 election.", "1998"),
        ("Bo Berg said on Friday that the mill had burnt in 1998.", "1998"),
        ("The council met on 4 March 2020 for the first time since 2011.", "4 March 2020"),
    ],
)
def test_a_sentence_goes_to_the_time_of_its_main_clause(sentence: str, heading: str) -> None:
    assert chosen(sentence) == heading


@pytest.mark.parametrize(
    ("clear", "doubtful"),
    [
        ("The mill burnt on Sunday.", "“It is lost,” she told The Gull on Sunday."),
        ("The mill burnt on Sunday.", "On Sunday, Bo Berg said that the mill is lost."),
        ("The mill burnt in 2020.", "The 2020 fire is still talked of."),
        ("The mill burnt in 2020.", "The mill has been empty since 2020."),
        ("The mill burnt today.", "The mill is still empty today."),
        ("The mill burnt in 2020.", "If the mill burnt in 2020, nobody noticed."),
        ("Fewer came in 2020.", "More came than in 2020."),
        ("The mill burnt last summer.", "Guests come in the summer."),
    ],
)
def test_more_speaks_against_a_time_that_is_not_that_of_an_event(clear: str, doubtful: str) -> None:
    assert penalty(clear) < penalty(doubtful)
