"""What stands in a text: names, dates and times, quantities, and the type of an answer."""

from qa.language.time_expressions import TimeExpression, times

__all__ = ["TimeExpression", "times"]
