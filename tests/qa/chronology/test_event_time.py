from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chronology import calendar_times
from qa.chronology.event_time import event_times
from tests.cpu_time_limit import cpu_time_limit

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
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
        ("Ada Lind will pay, as agreed in May 2023, from 9 July.", "9 July 2024"),
        ("The council said Friday it would sell the mill on 3 July.", "3 July 2024"),
        ("Owners have until 3 July to enter their 2023 Tey Mills for sale.", "until 3 July 2024"),
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
        ("Lind said it would open on Sunday.", "It would open on Sunday."),
        ("Lind said she came on Sunday.", "Lind said on Sunday."),
        ("The mill has burnt, the council said Sunday.", "The mill is safe, the council said Sunday."),
        ("The mill has burnt, the council said Sunday.", "“The mill has burnt,” the council said Sunday."),
        ("The mill has burnt, Lind said Sunday.", "“It has burnt, all,” Lind said Sunday that it has."),
        ("The mill burnt on Christmas Day.", "Guests come on Christmas Day."),
        ("“I could cry,” said Lind, who came in 2020.", "Lind could cry for those who came in 2020."),
        ("It will open from 9 July.", "That is 3% less than from 9 July."),
        ("It was the driest March since 1998, when the mill burnt.", "The mill has stood idle since 1998."),
        ("Lind posted a letter on Sunday.", "Lind posted on Sunday."),
        ("Lind tweeted out her letter on Sunday.", "Lind tweeted on Sunday."),
        ("It burnt on 3 May 2021 and was sold the next day.", "On 3 May 2021 it is told of the next day."),
        ("Ada Lind, who left in 2020, is back.", "People who left in 2020 are back."),
        ("Would-be guests came on Sunday.", "If guests came on Sunday, they left."),
        ("They have until Sunday to pay.", "They paid until Sunday."),
        ("Lind won the 2020 mayoral race.", "Lind read of the 2020 mayoral race."),
        ("Norland won after beating Sudland on Sunday.", "Norland left after they beat Sudland on Sunday."),
        ("They sold vans in 2020.", "They sold certain 2020 Tey vans."),
        ("It rained this year.", "It is this year’s rain."),
        ("Fewer came in 2020.", "More came than in 2020."),
        ("The mill burnt last summer.", "Guests come in the summer."),
    ],
)
def test_more_speaks_against_a_time_that_is_not_that_of_an_event(clear: str, doubtful: str) -> None:
    assert penalty(clear) < penalty(doubtful)


@given(ANY_TEXT, ANY_TEXT)
def test_in_anybodys_text_each_time_has_its_penalty_and_the_smallest_stands_first(
    before: str, after: str
) -> None:
    sentence = f"{before} would, she said on 3 May 2021 {after}"
    found = calendar_times(sentence, PUBLISHED)
    ranked = event_times(sentence, found)
    assert sorted(number for number, _ in ranked) == list(range(len(found)))
    penalties = [one for _, one in ranked]
    assert penalties == sorted(penalties)
    assert all(one >= 0 for one in penalties)


def test_a_hostile_sentence_takes_no_time() -> None:
    with cpu_time_limit(4):
        for part in ("she said ", "would ", "after doing ", "in the ", "the 2020 war "):
            penalty(part * 1000 + "on 3 May 2021")
