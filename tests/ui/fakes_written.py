"""Answers that a language model wrote, over articles of the invented town; an engine that drafts them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from index.library import Library
from qa.answers import Answer, AnswerKind, Citation, Draft, Drafts, StopWriting, Writing, WrittenSentence
from qa.grounding import Fault, Reason, Support
from qa.language_model import Usage
from tests.ui import fakes_kinds as kinds
from tests.ui.fakes_chat import FakeAssistant, new_library
from tests.ui.fakes_kinds import FERRY, ISLAND

MODEL = "openai:gull"
QUESTION = "What was decided about the ferry?"
STOPPED = "Stopped before its end."

STOPS = replace(kinds.STOPS, n=1)
COSTS = replace(kinds.COSTS, n=2)
EIGHT = replace(kinds.EIGHT, n=3)


def holds(text: str, *citations: Citation, opens: bool = False) -> WrittenSentence:
    return WrittenSentence(text, citations, Support(holds=True, score=0.9), opens)


def held_back(text: str, told: str = "The quotes do not have “52,000”.") -> WrittenSentence:
    reasons = (Reason(Fault.NUMBER, told),)
    return WrittenSentence(text, (), Support(holds=False, score=0.1, reasons=reasons))


WINTER = holds("The ferry will not sail in winter.", STOPS)
SHIP = holds("The old ship costs three times what it earns, Maren Oddvik said.", COSTS, STOPS)
PEOPLE = held_back("It carried 52,000 people.")
BOAT = holds("A taxi boat takes eight people.", EIGHT, opens=True)


def written(
    *sentences: WrittenSentence, problem: str = "", usage: Usage | None = None, model: str = MODEL
) -> Answer:
    """Return an answer that was written; where nothing holds, the quotes stand in its place."""
    cited = {one.n: one for sentence in sentences for one in sentence.citations}
    citations = tuple(cited[n] for n in sorted(cited)) or (STOPS, COSTS)
    writing = Writing(model, sentences, usage or Usage(1200, 34, 0.0021), problem)
    prose = " ".join(sentence.text for sentence in sentences if sentence.holds)
    quotes = "\n".join(f"“{citation.quote}” [{citation.n}]" for citation in citations)
    return Answer(QUESTION, QUESTION, prose or quotes, 0.62, citations, writing=writing)


WHOLE = written(WINTER, SHIP, PEOPLE, BOAT)


@dataclass
class WritingAssistant(FakeAssistant):
    """Drafts `WHOLE` sentence by sentence, where it is to be written; keeps how often it was closed."""

    library: Library = field(default_factory=lambda: new_library(FERRY, ISLAND))
    sentences: Sequence[WrittenSentence] = (WINTER, SHIP, PEOPLE, BOAT)
    closed: int = 0

    def draft(self, question: str, *given: Any, written: bool = True, **options: Any) -> Drafts:
        if not written:
            yield Draft(answer=kinds.kind_of_answer(AnswerKind.FACT, ("", (kinds.STOPS,))))
            return
        done: list[WrittenSentence] = []
        try:
            yield Draft()
            for sentence in self.sentences:
                yield Draft(tuple(done), sentence.text[:-4])
                done.append(sentence)
            yield Draft(answer=as_answer(done))
        except StopWriting:
            yield Draft(answer=as_answer(done, STOPPED))
        finally:
            self.closed += 1


def as_answer(sentences: Sequence[WrittenSentence], problem: str = "") -> Answer:
    return written(*sentences, problem=problem)
