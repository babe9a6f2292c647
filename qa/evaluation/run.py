"""The run: every question of a set is searched and asked, and what came back is kept and counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Protocol

from index.search import Hit
from qa.answers import Answer, Citation
from qa.evaluation import figures as measure
from qa.evaluation.questions import Question

PASSAGES_SEARCHED = 50
"""Passages of one search; enough for ten articles even when one article fills the top of the list."""


class AnsweringSystem(Protocol):
    """What can be measured: it finds passages and answers questions."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]], asked: date | None) -> Answer:
        """Answer the question, or refuse."""
        ...

    def search(
        self, question: str, k: int, *, history: Sequence[tuple[str, str]], asked: date | None
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or refusal, cut down to what is measured.

    Attributes:
        quotes: the quotes in the order they are cited; none is a refusal.
        exact: for each quote, whether it is the slice of its article's text that it claims to be.
        marked: the answering words marked in the first quote, where it has any.
        seconds: how long the answer took.
    """

    text: str
    quotes: tuple[str, ...]
    exact: tuple[bool, ...]
    marked: str | None
    confidence: float
    seconds: float

    @property
    def refused(self) -> bool:
        """Whether this is a refusal."""
        return not self.quotes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question came to.

    Attributes:
        ranked: ids of the articles found, best first, at most ten; None where no article is relevant.
        reply: what was answered; None where the answers are not known and only retrieval is measured.
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
    def missed(self) -> bool:
        """Whether the reply is neither a right first quote nor a refusal where nothing answers."""
        if self.reply is None:
            return False
        return not (self.right_in_first if self.question.has_answer else self.refused)

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
        return count | self._retrieval() | self._answers() | self._times()

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
        marked = [
            measure.exact_match(reply.marked, outcome.question.answers or ())
            for outcome, reply in asked
            if reply.marked is not None and outcome.question.has_answer
        ]
        confidences, right = self.given
        return {
            "answer_in_first_quote": measure.share([outcome.right_in_first for outcome in due]),
            "answer_in_first_three_quotes": measure.share([outcome.right_in_first_three for outcome in due]),
            "marked_words_exact_match": measure.share(marked),
            "share_answered": measure.share([not gave_up for gave_up in refused]),
            "exact_quote_rate": measure.share([exact for _, reply in asked for exact in reply.exact]),
            "refusal_auroc": measure.area_under_roc([reply.confidence for _, reply in asked], answerable),
            "refusal_precision": measure.refusal_precision(refused, answerable),
            "refusal_recall": measure.refusal_recall(refused, answerable),
            "wrong_among_given": measure.risk(right),
            "calibration_error": measure.expected_calibration_error(confidences, right),
        }

    def _times(self) -> dict[str, float | None]:
        seconds = [outcome.reply.seconds for outcome in self.outcomes if outcome.reply]
        return {
            "seconds_median": measure.percentile(seconds, 50),
            "seconds_95th_percentile": measure.percentile(seconds, 95),
        }


def evaluate(
    questions: Sequence[Question],
    system: AnsweringSystem,
    on_progress: Callable[[int, int], None] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Evaluation:
    """Search and ask every question in turn.

    Args:
        on_progress: called after each question with how many are done and how many there are.
        texts: the articles' texts by id, read by another way than the system's own, to check quotes against.
            Without it a quote is checked against the article that it carries along.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        outcomes.append(
            Outcome(
                question=question,
                ranked=_rank_articles(question, system) if question.relevant else None,
                reply=_ask(question, system, texts) if question.answers is not None else None,
            )
        )
        if on_progress:
            on_progress(done, len(questions))
    return Evaluation(tuple(outcomes))


def _rank_articles(question: Question, system: AnsweringSystem) -> tuple[str, ...]:
    """Rank articles by their best passage."""
    hits = system.search(question.question, PASSAGES_SEARCHED, history=question.history, asked=question.asked)
    return tuple(dict.fromkeys(hit.article_id for hit in hits))[: measure.ARTICLES_RANKED]


def _ask(question: Question, system: AnsweringSystem, texts: Mapping[str, str] | None) -> Reply:
    begin = perf_counter()
    answer = system.ask(question.question, history=question.history, asked=question.asked)
    seconds = perf_counter() - begin
    return Reply(
        text=answer.text,
        quotes=tuple(citation.quote for citation in answer.citations),
        exact=tuple(_is_exact(citation, texts) for citation in answer.citations),
        marked=_marked_words(answer.citations[0]) if answer.citations else None,
        confidence=answer.confidence,
        seconds=seconds,
    )


def _is_exact(citation: Citation, texts: Mapping[str, str] | None) -> bool:
    text = citation.article.text if texts is None else texts.get(citation.article.id, "")
    return text[citation.start : citation.end] == citation.quote


def _marked_words(citation: Citation) -> str | None:
    return citation.article.text[slice(*citation.answer)] if citation.answer else None
