"""Recency: the boost of a passage's score by the distance of its article's date from the query's time."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

RECENCY_WEIGHT = 0.2
"""Boost of the score of a passage that was published on the day of asking."""

HALF_BOOST_DAYS = 14
"""Number of days after which the boost has fallen to half.

On 121 news questions over 2,500 articles, asked in the week of the news, 0.77 of the right articles came
first instead of 0.65 by this boost. Heavier weights gained a little more there, and would push old articles
aside in a library that also has today's. The boost falls with the square of the days: the day of publication
hardly matters after a few months, but among equals the newer article wins however old they are."""


class Coverage(Enum):
    """The relation of a query's time to the publication of the articles that report on it."""

    DURING = "during"
    """They are published in that time or soon after: "this week", "yesterday"."""
    SINCE = "since"
    """They are published in that time or at any later one: "in 2019"."""
    ANY_TIME = "any time"
    """They may be of any day: "in June" may be that of any year."""


@dataclass(frozen=True, slots=True)
class QueryTime:
    """The days that a query is about, first and last, and the boost of a passage published on one of them.

    Attributes:
        weight: the boost, beside fused scores of at most 1.1; it falls with the distance.
        coverage: when the articles that report on these days are published.
    """

    start: date
    end: date
    weight: float
    coverage: Coverage = Coverage.ANY_TIME

    def recency_boost(self, published: date) -> float:
        """Return what is added to a passage's score for its day of publication; nothing is filtered out."""
        return self.weight * _decay(max(self._days_before(published), self._days_after(published)))

    def temporal_distance(self, published: date) -> float:
        """Return how far a day of publication is from those on which that time is reported, in [0, 1).

        The distance is 0 on one of those days, 0.5 at `HALF_BOOST_DAYS` and nearly 1 years away.
        """
        if self.coverage is Coverage.ANY_TIME:
            return 0.0
        after = self._days_after(published) if self.coverage is Coverage.DURING else 0
        return 1 - _decay(max(self._days_before(published), after))

    def includes(self, day: date) -> bool:
        """Whether a day is one of the query's time."""
        return not self._days_before(day) and not self._days_after(day)

    def _days_before(self, published: date) -> int:
        return max(0, self.start.toordinal() - published.toordinal())

    def _days_after(self, published: date) -> int:
        return max(0, published.toordinal() - self.end.toordinal())


def _decay(days: int) -> float:
    return 1 / (1 + (days / HALF_BOOST_DAYS) ** 2)


def boosting_times(asked: date | None, query_time: QueryTime | None) -> tuple[QueryTime, ...]:
    """Return the times that boost passages: the day of asking, the query's time, or both if it is current.

    Days gone by ("last month", "in 2019") take the place of the day of asking.
    """
    times = [query_time] if query_time else []
    if asked and (query_time is None or query_time.includes(asked)):
        times.append(QueryTime(asked, asked, RECENCY_WEIGHT))
    return tuple(times)
