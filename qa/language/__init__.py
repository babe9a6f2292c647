"""What stands in a text: names, dates and times, quantities, and the type of an answer."""

from qa.language.answer_types import AnswerType, answer_type_of
from qa.language.name_extraction import Name, names
from qa.language.quantity_values import Quantity, quantities
from qa.language.time_expressions import TimeExpression, times

__all__ = [
    "AnswerType",
    "Name",
    "Quantity",
    "TimeExpression",
    "answer_type_of",
    "names",
    "quantities",
    "times",
]
