"""Outcomes of an evaluation run: one for each question, and the figures of all."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.evaluation import figures as measure
from qa.evaluation.citation_quality import CitationQuality
from qa.evaluation.questions import Question


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence that a language model wrote, with how well its citations support it.

    Attributes:
        held_back: why it is no part of the answer; "" where it is.
        quality: of a sentence that is part of the answer.
    """

    text: str
    held_back: str = ""
    quality: CitationQuality | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """The measured parts of what a language model wrote.

    Attributes:
        is_answer: whether the answer is this prose; otherwise quotes stand in its place, or a refusal.
        problem: why it is not whole, or does not stand; "" where all went well.
        tokens: how many were read and written.
        cost: US dollars; None where the price is not known.
    """

    is_answer: bool
    sentences: tuple[JudgedSentence, ...]
    problem: str
    tokens: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The measured parts of an answer or refusal.

    Attributes:
        quotes: the quotes in the order they are cited; none is a refusal.
        exact: for each quote, whether it is the slice of its article's text that it claims to be.
        marked: the answering words marked in the first quote, where it has any.
        seconds: how long the answer took.
        disagreements: the quotes of each disagreement that was shown.
        prose: what a language model wrote; None where none was asked.
    """

    text: str
    quotes: tuple[str, ...]
    exact: tuple[bool, ...]
    marked: str | None
    confidence: float
    seconds: float
    disagreements: tuple[tuple[str, ...], ...] = ()
    prose: Prose | None = None

    @property
    def refused(self) -> bool:
        """Whether this is a refusal."""
        return not self.quotes


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one question.

    Attributes:
        ranked: ids of the articles found, best first, at most ten; None where no article is relevant.
        reply: the answer or refusal; None where the answers are not known and only retrieval is measured.
    """

    question: Question
    ranked: tuple[str, ...] | None
    reply: Reply | None

    @property
    def rank(self) -> int | None:
        """The rank of the first relevant article, from 1; None if it is not among those found."""
        return measure.first_relevant_rank(self.ranked or (), tuple(self.question.relevant))

    @property
    def refused(self) -> bool:
        """Whether the question was asked and refused."""
        return self.reply is not None and self.reply.refused

    @property
    def right_in_first(self) -> bool:
        """Whether the first quote contains an accepted answer."""
        return self._right_in(1)

    @property
    def right_in_first_three(self) -> bool:
        """Whether one of the first three quotes contains an accepted answer."""
        return self._right_in(3)

    @property
    def right_in_text(self) -> bool:
        """Whether the text of the reply contains an accepted answer."""
        return self.reply is not None and measure.contains_answer(
            self.reply.text, self.question.answers or ()
        )

    @property
    def missed(self) -> bool:
        """Whether the reply is neither a right first quote nor a refusal where nothing answers."""
        if self.reply is None:
            return False
        return not (self.right_in_first if self.question.has_answer else self.refused)

    def at(self, threshold: float) -> "Outcome":
        """Return the outcome as it would be with this threshold: an answer less sure is a refusal."""
        if self.reply is None or self.reply.confidence >= threshold:
            return self
        refusal = replace(self.reply, text="", quotes=(), exact=(), marked=None, disagreements=(), prose=None)
        return replace(self, reply=refusal)

    def _right_in(self, first: int) -> bool:
        quotes = self.reply.quotes[:first] if self.reply else ()
        return any(measure.contains_answer(quote, self.question.answers or ()) for quote in quotes)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of a run, in the order of the questions."""

    outcomes: tuple[Outcome, ...]

    @property
    def figures(self) -> dict[str, float | None]:
        """The figures named in `FIGURES`, in its order; None where a set gives nothing to measure."""
        count: dict[str, float | None] = {"questions": float(len(self.outcomes))}
        return count | self._retrieval() | self._answers() | self._writing() | self._times()

    @property
    def figures_by_type(self) -> dict[str, dict[str, float | None]]:
        """The same figures for the questions of each type, in the order the types first occur."""
        by_type: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            by_type.setdefault(outcome.question.type, []).append(outcome)
        return {name: Evaluation(tuple(outcomes)).figures for name, outcomes in by_type.items()}

    @property
    def asked(self) -> int:
        """How many questions were asked, and not only searched."""
        return sum(outcome.reply is not None for outcome in self.outcomes)

    @property
    def given(self) -> tuple[list[float], list[bool]]:
        """The confidence of each answer that was given, and whether its first quote is right."""
        answered = [outcome for outcome in self.outcomes if outcome.reply and not outcome.reply.refused]
        confidences = [outcome.reply.confidence for outcome in answered if outcome.reply]
        return confidences, [outcome.right_in_first for outcome in answered]

    @property
    def seconds(self) -> list[float]:
        """How long each question that was asked took."""
        return [outcome.reply.seconds for outcome in self.outcomes if outcome.reply]

    def at(self, threshold: float) -> "Evaluation":
        """Return the run as it would be with this threshold, of a run whose threshold was not above it."""
        return Evaluation(tuple(outcome.at(threshold) for outcome in self.outcomes))

    def only(self, kept: Callable[[Outcome], bool]) -> "Evaluation":
        """Return the run with the outcomes that are `kept`."""
        return Evaluation(tuple(filter(kept, self.outcomes)))

    def _retrieval(self) -> dict[str, float | None]:
        ranks = [outcome.rank for outcome in self.outcomes if outcome.ranked is not None]
        return {
            "article_hit_at_1": measure.hit_at(1, ranks),
            "article_hit_at_5": measure.hit_at(5, ranks),
            "article_hit_at_10": measure.hit_at(10, ranks),
            "article_mrr_at_10": measure.mean_reciprocal_rank(ranks),
        }

    def _answers(self) -> dict[str, float | None]:
        asked = [(outcome, outcome.reply) for outcome in self.outcomes if outcome.reply]
        answerable = [outcome.question.has_answer for outcome, _ in asked]
        refused = [reply.refused for _, reply in asked]
        due = [outcome for outcome, _ in asked if outcome.question.has_answer]
        marks = any(reply.marked for _, reply in asked)
        marked = [
            (reply.marked or "", outcome.question.answers or ())
            for outcome, reply in asked
            if marks and outcome.question.has_answer
        ]
        confidences, right = self.given
        return {
            "answer_in_first_quote": measure.share([outcome.right_in_first for outcome in due]),
            "answer_in_first_three_quotes": measure.share([outcome.right_in_first_three for outcome in due]),
            "marked_words_exact_match": measure.share([measure.exact_match(*pair) for pair in marked]),
            "marked_words_f1": measure.mean([measure.token_f1(*pair) for pair in marked]),
            "share_answered": measure.share([not gave_up for gave_up in refused]),
            "exact_quote_rate": measure.share([exact for _, reply in asked for exact in reply.exact]),
            "refusal_auroc": measure.area_under_roc([reply.confidence for _, reply in asked], answerable),
            "refusal_precision": measure.refusal_precision(refused, answerable),
            "refusal_recall": measure.refusal_recall(refused, answerable),
            "wrong_among_given": measure.risk(right),
            "calibration_error": measure.expected_calibration_error(confidences, right),
        }

    def _writing(self) -> dict[str, float | None]:
        written = [
            (outcome, outcome.reply.prose)
            for outcome in self.outcomes
            if outcome.reply and outcome.reply.prose
        ]
        sentences = [sentence for _, prose in written for sentence in prose.sentences]
        qualities = [sentence.quality for sentence in sentences if sentence.quality]
        due = [outcome for outcome, prose in written if prose.is_answer and outcome.question.has_answer]
        costs = [prose.cost for _, prose in written if prose.cost is not None]
        return {
            "share_written": measure.share([prose.is_answer for _, prose in written]),
            "answer_in_prose": measure.share([outcome.right_in_text for outcome in due]),
            "sentences_held_back": measure.share([bool(sentence.held_back) for sentence in sentences]),
            "citation_recall": measure.share([quality.recalled for quality in qualities]),
            "citation_precision": measure.share([one for quality in qualities for one in quality.precise]),
            "tokens": float(sum(prose.tokens for _, prose in written)) if written else None,
            "cost": sum(costs) if costs else None,
        }

    def _times(self) -> dict[str, float | None]:
        return {
            "seconds_median": measure.percentile(self.seconds, 50),
            "seconds_95th_percentile": measure.percentile(self.seconds, 95),
        }
