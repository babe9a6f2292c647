from datetime import date

from qa.chronology import calendar_times

PUBLISHED = date(2024, 6, 14)
"""A Friday."""


def told(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [time.heading for time in calendar_times(text, published)]


def test_a_day_without_a_year_is_of_the_year_that_the_article_names_with_it() -> None:
    text = "The dam broke on March 3, 2019. Ada Lind recalled March 3 as a quiet day."
    assert told(text) == ["3 March 2019"] * 2


def test_a_day_that_the_article_names_with_many_years_is_of_none_of_them() -> None:
    text = "On May 30, 1870 they met, on May 30, 1890 they sang. The feast was on May 30."
    assert told(text)[-1] == "30 May 2024"


def test_a_month_ahead_that_the_past_tense_tells_of_is_the_one_before() -> None:
    day = date(2023, 12, 8)
    assert told("Bo Berg was arrested after the dam broke in February.", day) == ["February 2023"]
    assert told("Bo Berg will be sentenced in February.", day) == ["February 2024"]


def test_a_month_before_that_is_told_of_as_to_come_is_the_next() -> None:
    assert told("The cup opens in Aahus on Jan. 21.") == ["21 January 2025"]
    assert told("The cup opened in Aahus on Jan. 21.") == ["21 January 2024"]


def test_a_date_that_opens_a_line_is_left_as_it_is() -> None:
    assert told("Lind was there.\nAug. 21: Berg won.\n") == ["21 August 2024"]


def test_the_same_day_is_the_one_named_shortly_before() -> None:
    assert told("The dam broke on 3 March 2019. The same day the mill burnt.") == ["3 March 2019"] * 2
    assert told("The mill burnt the same day.") == []
    assert told("The dam broke in March 2019. Later that month the mill burnt.") == ["March 2019"] * 2


def test_a_weekday_on_which_something_opens_is_the_next() -> None:
    assert told("The fair opens on Tuesday.") == ["18 June 2024"]
    assert told("The fair opened on Tuesday.") == ["11 June 2024"]
    assert told("Bo Berg didn’t return to the fair on Tuesday.") == ["11 June 2024"]
    assert told("Rain swept Aahus in the run-up to the fair on Tuesday.") == ["11 June 2024"]


def test_some_months_later_is_counted_from_the_month_named_before() -> None:
    assert told("The dam broke in March 2019. Six months later the mill burnt.") == [
        "March 2019",
        "September 2019",
    ]
    assert told("Six months later the mill burnt.") == []


def test_years_later_are_counted_from_the_year_named_before() -> None:
    assert told("The mill was built in 1890. A decade later it burnt.") == ["1890", "1900"]
    assert told("A decade later it burnt.") == []


def test_a_month_of_last_year_is_of_that_year() -> None:
    assert told("They met in June last year.")[0] == "June 2023"
