"""Claims become sentences of an answer: each is checked against the quotes it cites, else against others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.text.words import content_words, words
from qa.answers import Citation, WrittenSentence
from qa.grounding import Evidence, Fault, Reason, Support
from qa.writer.claimless import is_lead_in, repeats_prompt, tells_that_nothing_is_said
from qa.writer.evidence import as_evidence
from qa.writer.sentence_stream import Claim

FindSupport = Callable[[str, Sequence[Evidence], Sequence[int]], tuple[Support, tuple[int, ...]]]
"""Function that checks a claim against the quotes at the places it cites, then against others of the
evidence; returns how that came out, and the places of the quotes that carry it."""

NOT_WHOLE = Support(
    holds=False, score=0.0, reasons=(Reason(Fault.INCOMPLETE, "It was not written to its end."),)
)
SAYS_NOTHING = Support(
    holds=False,
    score=0.0,
    reasons=(Reason(Fault.NO_QUOTE, "No quote can show that the articles do not say something."),),
)
TABLE = Support(
    holds=False,
    score=0.0,
    reasons=(Reason(Fault.UNSUPPORTED, "A row of a table is no sentence that quotes could carry."),),
)


class ClaimChecker:
    """Checks the claims of one answer, in order.

    Attributes:
        repeated: how many claims in a row, the last ones, were made before.
        says_nothing: whether one of them told that the quotes do not answer.
    """

    def __init__(self, evidence: Sequence[Citation], find_support: FindSupport) -> None:
        self._quotes = evidence
        self._evidence = [as_evidence(citation) for citation in evidence]
        self._find_support = find_support
        self._cited: dict[int, Citation] = {}
        self._made: set[tuple[str, ...]] = set()
        self._opens_paragraph = False
        self.repeated = 0
        self.says_nothing = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotes that sentences rest on, numbered by their first use."""
        return tuple(self._cited.values())

    def check(self, claim: Claim) -> Iterator[WrittenSentence]:
        """Yield a claim as a sentence; nothing where it claims nothing, or nothing new."""
        self._opens_paragraph |= claim.opens_paragraph
        made = tuple(words(claim.text))
        self.repeated = self.repeated + 1 if made in self._made else 0
        if self.repeated or not made or is_lead_in(claim) or repeats_prompt(claim.text):
            return
        self._made.add(made)
        support, citations = self._support(claim)
        if claim.text.strip(" .").isupper() and support is SAYS_NOTHING:
            return  # The word agreed on: it tells the reader nothing that the refusal does not.
        yield WrittenSentence(claim.text, citations, support, self._opens_paragraph)
        self._opens_paragraph = False

    def _support(self, claim: Claim) -> tuple[Support, tuple[Citation, ...]]:
        if tells_that_nothing_is_said(claim):
            self.says_nothing = True
            return SAYS_NOTHING, ()
        if not claim.is_whole:
            return NOT_WHOLE, ()
        if " | " in claim.text:
            return TABLE, ()
        cited = [number - 1 for number in claim.numbers if 1 <= number <= len(self._quotes)]
        support, places = self._find_support(claim.text, self._evidence, cited)
        if support.holds and not any(map(self._says_any_of(claim), places)):
            # What stands only in the sentence before a quote is no reason to show that quote.
            bare = [replace(quote, context="") for quote in self._evidence]
            other, others = self._find_support(claim.text, bare, cited)
            support, places = (other, others) if other.holds else (support, places)
        return support, tuple(map(self._citation, places)) if support.holds else ()

    def _says_any_of(self, claim: Claim) -> Callable[[int], bool]:
        said = frozenset(content_words(claim.text))
        return lambda place: not said.isdisjoint(words(self._evidence[place].text))

    def _citation(self, place: int) -> Citation:
        if place not in self._cited:
            self._cited[place] = replace(self._quotes[place], n=len(self._cited) + 1)
        return self._cited[place]
