"""Start reading here: how a question becomes an answer.

understand the question → tell what kind of answer it asks for → have that kind answer it (`qa.intents`), each
with exact quotes or a refusal. A fact: retrieve → read the best passages → quote what answers. Where there is
a language model (`qa.writer`): have it write the answer out of what was found, each sentence checked.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from index.embedding.embedder import Embedder
from index.errors import QuestionError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.progress import Progress, silent
from index.retrieval.hybrid_search import Hit
from index.store.place import SharedPlace
from qa.answers import Answer, Draft, Drafts, StopWriting, Writing
from qa.attribution import Attributor, LibraryAttributor
from qa.defaults import default_embedder, place_of
from qa.intents import Request, Resources, answer_request
from qa.intents.summary import summarize
from qa.intents.summary_length import MOST_SENTENCES
from qa.language_model import LanguageModel, ModelSettings, capped, model_settings, open_model
from qa.query import check_question, retrieve, understand
from qa.reader import Reader, SpanReader
from qa.search_filter import check_filter, make_filter, plain_day
from qa.small_talk import without_opening_talk, without_small_talk
from qa.thresholds import ANSWER_THRESHOLD
from qa.turns import History, Turn, as_turns

if TYPE_CHECKING:
    from qa.interpretation import Interpretation

SUMMARY_REQUEST = "Summarize the articles."
"""What a summary that a program asks for is the answer to."""


class Writer(Protocol):
    """Writes the answer to a request in prose; several threads call it at once."""

    def write(self, request: Request, answer: Answer, resources: Resources) -> Drafts:
        """Yield a request's answer while it is written; `answer` is made of quotes alone, or the refusal."""
        ...


class Interpreter(Protocol):
    """Tells what a request means, as far as it can; several threads call it at once."""

    @property
    def name(self) -> str:
        """The name of the language model that it asks."""
        ...

    def interpret(self, question: str, history: Sequence[Turn]) -> Generator[Draft, None, "Interpretation"]:
        """Return what a question in its conversation, oldest turn first, means; yield drafts until then."""
        ...


