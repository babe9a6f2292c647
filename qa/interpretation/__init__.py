"""Interpretation: what a language model may tell of a request before it is searched; it is never needed.

The model completes a follow-up, splits a question into parts, names the kind of request, or asks the catalog.
What it tells is believed only as far as the conversation's own words bear it out.
"""

from qa.interpretation.interpreted_request import answer_interpreted
from qa.interpretation.model_interpreter import ModelInterpreter
from qa.interpretation.values import NOTHING_TOLD, Interpretation

__all__ = ["NOTHING_TOLD", "Interpretation", "ModelInterpreter", "answer_interpreted"]
