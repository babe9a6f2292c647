"""What a question gets back: an answer made of exact quotes, or a refusal."""

from dataclasses import dataclass, field
from enum import Enum

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.reading import Reading

REFUSAL = "These articles do not say."
"""Text of an answer without citations."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its place. The quote is the slice of its article, so it cannot be anything else.

    Attributes:
        n: the number it is cited by, from 1.
        start, end: the quote's place in `article.text`, in characters.
        answer: (start, end) of the answering words in `article.text`, inside the quote, where they are known.
        context: (start, end) in `article.text` of an earlier sentence that names what the quote only points
            at ("He added that …"); not part of the quote. None where the quote stands by itself.
    """

    n: int
    article: Article
    start: int
    end: int
    answer: tuple[int, int] | None = None
    context: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"a quote at {self.start}:{self.end} is outside its article")
        if self.answer and not self.start <= self.answer[0] < self.answer[1] <= self.end:
            raise ValueError(f"answer words at {self.answer} are outside the quote {self.start}:{self.end}")
        if self.context and not 0 <= self.context[0] < self.context[1] <= self.start:
            raise ValueError(f"a context at {self.context} does not come before the quote at {self.start}")

    @property
    def key(self) -> tuple[str, int, int]:
        """The quote's place: its article's id, its start and its end."""
        return self.article.id, self.start, self.end

    @property
    def quote(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]

    @property
    def context_text(self) -> str:
        """The sentence that names what the quote points at, or nothing."""
        return self.article.text[slice(*self.context)] if self.context else ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Citations of an answer, of different articles, that answer the same question differently."""

    about: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds that the parts of an answer took."""

    searching: float
    reading: float


class AnswerKind(Enum):
    """What was asked for."""

    FACT = "fact"
    """What the articles say."""
    CATALOG = "catalog"
    """What is known of the articles themselves."""
    CONVERSATION = "conversation"
    """Nothing: thanks, a greeting. The answer is a friendly word, with no citations and no refusal."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; `answered` holds exactly when there are citations.

    Attributes:
        text: what to show: quotes with their numbers, or the refusal, or the reply to small talk.
        confidence: in [0, 1], that the first quote answers: of those given at 0.8 about 80 % do, on the mean
            of the sets it was fitted on; where every article is near the question, fewer.
        hits: the passages that were retrieved, best first; not citations.
        standalone: the question as it was searched, completed from the conversation.
        statement: what the library's record tells, in our own words, each line with the numbers of the
            citations that show it; empty where the quotes say it all.
        not_quoted: the likeliest of what was read as an answer and is not quoted, likeliest first: not likely
            enough, far less likely than the first quote, or one more of the same.
        kind: what was asked for.
        timings: how long it took, where it was searched for; makes no two answers differ.
    """

    question: str
    standalone: str
    text: str
    confidence: float
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    hits: tuple[Hit, ...] = field(default=())
    statement: str = ""
    not_quoted: tuple[Reading, ...] = ()
    kind: AnswerKind = AnswerKind.FACT
    timings: Timings | None = field(default=None, compare=False)

    @property
    def answered(self) -> bool:
        """Whether this is an answer; otherwise it is a refusal, or the reply to small talk."""
        return bool(self.citations)
