"""Measuring: a fixed question set in, figures out.

Start with `run.evaluate`; what a run comes to is in `outcomes`, what each figure means in `figures`.
"""

from qa.evaluation.figures import FIGURES, Figure, shown_figures
from qa.evaluation.html_report import report_sections, to_html
from qa.evaluation.outcomes import Evaluation, JudgedSentence, Outcome, Prose, Reply
from qa.evaluation.questions import Question, load_questions
from qa.evaluation.report import Fall, compare, load_baseline, to_json
from qa.evaluation.run import evaluate

__all__ = [
    "FIGURES",
    "Evaluation",
    "Fall",
    "Figure",
    "JudgedSentence",
    "Outcome",
    "Prose",
    "Question",
    "Reply",
    "compare",
    "evaluate",
    "load_baseline",
    "load_questions",
    "report_sections",
    "shown_figures",
    "to_html",
    "to_json",
]
