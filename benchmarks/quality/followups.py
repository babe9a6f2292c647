"""Follow-up rewriting: recall of the words that a person filled in, and needless ones."""

from dataclasses import dataclass

from benchmarks.data import Row
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from index.text.words import content_words
from qa.conversation import standalone
from qa.evaluation.figures import mean, normalise, share
from qa.turns import as_turns


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
    def left_out(self) -> set[str]:
        """Those that our question lacks."""
        return self.wanted - spoken(self.ours)

    @property
    def needless(self) -> set[str]:
        """The content words that we added and the person did not."""
        return spoken(self.ours) - self.wanted - spoken(self.row["question"])


def followups(bench: Bench) -> Part:
    """Measure `standalone` against what people wrote."""
    asked = bench.sampled_rows(bench.rows("followups/rewrites"))
    every = [Completed(row, standalone(row["question"], as_turns(history_of(row)))) for row in asked]
    changed = [one for one in every if one.changed and one.wanted]
    unchanged = [one for one in every if not one.changed]
    filled = [1 - len(one.left_out & one.filled_in) / len(one.filled_in) for one in changed if one.filled_in]
    without = [1 - len(one.filled_in) / len(one.wanted) for one in changed]
    return Part(
        "followups",
        f"followups: {len(changed)} questions that people completed, {len(unchanged)} left as they were.",
        (
            Measured(
                "changed: recall of the person's content words",
                mean([1 - len(one.left_out) / len(one.wanted) for one in changed]),
                at_least=0.80,
            ),
            Measured("unchanged: with needless additions", _with_additions(unchanged), at_most=0.10),
            Measured("changed: that recall if nothing were completed", mean(without)),
            Measured("changed: recall of the words filled in", mean(filled)),
            Measured("changed: with words that the person did not add", _with_additions(changed)),
        ),
        tuple(map(_judged, every)),
    )


def spoken(text: str) -> set[str]:
    """Return the content words of a text, normalised."""
    return set(content_words(normalise(text)))


def history_of(row: Row) -> list[tuple[str, str]]:
    """Return the conversation before in pairs: an article's title and section, then questions and answers."""
    said = row["history"]
    return list(zip(said[::2], said[1::2], strict=True))


def _with_additions(every: list[Completed]) -> float | None:
    return share([bool(one.needless) for one in every])


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
