"""A run of six questions, of which one is answered right."""

from qa.evaluation import Evaluation, Outcome, Question, Reply


def outcome(
    question: Question, *quotes: str, confidence: float = 0.5, ranked: tuple[str, ...] = ()
) -> Outcome:
    reply = Reply("shown", quotes, (True,) * len(quotes), None, confidence, 0.25)
    return Outcome(question, ranked if question.relevant else None, reply)


EVALUATION = Evaluation(
    (
        outcome(Question("1", "Who sells apples?", ("Ann",), {"fruit": 1}), "Ann sells.", ranked=("fruit",)),
        outcome(Question("2", "Who rows?", ("Bo",), type="typo"), "Cy sells.", "Bo rows.", confidence=0.8),
        outcome(Question("3", "And then?", ("Di",), history=(("Who left?", "Flo left"),)), confidence=0.2),
        outcome(Question("4", "Why?", ()), "No reason.", confidence=0.4),
        outcome(Question("5", "Where?", ("Rome",)), "In Oslo."),
        Outcome(Question("6", "Found?", None, {"lost": 1}), ("fruit",), None),
    )
)
