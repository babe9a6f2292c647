from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.retrieval.recency import HALF_BOOST_DAYS, RECENCY_WEIGHT, Coverage, QueryTime, boosting_times

DAY = date(2024, 6, 16)
WEEK = QueryTime(DAY - timedelta(days=6), DAY, 0.4)


def test_every_day_of_the_query_time_gains_its_weight() -> None:
    assert {WEEK.recency_boost(DAY - timedelta(days=days)) for days in range(7)} == {0.4}
    assert WEEK.recency_boost(DAY + timedelta(days=HALF_BOOST_DAYS)) == pytest.approx(0.2)
    assert WEEK.recency_boost(WEEK.start - timedelta(days=HALF_BOOST_DAYS)) == pytest.approx(0.2)
    assert WEEK.recency_boost(datetime(2024, 6, 16, 23)) == 0.4


def test_how_far_a_day_is_away_grows_from_nought_to_one() -> None:
    days = [0, 7, HALF_BOOST_DAYS, 60, 3650]
    week = replace(WEEK, coverage=Coverage.DURING)
    away = [week.temporal_distance(DAY + timedelta(days=number)) for number in days]
    assert away == sorted(away)
    assert away[0] == 0
    assert away[2] == pytest.approx(0.5)
    assert 0.9 < away[3] < away[4] < 1
    assert [week.temporal_distance(week.start - timedelta(days=number)) for number in days] == away
    # Of a year gone by, later articles tell too; of June, those of any year may.
    later = replace(WEEK, coverage=Coverage.SINCE)
    assert {later.temporal_distance(DAY + timedelta(days=number)) for number in days} == {0}
    assert [later.temporal_distance(week.start - timedelta(days=number)) for number in days] == away
    assert {WEEK.temporal_distance(DAY - timedelta(days=number)) for number in days} == {0}


@given(days=st.integers(0, 30_000), further=st.integers(1, 30_000))
@settings(deadline=None)
def test_the_nearer_day_always_gains_more_and_none_loses(days: int, further: int) -> None:
    near, far = DAY - timedelta(days=days + 7), DAY - timedelta(days=days + 7 + further)
    assert 0 < WEEK.recency_boost(far) < WEEK.recency_boost(near) < WEEK.weight


def test_among_old_articles_dates_decide_only_between_equals() -> None:
    years = [
        QueryTime(DAY, DAY, RECENCY_WEIGHT).recency_boost(date(year, 6, 16)) for year in (2022, 2021, 2012)
    ]
    assert years == sorted(years, reverse=True)
    assert years[0] - years[2] < 0.001


def test_the_day_of_asking_counts_unless_other_days_are_spoken_of() -> None:
    today = QueryTime(DAY, DAY, RECENCY_WEIGHT)
    gone = QueryTime(date(2019, 1, 1), date(2019, 12, 31), 0.1)
    assert boosting_times(None, None) == ()
    assert boosting_times(DAY, None) == (today,)
    assert boosting_times(DAY, WEEK) == (WEEK, today)
    assert boosting_times(DAY, gone) == (gone,)
    assert boosting_times(None, gone) == (gone,)
    assert boosting_times(datetime(2024, 6, 16, 12), WEEK)[0] == WEEK
