"""Drafting: a language model writes, and every sentence is checked as soon as it is written."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from index.errors import LanguageModelError
from qa.answers import Answer, AnswerKind, Citation, Draft, Drafts, StopWriting, Writing, WrittenSentence
from qa.grounding import find_support
from qa.intents import Request, Resources
from qa.language_model import LanguageModel, PromptTooLong, Usage
from qa.language_model.polling import polled
from qa.language_model.values import NOTHING_USED
from qa.thresholds import ANSWER_THRESHOLD
from qa.writer.checking import ClaimChecker, FindSupport
from qa.writer.evidence import gather_evidence
from qa.writer.prompt import make_prompt, most_tokens
from qa.writer.sentence_stream import Claim, SentenceStream
from qa.writer.written_answer import make_answer

NOT_WRITTEN = frozenset((AnswerKind.CATALOG, AnswerKind.CONVERSATION, AnswerKind.SUPPORT))
"""Kinds of answers that stay as they are: they are in our own words already, or are the quotes asked for."""

MOST_SENTENCES = 40
MOST_CHARACTERS = 12_000
"""Length of what is read of an answer; more only comes of a model that does not stop."""

MOST_REPETITIONS = 3
"""Number of sentences in a row, all of them said before, after which a model is in a loop."""

STOPPED = "Stopped before its end."

TOO_LONG = "The language model did not come to an end; what it wrote last was not read."


@dataclass(slots=True)
class _Progress:
    """What has come of one answer so far."""

    checker: ClaimChecker
    sentences: list[WrittenSentence] = field(default_factory=list)
    usage: Usage = NOTHING_USED
    problem: str = ""

    @property
    def is_endless(self) -> bool:
        """Whether there is no use in reading on: there is too much already, or it repeats itself."""
        return len(self.sentences) >= MOST_SENTENCES or self.checker.repeated >= MOST_REPETITIONS

    def take(self, claims: Iterable[Claim]) -> None:
        """Check claims one after another, as long as there is any use in it."""
        for claim in claims:
            if self.is_endless:
                return
            self.sentences += self.checker.check(claim)
            if len(self.sentences) >= MOST_SENTENCES:
                self.problem = TOO_LONG


class ModelWriter:
    """Writes with a language model. Holds nothing of an answer; several threads write at once."""

    def __init__(self, model: LanguageModel, find_support: FindSupport = find_support) -> None:
        """Write with `model`; `find_support` tells which quotes carry a claim."""
        self._model = model
        self._find_support = find_support

    def write(self, request: Request, answer: Answer, resources: Resources) -> Drafts:
        """Yield a request's answer while it is written; the last draft has it whole.

        The first draft, which is empty, comes before the model is asked; while the model is silent, the last
        draft comes again and again. What the model cannot be asked, or does not answer, leaves the answer
        made of quotes, and a line that tells why.
        """
        evidence = gather_evidence(request, answer, resources) if _is_written(answer, resources) else ()
        if not evidence:
            yield Draft(answer=answer)
            return
        progress = _Progress(ClaimChecker(evidence, self._find_support), usage=request.used)
        try:
            yield Draft()
            yield from self._tries(request, answer.kind, evidence, progress)
        except StopWriting:
            progress.problem = STOPPED
        sentences = tuple(progress.sentences)
        writing = Writing(self._model.name, sentences, progress.usage, progress.problem)
        made = make_answer(answer, writing, says_nothing=progress.checker.says_nothing)
        yield Draft(made.writing.sentences if made.writing else (), answer=made)

    def _tries(
        self, request: Request, kind: AnswerKind, evidence: tuple[Citation, ...], progress: _Progress
    ) -> Iterator[Draft]:
        for shown in (evidence, evidence[: max(1, len(evidence) // 4)]):
            progress.problem = ""
            try:
                yield from self._drafts(request, kind, shown, progress)
            except LanguageModelError as error:
                progress.problem = str(error)
                if isinstance(error, PromptTooLong):
                    continue  # Its tokens are more than we counted.
            break

    def _drafts(
        self, request: Request, kind: AnswerKind, evidence: tuple[Citation, ...], progress: _Progress
    ) -> Iterator[Draft]:
        messages = make_prompt(self._model, request, kind, evidence)
        generation = self._model.generate(messages, most_tokens(self._model))
        stream = SentenceStream()
        try:
            with closing(polled(generation)) as pieces:
                for piece in _up_to(MOST_CHARACTERS, pieces):
                    progress.take(stream.feed(piece))
                    if progress.is_endless:
                        return
                    yield Draft(tuple(progress.sentences), stream.pending)
            if generation.is_truncated:
                progress.problem = TOO_LONG
            progress.take(stream.end(is_cut=generation.is_truncated))
        except LanguageModelError:
            progress.take(stream.end(is_cut=True))
            raise
        finally:
            progress.usage += generation.usage


def _is_written(answer: Answer, resources: Resources) -> bool:
    """Whether a model is to write: of a refusal only where nobody asked for surer answers than usual."""
    if answer.kind in NOT_WRITTEN:
        return False
    return answer.answered or (bool(answer.hits) and resources.threshold <= ANSWER_THRESHOLD)


def _up_to(most: int, pieces: Iterable[str | None]) -> Iterator[str]:
    """Yield the pieces of a text up to so many characters, and nothing ("") where none has come.

    Raises LanguageModelError where it is longer.
    """
    for piece in pieces:
        text = piece or ""
        yield text[:most]
        most -= len(text)
        if most <= 0:
            raise LanguageModelError(TOO_LONG)
