"""Disagreeing sources: how often both answers are shown, and how often there is a false alarm."""

from collections.abc import Sequence

from benchmarks.data import Row
from benchmarks.quality.bench import Bench, say_progress
from benchmarks.quality.results import Judged, Measured, Part
from qa.evaluation import Question, Reply
from qa.evaluation.figures import contains_answer, share
from qa.thresholds import ANSWER_THRESHOLD


def conflicts(bench: Bench) -> Part:
    """Ask each question of its passages: those of both answers and noise, then those of one and noise."""
    asked = bench.sampled_rows(bench.rows("conflicts/questions"))
    both, only_true, only_altered = [], [], []
    for done, row in enumerate(asked, start=1):
        both.append(_ask(bench, row, ("true", "altered", "noise")))
        only_true.append(_ask(bench, row, ("true", "noise")))
        only_altered.append(_ask(bench, row, ("altered", "noise")))
        say_progress(done, len(asked))
    shown = [_shows_both(row, reply.quotes, reply) for row, reply in zip(asked, both, strict=True)]
    named = [_shows_both(row, (), reply) for row, reply in zip(asked, both, strict=True)]
    stand = [_both_stand(row) for row in asked]
    return Part(
        "conflicts",
        f"conflicts: {len(asked)} questions, each in a library of its own passages, one an article; both "
        f"answers stand in those of {sum(stand)} to the word.",
        (
            Measured("both answers shown, where both stand", _share_where(stand, shown), at_least=0.80),
            Measured("false alarms, true passages and noise", _alarms(only_true), at_most=0.05),
            Measured("false alarms, altered passages and noise", _alarms(only_altered), at_most=0.05),
            Measured("both answers shown, of all", share(shown)),
            Measured("both answers shown as a disagreement, where both stand", _share_where(stand, named)),
        ),
        (
            *(
                _judged(row, reply, "both", "" if right else "Not both answers are shown.")
                for row, reply, right in zip(asked, both, shown, strict=True)
            ),
            *_false_alarms(asked, only_true, "true passages"),
            *_false_alarms(asked, only_altered, "altered passages"),
        ),
    )


def _ask(bench: Bench, row: Row, kinds: Sequence[str]) -> Reply:
    """Ask with the default settings, of the passages of these kinds."""
    passages = [passage for passage in row["passages"] if passage["kind"] in kinds]
    question = Question(row["id"], row["question"], (row["answer"], row["altered_answer"]))
    with bench.assistant(passages, threshold=ANSWER_THRESHOLD) as assistant:
        (outcome,) = bench.ask([question], assistant, quietly=True).outcomes
    assert outcome.reply
    return outcome.reply


def _shows_both(row: Row, quotes: Sequence[str], reply: Reply) -> bool:
    """Whether one quote holds the one answer and another quote the other."""
    every = {*quotes, *(quote for group in reply.disagreements for quote in group)}
    return any(
        one != other
        and contains_answer(one, [row["answer"]])
        and contains_answer(other, [row["altered_answer"]])
        for one in every
        for other in every
    )


def _both_stand(row: Row) -> bool:
    return all(
        any(
            contains_answer(passage["text"], [answer])
            for passage in row["passages"]
            if passage["kind"] == kind
        )
        for kind, answer in (("true", row["answer"]), ("altered", row["altered_answer"]))
    )


def _share_where(counted: Sequence[bool], flags: Sequence[bool]) -> float | None:
    return share([flag for counts, flag in zip(counted, flags, strict=True) if counts])


def _alarms(replies: Sequence[Reply]) -> float | None:
    return share([bool(reply.disagreements) for reply in replies])


def _false_alarms(asked: Sequence[Row], replies: Sequence[Reply], name: str) -> list[Judged]:
    return [
        _judged(row, reply, f"only {name}", "A disagreement where there is none.")
        for row, reply in zip(asked, replies, strict=True)
        if reply.disagreements
    ]


def _judged(row: Row, reply: Reply, kind: str, why: str) -> Judged:
    disagreeing = tuple(quote for group in reply.disagreements for quote in group)
    return Judged(
        id=f"{row['id']}, {kind}",
        question=row["question"],
        expected=(row["answer"], row["altered_answer"]),
        quoted=(*reply.quotes, *(f"disagrees: {quote}" for quote in disagreeing)),
        right=not why,
        why=why,
        confidence=reply.confidence,
        marked=reply.marked,
    )
