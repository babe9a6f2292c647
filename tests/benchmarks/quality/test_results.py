import pytest

from benchmarks.quality.results import Measured, Part, judge
from qa.evaluation import Evaluation, Outcome, Question, Reply


@pytest.mark.parametrize(
    ("figure", "met", "target"),
    [
        (Measured("x", 0.5, at_least=0.5), True, "≥ 0.500"),
        (Measured("x", 0.49, at_least=0.5), False, "≥ 0.500"),
        (Measured("x", 0.05, at_most=0.05), True, "≤ 0.050"),
        (Measured("x", 0.06, at_most=0.05), False, "≤ 0.050"),
        (Measured("x", None, at_most=0.05), False, "≤ 0.050"),
        (Measured("x", 0.5), None, ""),
        (Measured("x", None), None, ""),
    ],
)
def test_a_figure_knows_whether_it_reaches_what_it_should(
    figure: Measured, met: bool | None, target: str
) -> None:
    assert figure.met is met and figure.target == target
    assert figure.to_json()["met"] is met


def test_a_figure_is_shown_in_its_form() -> None:
    assert Measured("x", 0.256, form="{:.1%}").shown == "25.6%"
    assert Measured("x", None).shown == "–"


def outcome(answers: tuple[str, ...], quote: str, confidence: float) -> Outcome:
    quotes = (quote,) if quote else ()
    return Outcome(Question("1", "q?", answers), None, Reply("", quotes, (True,), None, confidence, 0.1))


@pytest.mark.parametrize(
    ("given", "right", "why"),
    [
        (outcome(("Ann",), "Ann left.", 0.9), True, ""),
        (outcome(("Ann",), "Bob left.", 0.9), False, "The first quote does not answer."),
        (
            outcome(("Ann",), "Ann left.", 0.2),
            True,
            "Refused, though something answers it; its first quote is right.",
        ),
        (
            outcome(("Ann",), "Bob left.", 0.2),
            False,
            "Refused, though something answers it; its first quote is wrong.",
        ),
        (outcome((), "Bob left.", 0.9), False, "Answered, though nothing answers it."),
        (outcome((), "Bob left.", 0.2), False, ""),
    ],
)
def test_a_reply_is_judged_as_a_user_meets_it(given: Outcome, right: bool, why: str) -> None:
    (judged,) = judge(Evaluation((given,)), 0.5)
    assert (judged.right, judged.why) == (right, why)
    assert judged.quoted  # also of a refusal: what would have been quoted


def test_another_rule_may_say_what_is_right() -> None:
    (judged,) = judge(Evaluation((outcome(("Ann",), "Bob left.", 0.9),)), 0.5, [True])
    assert judged.right and not judged.why


def test_a_part_tells_its_misses_and_the_confidence_of_its_answers() -> None:
    outcomes = (
        outcome(("Ann",), "Ann left.", 0.9),
        outcome((), "Bob left.", 0.2),
        outcome(("Ann",), "", 0.0),
    )
    part = Part("p", "about", (), judge(Evaluation(outcomes), 0.5))
    assert part.given == ([0.9, 0.2], [True, False])
    assert [miss.why for miss in part.misses] == [
        "Refused, though something answers it; its first quote is wrong."
    ]
