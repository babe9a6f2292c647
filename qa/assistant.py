"""Start reading here: how a question becomes an answer.

understand the question → retrieve → read the best passages → quote what answers, or refuse. A question about
the collection itself is answered from the record; answers of two articles that contradict each other stand
side by side.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from types import TracebackType

from index.embedding.embedder import Embedder
from index.errors import QuestionError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.progress import Progress, silent
from index.retrieval.hybrid_search import Hit
from qa.answer_selection import reweight, select_not_quoted, select_quotes
from qa.answers import Answer, AnswerKind, Timings
from qa.citations import format_answer, make_citations, make_disagreements
from qa.collection import CatalogAnswer, about_collection
from qa.defaults import default_embedder, default_library
from qa.disagreement import disagreeing
from qa.query import Query, retrieve, understand
from qa.reader import Reader, SpanReader
from qa.search_filter import check_filter, make_filter, plain_day
from qa.small_talk import small_talk, without_small_talk
from qa.thresholds import ANSWER_THRESHOLD, CATALOG_CONFIDENCE
from qa.turns import History, Turn, as_turns

LONGEST_QUESTION = 2000
"""Characters of a question at most: one of more than a page is a text that was pasted by mistake."""


class Assistant:
    """Answers questions from one library. Holds nothing of a conversation; any thread may ask."""

    def __init__(self, library: Library, reader: Reader, *, threshold: float = ANSWER_THRESHOLD) -> None:
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
        threshold: float = ANSWER_THRESHOLD,
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
            history: the conversation so far, oldest first: turns, or (question, answer text) pairs.
            asked: the day of asking, today unless given; among equals, articles nearer to it come first.
            sources, since, until, articles: use only articles of these sources, published between these
                days (included), of these ids.

        Raises:
            QuestionError: the question is empty or too long, a day is none, or the history no conversation.
            ArticleNotFound: no article has a source or id that was asked for.
        """
        filters = make_filter(sources, since, until, articles)
        return self.answer(question, as_turns(history), filters, plain_day("asked", asked))

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
        filters = make_filter(sources, since, until, articles)
        return self.retrieve(question, k, as_turns(history), filters, plain_day("asked", asked))

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
    ) -> Answer:
        """Answer a question as `ask` does, with its arguments as values and, if given, another threshold."""
        check_question(question)
        check_filter(filters, self.library)
        if talk := small_talk(question):
            return Answer(question, question.strip(), talk.value, 0.0, kind=AnswerKind.CONVERSATION)
        history = without_small_talk(history)
        known = about_collection(question, self.library, filters, history)
        if known and known.citations:
            return _from_the_record(question, known)
        query = understand(question, history, filters, asked)
        began = perf_counter()
        query, hits = retrieve(self.library, query)
        if known:
            return Answer(question, query.standalone, known.text, 0.0, hits=hits, kind=AnswerKind.CATALOG)
        threshold = self._threshold if threshold is None else threshold
        return self._read(question, query, hits, threshold, perf_counter() - began)

    def retrieve(
        self,
        question: str,
        k: int = 10,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages as `search` does, with its arguments as values."""
        if k < 1:
            raise QuestionError(f"A search cannot find {k} passages. Ask for 1 or more.")
        check_question(question)
        check_filter(filters, self.library)
        query = understand(question, without_small_talk(history), filters, asked)
        return retrieve(self.library, query, k)[1]

    def _read(
        self, question: str, query: Query, hits: tuple[Hit, ...], threshold: float, searching: float
    ) -> Answer:
        """Read the passages and quote what answers, or refuse."""
        asked, began = query.standalone, perf_counter()
        readings = reweight(asked, self._reader.read(asked, hits), hits)
        timings = Timings(searching, perf_counter() - began)
        confidence = readings[0].confidence if readings else 0.0
        quoted = select_quotes(asked, readings) if confidence >= threshold else []
        sides = disagreeing(asked, readings) if quoted else ()
        citations = make_citations(quoted, sides)
        disagreements = make_disagreements(asked, citations, sides)
        return Answer(
            question=question,
            standalone=asked,
            text=format_answer(citations, disagreements),
            confidence=confidence,
            citations=citations,
            disagreements=disagreements,
            hits=hits,
            not_quoted=select_not_quoted(readings, citations),
            timings=timings,
        )


def check_question(question: str) -> None:
    """Raise QuestionError where a question is empty or longer than `LONGEST_QUESTION`."""
    if not question.strip():
        raise QuestionError("The question is empty. Type what you want to know from your articles.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. "
            "Ask it in fewer words, or add a long text as an article."
        )


def _from_the_record(question: str, known: CatalogAnswer) -> Answer:
    return Answer(
        question=question,
        standalone=question.strip(),
        text=known.text,
        confidence=CATALOG_CONFIDENCE,
        citations=known.citations,
        statement=known.text,
        kind=AnswerKind.CATALOG,
    )
