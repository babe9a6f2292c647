from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chronology import events_of, period_of
from tests.fakes import article

PUBLISHED = date(2024, 6, 16)


def told(text: str) -> list[tuple[str, str]]:
    return [(event.time.heading, event.text) for event in events_of(article(text, published=PUBLISHED))]


def test_events_are_sentences_with_their_days_in_the_order_of_the_text() -> None:
    text = (
        "The mill was built by Ada Lind in 1895. It stands by the river and has a wheel of oak. "
        "It burnt down to its walls on 3 May 2019."
    )
    assert told(text) == [
        ("1895", "The mill was built by Ada Lind in 1895."),
        ("3 May 2019", "It burnt down to its walls on 3 May 2019."),
    ]


def test_headlines_captions_and_calls_are_no_events() -> None:
    text = (
        "The mill in 2024\n\nAda Lind at the mill on 3 May 2019\n\n"
        "Bo Sand/Gull Network The walls are seen after the fire in Aahus on Sunday.\n\n"
        "Sign up for the newsletter that was started in May 2019.\n\n"
        "The council of Aahus sold the old mill in 2021."
    )
    assert told(text) == [("2021", "The council of Aahus sold the old mill in 2021.")]


@pytest.mark.parametrize(
    "verb", ["burned down", "burnt down", "was torn down", "sprang a leak", "was rebuilt"]
)
def test_verbs_of_any_past_tense_tell_an_event_at_the_end_of_which_its_day_stands(verb: str) -> None:
    sentence = f"The old mill of Aahus {verb} in March 2019."
    assert told(sentence) == [("March 2019", sentence)]


def test_a_statement_may_end_with_what_was_asked() -> None:
    asked = "On 3 May 2019 Ada Lind asked the council of Aahus, “Who burnt my mill?”"
    assert told(asked) == [("3 May 2019", asked)]
    assert told("“Who burnt the old mill of Aahus on 3 May 2019?”") == []
    assert told("Who burnt the old mill of Aahus on 3 May 2019?") == []


def test_under_headings_that_are_dates_the_first_sentence_is_the_event() -> None:
    text = (
        "How the mill was lost.\n\nMay 3: The fire\n\nA spark sets the roof of the old mill on fire. "
        "Nobody is hurt in it at all.\n\nMay 5: The sale\n\nThe council sells the ruin to Bo Berg for a coin."
    )
    events = events_of(article(text, published=PUBLISHED))
    assert [(event.time.heading, event.text) for event in events] == [
        ("3 May 2024", "A spark sets the roof of the old mill on fire."),
        ("5 May 2024", "The council sells the ruin to Bo Berg for a coin."),
    ]
    assert [event.span for event in events] == [None, None]


def penalty(text: str) -> float:
    (event,) = events_of(article(text, published=PUBLISHED))
    return event.penalty


def test_the_present_tense_of_a_day_to_come_tells_what_is_scheduled() -> None:
    scheduled = penalty("The fair of the old port of Aahus opens on 3 July 2024.")
    assert scheduled < penalty("The fair of the old port of Aahus opens on 3 May 2024.")
    assert scheduled < penalty("The fair of the old port of Aahus is on 3 July 2024.")


def test_what_is_to_come_is_expected() -> None:
    (event,) = events_of(article("The council will sell the old mill on 3 July.", published=PUBLISHED))
    assert event.is_expected
    (event,) = events_of(article("The council sold the old mill on 3 July 2023.", published=PUBLISHED))
    assert not event.is_expected


def test_of_a_period_a_sentence_tells_also_that_its_main_clause_is_not_about() -> None:
    built = article("The mill was built in 1895 and was last repaired in 1961.", published=PUBLISHED)
    period = period_of("What happened in 1961?", PUBLISHED)
    assert [event.time.heading for event in events_of(built)] == ["1895"]
    assert [event.time.heading for event in events_of(built, period)] == ["1961"]


@given(
    st.lists(
        st.sampled_from(
            ["In 2019 the mill was sold.", "May 3: x", "\n", "\n\n", "He said so on Sunday.", "É", "“"]
        )
    )
)
def test_an_events_words_are_a_slice_of_its_article_and_its_time_stands_in_it_or_above(
    parts: list[str],
) -> None:
    for event in events_of(article(" ".join(parts), published=PUBLISHED)):
        assert 0 <= event.start < event.end <= len(event.article.text)
        assert event.time.start < event.end
        if event.span:
            assert event.start <= event.span[0] < event.span[1] <= event.end
