"""What a question gets back: an answer made of exact quotes, or a refusal."""

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import Enum

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.attribution.values import Speaker
from qa.language_model.values import Usage
from qa.reader.reading import Reading
from qa.support import Support

QuoteKey = tuple[str, int, int]
"""What tells a quote from others: its article's id, its start and its end."""

MISSED_INDEX = "The vector index could not be reached: the articles were chosen by their words alone."
"""Note on an answer that was searched without the vector index."""

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
        speaker: whose words the quote is, or reports; None where the article itself speaks.
    """

    n: int
    article: Article
    start: int
    end: int
    answer: tuple[int, int] | None = None
    context: tuple[int, int] | None = None
    speaker: Speaker | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"a quote at {self.start}:{self.end} is outside its article")
        if self.answer and not self.start <= self.answer[0] < self.answer[1] <= self.end:
            raise ValueError(f"answer words at {self.answer} are outside the quote {self.start}:{self.end}")
        if self.context and not 0 <= self.context[0] < self.context[1] <= self.start:
            raise ValueError(f"a context at {self.context} does not come before the quote at {self.start}")
        if self.speaker and not 0 <= self.speaker.start < self.speaker.end <= len(self.article.text):
            raise ValueError(f"a speaker at {self.speaker.start}:{self.speaker.end} is outside the article")

    @property
    def key(self) -> QuoteKey:
        """The quote's article, start and end."""
        return self.article.id, self.start, self.end

    @property
    def quote(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]

    @property
    def context_text(self) -> str:
        """The sentence that names what the quote points at, or nothing."""
        return self.article.text[slice(*self.context)] if self.context else ""

    @property
    def speaker_text(self) -> str:
        """The speaker as the article introduces them ("Bo Berg, the mayor"), or nothing."""
        return self.article.text[self.speaker.start : self.speaker.end] if self.speaker else ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Citations of an answer, of different articles, that answer the same question differently."""

    about: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer: citations under a heading.

    Attributes:
        heading: a day, a speaker, an article, a name, a side of a comparison.
        citations: the section's own, at least one, all of them among the answer's.
    """

    heading: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"the section {self.heading!r} has no citation")


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds that the parts of an answer took."""

    searching: float
    reading: float


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence that a language model wrote, checked against quotes.

    Attributes:
        text: its words, without the numbers it cites.
        citations: what it rests on, of the answer's; none where it is held back.
        support: whether they carry it. Where not, the sentence is no part of the answer.
        opens_paragraph: whether the model began a new paragraph, or a point of a list, with it.
    """

    text: str
    citations: tuple[Citation, ...]
    support: Support
    opens_paragraph: bool = False

    def __post_init__(self) -> None:
        if self.support.holds != bool(self.citations):
            raise ValueError("a sentence holds exactly where it has citations")

    @property
    def holds(self) -> bool:
        """Whether it is part of the answer; otherwise it is held back."""
        return self.support.holds


@dataclass(frozen=True, slots=True)
class Writing:
    """What a language model wrote in answer to a question.

    Attributes:
        model: its name, as it was configured.
        sentences: all that it wrote, in order; what is held back among it.
        usage: the tokens and what they cost.
        problem: one line that tells why it is not whole or the quotes stand in its place, or "".
    """

    model: str
    sentences: tuple[WrittenSentence, ...]
    usage: Usage
    problem: str = ""

    @property
    def held_back(self) -> tuple[WrittenSentence, ...]:
        """The sentences that no quotes carry."""
        return tuple(sentence for sentence in self.sentences if not sentence.holds)

    @property
    def is_answer(self) -> bool:
        """Whether anything written holds; otherwise the answer is made of the quotes alone, or a refusal."""
        return any(sentence.holds for sentence in self.sentences)


class AnswerKind(Enum):
    """What was asked for."""

    FACT = "fact"
    """What the articles say."""
    SUMMARY = "summary"
    """The sentences that tell most of one article or several."""
    TIMELINE = "timeline"
    """What happened, day by day; a section a day."""
    STATEMENTS = "statements"
    """What somebody said, or who said something; a section a speaker."""
    SPEAKERS = "speakers"
    """Who is quoted; a section a speaker."""
    COMPARISON = "comparison"
    """What articles, sources, persons, years or sides have in common and apart; a section a side."""
    NAMES = "names"
    """The people, organisations, places or numbers that occur; a section each."""
    DEFINITION = "definition"
    """Who or what something is, or stands for."""
    MORE = "more"
    """What the last answer left out."""
    SUPPORT = "support"
    """Where the last answer is said: its quotes in their paragraphs."""
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
        statement: what the library's record tells, or how the sections came about, in our own words, each
            line of facts with the numbers of the citations that show it; empty where the quotes say it all.
        sections: the citations in parts with headings; none of a plain answer.
        not_quoted: the likeliest of what was read as an answer and is not quoted, likeliest first: not likely
            enough, far less likely than the first quote, or one more of the same.
        kind: what was asked for.
        writing: what a language model wrote, where one was asked. Where a sentence of it holds, `text` is its
            prose, and `citations` are what its sentences rest on.
        note: one line that tells what the search had to do without, or "".
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
    sections: tuple[Section, ...] = ()
    not_quoted: tuple[Reading, ...] = ()
    kind: AnswerKind = AnswerKind.FACT
    writing: Writing | None = None
    note: str = ""
    timings: Timings | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        cited = {citation.n for citation in self.citations}
        for section in self.sections:
            if strays := [citation.n for citation in section.citations if citation.n not in cited]:
                raise ValueError(f"the section {section.heading!r} cites {strays}, which the answer does not")
        for sentence in self.writing.sentences if self.writing else ():
            if strays := [citation.n for citation in sentence.citations if citation.n not in cited]:
                raise ValueError(f"the sentence {sentence.text!r} cites {strays}, which the answer does not")

    @property
    def answered(self) -> bool:
        """Whether this is an answer; otherwise it is a refusal, or the reply to small talk."""
        return bool(self.citations)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer while it is being written.

    Attributes:
        sentences: what is checked already, in order; what is held back among it.
        unchecked: what the model has written after them; nothing vouches for it yet.
        answer: the whole answer; of the last draft only.
    """

    sentences: tuple[WrittenSentence, ...] = ()
    unchecked: str = ""
    answer: Answer | None = None


class StopWriting(Exception):
    """Thrown into drafts, it ends the writing: the next draft is the last, of what was checked until then."""


Drafts = Generator[Draft, None, None]
"""An answer while it is written: the last draft, and no other, has the whole answer. Closing it cancels what
is not written yet; `throw(StopWriting())` does so, too, and returns the last draft, whose answer is what was
checked by then. Both may be done after any draft but the last."""
