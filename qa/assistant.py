"""Start reading here: how a question becomes an answer.

complete the question → search → read the best passages → quote what answers, or refuse.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from index.embedder import Embedder
from index.errors import ArticleNotFound, QuestionError
from index.filters import Filter
from index.library import Library, Progress, silent
from index.search import Hit, search
from qa.answers import Answer, Citation
from qa.defaults import default_embedder, default_library
from qa.question import History, standalone
from qa.reader import Reader, Reading, SentenceReader

REFUSAL = "These articles do not say."

LONGEST_QUESTION = 2000
"""Characters. A question of more than a page is a text that was pasted by mistake."""

PASSAGES_READ = 10
MOST_QUOTES = 3

THRESHOLD = 0.25
"""Confidence from which an answer is given: a quote shows its source, so that three wrong ones are taken for
one right one that a refusal would keep back."""

SHARE_OF_BEST = 0.5
"""Further quotes are given down to this share of the first one's confidence."""


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
        return cls(library, SentenceReader(used), threshold=threshold)

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
            QuestionError: the question is empty or too long.
            ArticleNotFound: no article has a source or id that was asked for.
        """
        complete = standalone(_checked(question), history)
        hits = self._search(
            question, complete, PASSAGES_READ, asked, self._allowed(sources, since, until, articles)
        )
        readings = self._reader.read(complete, hits)
        confidence = readings[0].confidence if readings else 0.0
        citations = _cited(readings) if confidence >= self._threshold else ()
        return Answer(
            question=question,
            standalone=complete,
            text=_text(citations),
            confidence=confidence,
            citations=citations,
            hits=hits,
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
        """Return the `k` best passages for a question, best first; arguments as for `ask`."""
        complete = standalone(_checked(question), history)
        return self._search(question, complete, k, asked, self._allowed(sources, since, until, articles))

    def _allowed(
        self,
        sources: Sequence[str] | None,
        since: date | None,
        until: date | None,
        articles: Sequence[str] | None,
    ) -> Filter:
        """Check that what a search is narrowed to is there: a misspelt name would look like a refusal."""
        for article_id in articles or ():
            self.library.record.article(article_id)
        for source in sources or ():
            if not self.library.record.find("source", source):
                raise ArticleNotFound(
                    f"No article of the source {source!r} in this library. `qa list` shows them."
                )
        return Filter.of(sources, since, until, articles)

    def _search(
        self, typed: str, complete: str, k: int, asked: date | None, allowed: Filter
    ) -> tuple[Hit, ...]:
        forms = list(dict.fromkeys((typed.strip(), complete)))
        return search(self.library, forms, k, allowed, asked or date.today())


def _checked(question: str) -> str:
    if not question.strip():
        raise QuestionError("The question is empty. Type what you want to know from your articles.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. "
            "Ask it in fewer words, or add a long text as an article."
        )
    return question


def _cited(readings: Iterable[Reading]) -> tuple[Citation, ...]:
    """Cite the best readings; a quote that says the same to the letter as one before it is left out."""
    chosen: dict[str, Reading] = {}
    for reading in readings:
        words = " ".join(reading.article.text[reading.start : reading.end].split()).casefold()
        first = next(iter(chosen.values()), reading)
        if len(chosen) == MOST_QUOTES or reading.confidence < SHARE_OF_BEST * first.confidence:
            break
        chosen.setdefault(words, reading)
    return tuple(
        Citation(n, reading.article, reading.start, reading.end, reading.answer)
        for n, reading in enumerate(chosen.values(), start=1)
    )


def _text(citations: Sequence[Citation]) -> str:
    if not citations:
        return REFUSAL
    return "\n".join(f"“{' '.join(citation.quote.split())}” [{citation.n}]" for citation in citations)
