from datetime import date

import pytest

from qa.chronology import calendar_times, period_of

ASKED = date(2024, 7, 1)
PUBLISHED = date(2024, 6, 16)


def includes(question: str, sentence: str) -> bool:
    period = period_of(question, ASKED)
    assert period is not None
    (time,) = calendar_times(sentence, PUBLISHED)
    return period.includes(time)


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("What happened in 2017?", "It burnt on 3 May 2017.", "It burnt in 2018."),
        ("What happened in 2017?", "It burnt in 2017.", "It burnt in the 2010s."),
        ("What happened between 2000 and 2010?", "It burnt in 2005.", "It burnt in 2011."),
        ("events from the 3rd to the 9th of May", "It burnt on 4 May 2024.", "It burnt on 2 May 2024."),
        ("events from May 3 through the 9th", "It burnt on 9 May 2024.", "It burnt on 2 May 2024."),
        ("What happened between May and early August?", "It burnt in May 2024.", "It burnt in April 2024."),
        ("what happened from may to early august", "It burnt on 3 May.", "It burnt in April."),
        ("what happened between march and may", "It burnt on 3 May.", "It burnt in February."),
        ("what happened from 2000 to 2010", "It burnt in 2000.", "It burnt in 1999."),
        ("What has happened since 2020?", "It burnt on Sunday.", "It burnt in 2019."),
        ("events before 2020", "It burnt in 2019.", "It burnt in 2020."),
        ("What happened in June?", "It burnt on 3 June 2019.", "It burnt on 3 July 2019."),
        ("What happened on 16 June?", "It burnt on Sunday.", "It burnt in June 2024."),
        ("What happened on Sunday?", "It burnt on 16 June 2024.", "It burnt on 15 June 2024."),
        ("What happened last month?", "It burnt on 3 June 2024.", "It burnt on 3 May 2024."),
        ("What happened in the 1990s?", "It burnt in 1994.", "It burnt in 2004."),
    ],
)
def test_a_period_includes_what_falls_into_it(question: str, inside: str, outside: str) -> None:
    assert includes(question, inside)
    assert not includes(question, outside)


@pytest.mark.parametrize(
    "question", ["Give me a timeline", "timeline of the 2020 election", "What happened then?"]
)
def test_what_is_only_named_after_a_year_is_no_period(question: str) -> None:
    assert period_of(question, ASKED) is None


def test_a_period_has_its_words_with_the_preposition() -> None:
    period = period_of("What happened between 2000 and 2010 in Aahus?", ASKED)
    assert period
    assert period.words == "between 2000 and 2010"
