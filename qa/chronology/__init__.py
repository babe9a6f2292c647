"""Chronology: the dated events of articles, and the periods that requests ask about."""

from qa.chronology.calendar_times import CalendarTime, calendar_times
from qa.chronology.events import Event, events_of
from qa.chronology.periods import Period, is_of_no_year, period_of

__all__ = ["CalendarTime", "Event", "Period", "calendar_times", "events_of", "is_of_no_year", "period_of"]
