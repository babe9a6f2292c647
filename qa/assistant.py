"""Start reading here: how a question becomes an answer.

complete the question → search → read the best passages → quote what answers, or refuse. A question about the
collection itself is answered from the record; answers of two articles that contradict each other stand side
by side.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from types import TracebackType

from index.embedding.embedder import Embedder
from index.errors import QuestionError
from index.filters import SearchFilter
from index.library import Library, Progress, silent
from index.retrieval.hybrid_search import Hit, search
from qa.abbreviations import with_other_form
from qa.agreement import asks_for_agreement
from qa.answer_selection import chosen, left_out, weighed
from qa.answers import Answer, AnswerKind, Timings
from qa.citations import cited, disagreement, told
from qa.collection import Statement, about_collection
from qa.conversation import History, standalone
from qa.defaults import default_embedder, default_library
from qa.disagreement import disagreeing
from qa.reader import Reader, SpanReader
from qa.search_filter import narrowed, plain_day
from qa.small_talk import small_talk, without_small_talk
from qa.spelling import respelt
from qa.temporal_intent import query_time_of

LONGEST_QUESTION = 2000
"""Characters. A question of more than a page is a text that was pasted by mistake."""

PASSAGES_FOUND = 24
"""Passages retrieved for an answer; the reader chooses which of their sentences it reads."""

THRESHOLD = 0.15
"""Confidence from which an answer is given: a quote shows its source, so that four wrong ones are taken for
one right one that a refusal would keep back. On the samples, news and clapnq one in three of those from
0.15 to 0.2 was right (10 of 32), of those from 0.1 to 0.15 one in twenty (2 of 45)."""

STRICT = 0.8
"""The same for those who would rather have no answer than a wrong one. Of such answers one was wrong on the
samples (of 24), three in ten on news (of 38), where others than the accepted words count as wrong."""

FROM_THE_RECORD = 0.95
"""Confidence of what titles, bylines and dates tell: found, not read; but a question can be mistaken for one
about the collection."""


class Assistant:
    """Answers questions from one library. Holds nothing of a conversation; any thread may ask."""

    def __init__(self, library: Library, reader: Reader, *, threshold: float = THRESHOLD) -> None:
        """Answer from `library` with `reader`; an answer less sure than `threshold` is not given."""
        self.library = library
        self._reader = reader
        self._threshold = threshold

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        embedder: Embedder | None = None,
        threshold: float = THRESHOLD,
        progress: Progress = silent,
    ) -> "Assistant":
        """Open a library folder (default: QA_LIBRARY, else the user's data directory).

        Raises LibraryMissing and the other LibraryErrors; ModelError where the model cannot be loaded.
        """
        used = embedder or default_embedder()
        library = Library.open(Path(folder) if folder else default_library(), used, progress=progress)
        return cls(library, SpanReader(), threshold=threshold)

    def close(self) -> None:
        """Let go of the library's files."""
        self.library.close()

    def __enter__(self) -> "Assistant":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        question: str,
        *,
        history: History = (),
        asked: date | None = None,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a question with exact quotes, or refuse.

        Args:
            question: in plain words; at most 2,000 characters.
            history: the conversation so far, (question, answer text) pairs, oldest first.
            asked: the day of asking, today unless given; among equals, articles nearer to it come first.
            sources, since, until, articles: use only articles of these sources, published between these
                days (included), of these ids.

        Raises:
            QuestionError: the question is empty or too long, or a day is none.
            ArticleNotFound: no article has a source or id that was asked for.
        """
        checked(question)
        allowed = narrowed(self.library, sources, since, until, articles)
        if talk := small_talk(question):
            return Answer(question, question.strip(), talk.value, 0.0, kind=AnswerKind.CONVERSATION)
        history = without_small_talk(history)
        complete = standalone(question, history)
        known = about_collection(question, self.library, allowed, history)
        if known and known.citations:
            return _from_the_record(question, known)
        plain = asks_for_agreement(complete) or complete
        began = perf_counter()
        hits = self._search(question, plain, PASSAGES_FOUND, asked, allowed)
        if known:
            return Answer(question, complete, known.text, 0.0, hits=hits, kind=AnswerKind.CATALOG)
        complete = respelt(complete, self.library, hits)
        in_words = with_other_form(
            complete, hits, lambda name: self._search(name, name, PASSAGES_FOUND, asked, allowed)
        )
        if in_words != complete:
            complete = in_words
            hits = self._search(question, complete, PASSAGES_FOUND, asked, allowed)
        plain = asks_for_agreement(complete) or complete
        found = perf_counter()
        readings = weighed(plain, self._reader.read(plain, hits), hits)
        timings = Timings(found - began, perf_counter() - found)
        confidence = readings[0].confidence if readings else 0.0
        given = chosen(plain, readings) if confidence >= self._threshold else []
        sides = disagreeing(plain, readings) if given else ()
        citations = cited(given, sides)
        disagreements = disagreement(plain, citations, sides)
        return Answer(
            question=question,
            standalone=complete,
            text=told(citations, disagreements),
            confidence=confidence,
            citations=citations,
            disagreements=disagreements,
            hits=hits,
            not_quoted=left_out(readings, citations),
            timings=timings,
        )

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        history: History = (),
        asked: date | None = None,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages for a question, best first; other arguments as for `ask`."""
        if k < 1:
            raise QuestionError(f"A search cannot find {k} passages. Ask for 1 or more.")
        complete = standalone(checked(question), without_small_talk(history))
        allowed = narrowed(self.library, sources, since, until, articles)
        return self._search(question, complete, k, asked, allowed)

    def _search(
        self, typed: str, complete: str, k: int, asked: date | None, allowed: SearchFilter
    ) -> tuple[Hit, ...]:
        forms = list(dict.fromkeys((typed.strip(), complete)))
        day = plain_day("asked", asked) or date.today()
        return search(self.library, forms, k, allowed, day, query_time=query_time_of(complete, day))


def checked(question: str) -> str:
    """Return the question; raise QuestionError where it is empty or longer than `LONGEST_QUESTION`."""
    if not question.strip():
        raise QuestionError("The question is empty. Type what you want to know from your articles.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. "
            "Ask it in fewer words, or add a long text as an article."
        )
    return question


def _from_the_record(question: str, known: Statement) -> Answer:
    return Answer(
        question=question,
        standalone=question.strip(),
        text=known.text,
        confidence=FROM_THE_RECORD,
        citations=known.citations,
        statement=known.text,
        kind=AnswerKind.CATALOG,
    )
