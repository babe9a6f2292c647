from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.retrieval.recency import ASKED_WEIGHT, NEARNESS_DAYS, Moment, Told, moments_that_count

DAY = date(2024, 6, 16)
WEEK = Moment(DAY - timedelta(days=6), DAY, 0.4)


def test_every_day_of_the_moment_gains_its_weight() -> None:
    assert {WEEK.gain(DAY - timedelta(days=days)) for days in range(7)} == {0.4}
    assert WEEK.gain(DAY + timedelta(days=NEARNESS_DAYS)) == pytest.approx(0.2)
    assert WEEK.gain(WEEK.start - timedelta(days=NEARNESS_DAYS)) == pytest.approx(0.2)
    assert WEEK.gain(datetime(2024, 6, 16, 23)) == 0.4


def test_how_far_a_day_is_away_grows_from_nought_to_one() -> None:
    days = [0, 7, NEARNESS_DAYS, 60, 3650]
    week = replace(WEEK, told=Told.THEN)
    away = [week.away(DAY + timedelta(days=number)) for number in days]
    assert away == sorted(away)
    assert away[0] == 0
    assert away[2] == pytest.approx(0.5)
    assert 0.9 < away[3] < away[4] < 1
    assert [week.away(week.start - timedelta(days=number)) for number in days] == away
    # Of a year gone by, later articles tell too; of June, those of any year may.
    later = replace(WEEK, told=Told.NOT_BEFORE)
    assert {later.away(DAY + timedelta(days=number)) for number in days} == {0}
    assert [later.away(week.start - timedelta(days=number)) for number in days] == away
    assert {WEEK.away(DAY - timedelta(days=number)) for number in days} == {0}


@given(days=st.integers(0, 30_000), further=st.integers(1, 30_000))
@settings(deadline=None)
def test_the_nearer_day_always_gains_more_and_none_loses(days: int, further: int) -> None:
    near, far = DAY - timedelta(days=days + 7), DAY - timedelta(days=days + 7 + further)
    assert 0 < WEEK.gain(far) < WEEK.gain(near) < WEEK.weight


def test_among_old_articles_dates_decide_only_between_equals() -> None:
    years = [Moment(DAY, DAY, ASKED_WEIGHT).gain(date(year, 6, 16)) for year in (2022, 2021, 2012)]
    assert years == sorted(years, reverse=True)
    assert years[0] - years[2] < 0.001


def test_the_day_of_asking_counts_unless_other_days_are_spoken_of() -> None:
    today = Moment(DAY, DAY, ASKED_WEIGHT)
    gone = Moment(date(2019, 1, 1), date(2019, 12, 31), 0.1)
    assert moments_that_count(None, None) == ()
    assert moments_that_count(DAY, None) == (today,)
    assert moments_that_count(DAY, WEEK) == (WEEK, today)
    assert moments_that_count(DAY, gone) == (gone,)
    assert moments_that_count(None, gone) == (gone,)
    assert moments_that_count(datetime(2024, 6, 16, 12), WEEK)[0] == WEEK
