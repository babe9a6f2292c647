"""The evaluation run: every question of a set is searched and asked."""

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

from index.filters import SearchFilter
from qa.answers import Citation, Writing, WrittenSentence
from qa.engine import Engine
from qa.evaluation import figures as measure
from qa.evaluation.citation_quality import citation_quality
from qa.evaluation.outcomes import Evaluation, JudgedSentence, Outcome, Prose, Reply
from qa.evaluation.questions import Question
from qa.grounding import supported
from qa.turns import as_turns
from qa.writer.evidence import as_evidence

PASSAGES_SEARCHED = 50
"""Number of passages of one search; enough for ten articles even where one fills the top of the list."""


def evaluate(
    questions: Sequence[Question],
    system: Engine,
    on_progress: Callable[[int, int], None] | None = None,
    texts: Mapping[str, str] | None = None,
    *,
    written: bool = False,
) -> Evaluation:
    """Search and ask every question in turn.

    Args:
        on_progress: called after each question with how many are done and how many there are.
        texts: the articles' texts by id, read by another way than the system's own, to check quotes against.
            Without it a quote is checked against the article that it carries along.
        written: whether the system's language model writes the answers, if it has one.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        outcomes.append(
            Outcome(
                question=question,
                ranked=_rank_articles(question, system) if question.relevant else None,
                reply=_ask(question, system, texts, written=written)
                if question.answers is not None
                else None,
            )
        )
        if on_progress:
            on_progress(done, len(questions))
    return Evaluation(tuple(outcomes))


def _rank_articles(question: Question, system: Engine) -> tuple[str, ...]:
    """Rank articles by their best passage."""
    hits = system.retrieve(
        question.question,
        PASSAGES_SEARCHED,
        as_turns(question.history),
        SearchFilter.of(articles=question.articles),
        question.asked,
    )
    return tuple(dict.fromkeys(hit.article_id for hit in hits))[: measure.ARTICLES_RANKED]


def _ask(question: Question, system: Engine, texts: Mapping[str, str] | None, *, written: bool) -> Reply:
    begin = perf_counter()
    answer = system.answer(
        question.question,
        as_turns(question.history),
        SearchFilter.of(articles=question.articles),
        question.asked,
        written=written,
    )
    seconds = perf_counter() - begin
    return Reply(
        text=answer.text,
        quotes=tuple(citation.quote for citation in answer.citations),
        exact=tuple(_is_exact(citation, texts) for citation in answer.citations),
        marked=_marked_words(answer.citations[0]) if answer.citations else None,
        confidence=answer.confidence,
        seconds=seconds,
        disagreements=tuple(
            tuple(citation.quote for citation in disagreement.citations)
            for disagreement in answer.disagreements
        ),
        prose=judged(answer.writing) if answer.writing else None,
    )


def judged(writing: Writing) -> Prose:
    """Return what a language model wrote, the citations of each sentence judged."""
    return Prose(
        is_answer=writing.is_answer,
        sentences=tuple(_judged_sentence(sentence) for sentence in writing.sentences),
        problem=writing.problem,
        tokens=writing.usage.tokens,
        cost=writing.usage.cost,
    )


def _judged_sentence(sentence: WrittenSentence) -> JudgedSentence:
    if not sentence.holds:
        return JudgedSentence(sentence.text, held_back=" ".join(map(str, sentence.support.reasons)))
    quotes = [as_evidence(citation) for citation in sentence.citations]
    return JudgedSentence(sentence.text, quality=citation_quality(sentence.text, quotes, supported))


def _is_exact(citation: Citation, texts: Mapping[str, str] | None) -> bool:
    text = citation.article.text if texts is None else texts.get(citation.article.id, "")
    return text[citation.start : citation.end] == citation.quote


def _marked_words(citation: Citation) -> str | None:
    return citation.article.text[slice(*citation.answer)] if citation.answer else None
