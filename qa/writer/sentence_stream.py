"""Sentences with the numbers they cite, out of the tokens of a language model's text, as they come.

A marker belongs to the sentence that it stands in or right after; one that opens a line to the sentence after
it. As in `markdown_stream`, no decision looks at where a piece ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.language.sentence_ends import FULL_STOPS, QUESTION_MARKS
from qa.writer.markdown_stream import Break, MarkdownStream, Marker, Token

LONGEST_SENTENCE = 1000
"""Number of characters of a sentence; what comes after is not read, and the sentence is not whole."""

_TERMINATORS = frozenset((*FULL_STOPS, *QUESTION_MARKS))
_WIDE = frozenset("。！？۔।")
"""Terminators after which no blank stands."""
_CLOSERS = frozenset("”\"’'»)]）」』")
_JOINED = frozenset(",.;:!?)”’")
"""Marks that stand right after a word, also where a marker stood between."""
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen col lt sgt capt rev hon st jr sr vs inc ltd co corp dept est
    approx jan feb mar apr jun jul aug sep sept oct nov dec bzw ca usw etc e.g i.e cf al bd str z.b d.h m mme
    """.split()
)
_BEFORE_NUMBERS = frozenset("no nos nr fig p pp vol".split())
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ADDRESS = re.compile(r"(?:\b[a-z]{2,10}://|\bwww\.)\S+", re.IGNORECASE)
_TAG = re.compile(r"<[/!a-z][^<>]{0,500}>", re.IGNORECASE)
_EMPTY = re.compile(r"\(\s*\)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as a language model wrote it, which nothing vouches for yet.

    Attributes:
        text: its words on one line, without markers, markup, links and hidden characters.
        numbers: the numbers that it cites, as they are written: no quote may bear them.
        opens_paragraph: whether a new line begins with it.
        is_heading: whether it is a heading.
        is_whole: whether it was written to its end.
    """

    text: str
    numbers: tuple[int, ...] = ()
    opens_paragraph: bool = False
    is_heading: bool = False
    is_whole: bool = True


@dataclass(slots=True)
class _Sentence:
    """A sentence while it grows."""

    text: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    opens_paragraph: bool = False
    is_heading: bool = False
    word: str = ""  # the last word, with its marks
    may_end: bool = False  # whether a terminator is the last of it
    blank: bool = False  # whether a blank stands after it
    is_marked: bool = False  # whether a marker does
    line_ended: bool = False
    has_ended: bool = False

    def goes_on_with(self, character: str) -> bool:
        """Whether a character after it belongs to it."""
        if self.has_ended or not self.text:
            return not self.has_ended
        if self.line_ended:
            return character.islower() and not self.may_end and not self.is_marked
        if not self.may_end or character.islower():
            return True
        if self.is_marked:
            return character in _JOINED
        if not self.blank:
            closes = character in _CLOSERS or character in _TERMINATORS
            return closes or self.text[-1] not in _WIDE
        return _is_abbreviation(self.word, character)

    def add(self, character: str) -> None:
        """Append a character that is no blank."""
        if self.blank and self.text and not (self.is_marked and character in _JOINED):
            self.text.append(" ")
            self.word = ""
        closes = self.may_end and not self.blank and character in _CLOSERS
        self.may_end = character in _TERMINATORS or closes
        self.blank = self.is_marked = self.line_ended = False
        if len(self.text) <= LONGEST_SENTENCE:
            self.text.append(character)
        self.word = (self.word + character)[-20:]


class SentenceStream:
    """Cuts what a language model streams into sentences."""

    def __init__(self) -> None:
        self._markdown = MarkdownStream()
        self._sentence = _Sentence()
        self._leading: list[int] = []  # of markers that open a line
        self._breaks = self._begins_heading = False

    @property
    def pending(self) -> str:
        """The words that no sentence was made of yet."""
        return "".join(self._sentence.text)

    def feed(self, piece: str) -> Iterator[Claim]:
        """Yield the sentences that a piece of the stream completes."""
        for token in self._markdown.feed(piece):
            yield from self._take(token)

    def end(self, *, is_cut: bool = False) -> Iterator[Claim]:
        """Yield what is left when the stream has ended; one that was cut may have ended within a number."""
        for token in self._markdown.end():
            yield from self._take(token)
        self._attach_leading()
        last = self._sentence
        has_ended = last.is_marked or last.has_ended or (last.may_end and (last.blank or not is_cut))
        yield from self._finish(is_whole=has_ended)

    def _take(self, token: Token) -> Iterator[Claim]:
        sentence = self._sentence
        if isinstance(token, Marker):
            if sentence.text and not sentence.line_ended and not sentence.has_ended:
                sentence.numbers += token.numbers
                sentence.is_marked = True
            else:
                self._leading += token.numbers
        elif isinstance(token, Break):
            self._attach_leading()
            self._breaks = True
            sentence.line_ended = True
            sentence.blank = True
            sentence.has_ended |= token is not Break.LINE or sentence.is_heading
            self._begins_heading |= token is Break.HEADING
        elif token.isspace():
            sentence.blank = True
        else:
            if not sentence.goes_on_with(token):
                yield from self._finish()
            self._add(token)

    def _add(self, character: str) -> None:
        sentence = self._sentence
        if not sentence.text:
            sentence.opens_paragraph, sentence.is_heading = self._breaks, self._begins_heading
            sentence.numbers, self._leading = self._leading, []
        elif self._leading:
            sentence.numbers += self._leading
            self._leading = []
        sentence.add(character)
        self._breaks = self._begins_heading = False

    def _attach_leading(self) -> None:
        """Give markers on a line of their own to the sentence before them."""
        if self._sentence.text and self._leading:
            self._sentence.numbers += self._leading
            self._sentence.is_marked = True
            self._leading = []

    def _finish(self, *, is_whole: bool = True) -> Iterator[Claim]:
        sentence, self._sentence = self._sentence, _Sentence()
        written = "".join(sentence.text)
        text = cleaned(written)
        # An address after a sentence does not keep it from having ended.
        is_whole |= len(text) < len(written) and text.endswith(tuple(_TERMINATORS))
        if text:
            yield Claim(
                text,
                tuple(dict.fromkeys(sentence.numbers)),
                sentence.opens_paragraph,
                sentence.is_heading,
                is_whole and len(sentence.text) <= LONGEST_SENTENCE,
            )


def cleaned(text: str) -> str:
    """Return a sentence without tags and addresses, which a screen might make links of."""
    before = ""
    while text != before:
        # What stands on both sides of one that is taken out may be another: "http:()//…".
        before, text = text, _EMPTY.sub("", _ADDRESS.sub("", _TAG.sub("", text)))
    return " ".join(text.split()).strip(" |")


def _is_abbreviation(word: str, following: str) -> bool:
    bare = word.lstrip("“\"‘'(«")
    short = bare.rstrip(".").lower()
    numbered = short in _BEFORE_NUMBERS and following.isdigit()
    return numbered or short in _ABBREVIATIONS or bool(_INITIALS.fullmatch(bare))
