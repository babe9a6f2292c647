"""Six questions of every kind, and a made-up system that answers some of them rightly."""

from datetime import date

from qa.evaluation import Evaluation, Question, evaluate
from tests.qa.evaluation.fakes import APPLES, BOATS, CLOUDS, FakeSystem, quoting, refusing

ASKED = date(2024, 6, 20)
QUESTIONS = (
    # right in the first quote, marked exactly; article first
    Question("1", "Who sells apples?", ("Ann",), {"apples": 1}, type="fact"),
    # right in the third quote only, marked wrongly; article second
    Question("2", "Who sells plums?", ("Carl",), {"apples": 1}, type="fact"),
    # refused though there is an answer; no relevant article found
    Question(
        "3", "And when did it leave?", ("Monday",), {"boats": 1}, (("Which?", "boat"),), ASKED, "followup"
    ),
    # refused, rightly
    Question("4", "Who sells cherries?", (), type="unanswerable"),
    # answered though there is no answer
    Question("5", "Who rows?", (), type="unanswerable"),
    # only searched; article third
    Question("6", "Clouds?", None, {"clouds": 1}, type="search"),
)
SYSTEM_ANSWERS = {
    "Who sells apples?": quoting(0.9, (APPLES, "Ann sells apples."), marked="Ann"),
    "Who sells plums?": quoting(
        0.7,
        (APPLES, "Ann sells apples."),
        (APPLES, "Bob sells pears."),
        (APPLES, "Carl sells plums."),
        marked="Ann",
    ),
    "And when did it leave?": refusing(0.3),
    "Who sells cherries?": refusing(0.1),
    "Who rows?": quoting(0.3, (BOATS, "The boat left on Monday."), marked="boat"),
}
FOUND = {
    "Who sells apples?": [APPLES, APPLES, BOATS],
    "Who sells plums?": [BOATS, BOATS, APPLES],
    "And when did it leave?": [APPLES, CLOUDS],
    "Clouds?": [APPLES, BOATS, APPLES, CLOUDS],
}


def run() -> tuple[Evaluation, FakeSystem]:
    system = FakeSystem(SYSTEM_ANSWERS, FOUND)
    return evaluate(QUESTIONS, system), system