class Assistant:
    """Answers questions from one library. Holds nothing of a conversation; any thread may ask."""

    def __init__(
        self,
        library: Library,
        reader: Reader,
        *,
        threshold: float = ANSWER_THRESHOLD,
        attributor: Attributor | None = None,
        writer: Writer | None = None,
        interpreter: Interpreter | None = None,
    ) -> None:
        """Answer from `library` with `reader`; an answer less sure than `threshold` is not given.

        `attributor` tells who says what (default: the one that ships with the project); `writer` writes the
        answers, which are made of quotes alone where there is none, and `interpreter` completes what it is to
        write about.
        """
        self.library = library
        self._reader = reader
        self._attributor = attributor or LibraryAttributor(library)
        self._writer = writer
        self._interpreter = interpreter
        self._threshold = threshold

    @classmethod
    def open(
        cls,
        place: str | Path | SharedPlace | None = None,
        *,
        embedder: Embedder | None = None,
        threshold: float = ANSWER_THRESHOLD,
        model: str | ModelSettings | LanguageModel | None = None,
        progress: Progress = silent,
    ) -> "Assistant":
        """Open a library: a folder, or the `postgresql://` address of a database.

        The default is QA_DATABASE_URL's, else the folder QA_LIBRARY, else one in the user's data directory.

        `model` writes the answers: a language model, its settings, or its name ("ollama:llama3.2", with other
        settings from the environment). Nothing is sent to it before a question is asked; without one the
        answers are made of quotes alone.

        Raises LibraryMissing and the other LibraryErrors; ModelError where the embedding model cannot be
        loaded; LanguageModelError where the settings of `model` cannot be used, or its package is missing.
        """
        settings = model_settings(model) if isinstance(model, str) else model
        language_model = open_model(settings) if isinstance(settings, ModelSettings) else settings
        used = embedder or default_embedder()
        library = Library.open(place_of(place), used, progress=progress)
        if language_model is None:
            return cls(library, SpanReader(), threshold=threshold)
        # What only a model needs takes its time to import.
        from qa.interpretation import ModelInterpreter
        from qa.writer import ModelWriter

        if isinstance(settings, ModelSettings):
            language_model = capped(language_model, library.store.token_counts(), settings.tokens_a_day)
        return cls(
            library,
            SpanReader(),
            threshold=threshold,
            writer=ModelWriter(language_model),
            interpreter=ModelInterpreter(language_model),
        )

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
        written: bool = True,
    ) -> Answer:
        """Answer a question with exact quotes, or refuse.

        Args:
            question: in plain words; at most 2,000 characters.
            history: the conversation so far, oldest first: turns, or (question, answer text) pairs.
            asked: the day of asking, today unless given; among equals, articles nearer to it come first.
            sources, since, until, articles: use only articles of these sources, published between these
                days (included), of these ids.
            written: whether the language model writes the answer, where there is one.

        Raises:
            QuestionError: the question is empty or too long, a day is none, or the history no conversation.
            ArticleNotFound: no article has a source or id that was asked for.
        """
        filters = make_filter(sources, since, until, articles)
        return self.answer(question, as_turns(history), filters, plain_day("asked", asked), written=written)

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        asked: date | None = None,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
        written: bool = True,
    ) -> Drafts:
        """Answer a question as `ask` does, and yield the answer while it is written.

        The last draft has the answer; without a language model it is the only one. Closing the iterator
        cancels what is not written yet. Arguments and errors as for `ask`.
        """
        filters = make_filter(sources, since, until, articles)
        return self.draft(question, as_turns(history), filters, plain_day("asked", asked), written=written)

    def summarize(self, articles: Sequence[str] | None = None, sentences: int = 5) -> Answer:
        """Sum up articles in the sentences that tell most of them, or all articles where no ids are given.

        Args:
            articles: ids.
            sentences: how many together, at most.

        Raises:
            QuestionError: `articles` is no list of ids, or `sentences` no number from 1 to 20.
            ArticleNotFound: no article has one of the ids.
        """
        if not 1 <= sentences <= MOST_SENTENCES:
            raise QuestionError(f"A summary has 1 to {MOST_SENTENCES} sentences, not {sentences}.")
        filters = make_filter(None, None, None, articles)
        check_filter(filters, self.library)
        request = Request(SUMMARY_REQUEST, understand(SUMMARY_REQUEST, (), filters))
        entries = self.library.record.catalog.entries(filters)
        return summarize(request, self._resources(self._threshold), entries, sentences)

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
        *,
        written: bool = True,
    ) -> Answer:
        """Answer a question as `ask` does, with its arguments as values and, if given, another threshold."""
        drafts = self.draft(question, history, filters, asked, threshold, written=written)
        return next(draft.answer for draft in drafts if draft.answer)

    def draft(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Drafts:
        """Answer a question as `stream` does, with its arguments as values and another threshold."""
        check_question(question)
        check_filter(filters, self.library)
        history = tuple(without_small_talk(history))
        plain = without_opening_talk(question)
        request = Request(plain, understand(plain, history, filters, asked), history)
        resources = self._resources(self._threshold if threshold is None else threshold)
        return self._drafts(question, request, resources, self._writer if written else None)

    def _drafts(self, typed: str, request: Request, resources: Resources, writer: Writer | None) -> Drafts:
        if writer is None:
            answer = answer_request(request, resources)
            yield Draft(answer=replace(answer, question=typed, note=resources.note))
            return
        from qa.interpretation import NOTHING_TOLD, answer_interpreted

        told = NOTHING_TOLD
        try:
            if self._interpreter:
                told = yield from self._interpreter.interpret(typed, request.history)
        except StopWriting:
            yield from self._drafts(typed, request, resources, None)
            return
        answer = answer_interpreted(request, told, resources)
        answer = replace(answer, question=typed, note=resources.note)
        if self._interpreter and told.problem:
            # Asked to write, the model would be waited for once more.
            writing = Writing(self._interpreter.name, (), told.usage, told.problem)
            yield Draft(answer=replace(answer, writing=writing))
            return
        yield from writer.write(replace(request, used=told.usage), answer, resources)

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

    def _resources(self, threshold: float) -> Resources:
        return Resources(self.library.for_question(), self._reader, self._attributor, threshold)
