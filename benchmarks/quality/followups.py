"""Follow-up rewriting: recall of the words that a person filled in, and needless ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.data import Row
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from index.text.words import content_words
from qa.conversation import standalone
from qa.conversation.pronouns import pronouns
from qa.evaluation.figures import mean, normalise, share
from qa.turns import as_turns
from training.followups.examples import conversation_of, is_learnt_from, turns_of

RECALL = {"rewrites": 0.78, "cast": 0.76, "mtrag": 0.70}
"""The sets, and the recall to reach on each."""

NEEDLESS = 0.08
"""Share of the questions that leave nothing out to which something may be added."""

SETS = tuple(f"followups/{name}" for name in RECALL)


@dataclass(frozen=True, slots=True)
class Completed:
    """A question in a conversation, as a person and as we completed it."""

    row: Row
    ours: str

    @property
    def changed(self) -> bool:
        """Whether the person found something to complete."""
        return normalise(self.row["question"]) != normalise(self.row["rewrite"])

    @property
    def wanted(self) -> set[str]:
        """The content words of the person's question."""
        return spoken(self.row["rewrite"])

    @property
    def filled_in(self) -> set[str]:
        """Those that the question alone lacks."""
        return self.wanted - spoken(self.row["question"])

    @property
    def within_reach(self) -> set[str]:
        """The person's content words that the question or the conversation has."""
        said = [text for turn in turns_of(self.row["history"]) for text in turn]
        return self.wanted & spoken(" ".join((self.row["question"], *said)))

    @property
    def left_out(self) -> set[str]:
        """Those that our question lacks."""
        return self.wanted - spoken(self.ours)

    @property
    def needless(self) -> set[str]:
        """The content words that we added and the person did not."""
        return spoken(self.ours) - self.wanted - spoken(self.row["question"])


def followups(bench: Bench) -> Part:
    """Measure `standalone` against what people wrote, on the conversations that it did not learn from."""
    figures: list[Measured] = []
    judged: list[Completed] = []
    for name, recall in RECALL.items():
        rows = bench.sampled_rows(bench.rows(f"followups/{name}"))
        asked = [row for row in rows if turns_of(row["history"])]
        known = [row for row in asked if is_learnt_from(name, conversation_of(name, str(row["id"])))]
        others = [row for row in asked if row not in known]
        judged += (every := _completed(others))
        figures += _figures(name, every, recall, NEEDLESS)
        figures += _figures(f"{name}, learnt from", _completed(known), None, None)
    return Part(
        "followups",
        f"followups: {len(judged)} questions in conversations that were not learnt from.",
        tuple(figures),
        tuple(map(_judged, judged)),
    )


def spoken(text: str) -> set[str]:
    """Return the content words of a text, normalised."""
    return set(content_words(normalise(text)))


def _completed(rows: Sequence[Row]) -> list[Completed]:
    return [Completed(row, standalone(row["question"], as_turns(turns_of(row["history"])))) for row in rows]


def _figures(
    name: str, every: Sequence[Completed], recall: float | None, needless: float | None
) -> list[Measured]:
    """Return the figures of one set, with the recall and the needless additions to reach."""
    changed = [one for one in every if one.changed and one.wanted]
    whole = [one for one in every if not one.filled_in]
    return [
        Measured(
            f"{name}: recall of the person's content words",
            mean([1 - len(one.left_out) / len(one.wanted) for one in changed]),
            at_least=recall,
        ),
        Measured(
            f"{name}: with needless additions where nothing is left out",
            share([bool(one.needless) for one in whole]),
            at_most=needless,
        ),
        Measured(
            f"{name}: that recall if nothing were completed",
            mean([1 - len(one.filled_in) / len(one.wanted) for one in changed]),
        ),
        Measured(
            f"{name}: that recall if all were added that the conversation has of them",
            mean([len(one.within_reach) / len(one.wanted) for one in changed]),
        ),
        Measured(
            f"{name}: with needless additions where, besides, no pronoun refers to what was said",
            share([bool(one.needless) for one in whole if not pronouns(one.row["question"])]),
        ),
        Measured(
            f"{name}: share of the added words that the person added too",
            mean([_precision(one) for one in changed if spoken(one.ours) - spoken(one.row["question"])]),
        ),
    ]


def _precision(one: Completed) -> float:
    added = spoken(one.ours) - spoken(one.row["question"])
    return 1 - len(one.needless) / len(added)


def _judged(one: Completed) -> Judged:
    reasons = []
    if one.changed and one.left_out:
        reasons.append(f"Left out: {', '.join(sorted(one.left_out))}.")
    if one.needless:
        reasons.append(f"Needless: {', '.join(sorted(one.needless))}.")
    return Judged(
        id=str(one.row["id"]),
        question=one.row["question"],
        expected=(one.row["rewrite"],),
        quoted=(one.ours,),
        right=not reasons,
        why=" ".join(reasons),
    )
