"""Four questions that a language model was asked: one answer is prose, one stands on quotes, two are else."""

from qa.evaluation import Evaluation, JudgedSentence, Outcome, Prose, Question, Reply
from qa.evaluation.citation_quality import CitationQuality

BOTH = CitationQuality(recalled=True, precise=(True, True))
HALF = CitationQuality(recalled=True, precise=(True, False))
NONE = CitationQuality(recalled=False, precise=(False,))


def reply(text: str, quotes: tuple[str, ...], prose: Prose | None) -> Reply:
    return Reply(text, quotes, (True,) * len(quotes), None, 0.5, 0.25, prose=prose)


WRITTEN = Evaluation(
    (
        Outcome(
            Question("1", "Who sells apples?", ("Ann",)),
            None,
            reply(
                "Ann sells them. [1] [2]",
                ("They are sold by her.",),
                Prose(
                    True,
                    (
                        JudgedSentence("Ann sells them.", quality=BOTH),
                        JudgedSentence("Bo does, too.", quality=HALF),
                        JudgedSentence("Cy did.", held_back="The quotes do not have “Cy”."),
                        JudgedSentence("It is so.", quality=NONE),
                    ),
                    "",
                    100,
                    0.25,
                ),
            ),
        ),
        Outcome(
            Question("2", "Who rows?", ("Bo",)),
            None,
            reply(
                "“Di rows.” [1]",
                ("Di rows.",),
                Prose(
                    False,
                    (JudgedSentence("Cy rows.", held_back="The quotes do not have “Cy”."),),
                    "Too little of it is carried. Ask again.",
                    40,
                ),
            ),
        ),
        Outcome(Question("3", "Why?", ()), None, reply("Nothing.", (), Prose(False, (), "Down.", 0))),
        Outcome(Question("4", "How many?", ("3",)), None, reply("3 articles.", ("a",), None)),
    )
)
