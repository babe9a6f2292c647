"""Conversations as tests write them, and scorers that tell what they are told to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa import conversation
from qa.conversation.model_input import HistoryWord, ModelInput, is_candidate
from qa.conversation.term_classifier import TermScores
from qa.turns import as_turns

LIKELY, UNLIKELY = 0.95, 0.05

WORD = re.compile(r"\w+")


@dataclass
class FakeScorer:
    """Tells that these words are left out, in lower case; all of the conversation where none are given."""

    left_out: frozenset[str] | None = None
    needs: float = LIKELY

    def scores(self, question: str, turns: Sequence[tuple[str, str]]) -> TermScores:
        texts = tuple(text for pair in reversed(turns) for text in pair)
        words = tuple(
            HistoryWord(match.group().lower(), number, *match.span(), 0)
            for number, text in enumerate(texts)
            for match in WORD.finditer(text)
        )
        terms = {
            one.word: LIKELY if self.left_out is None or one.word in self.left_out else UNLIKELY
            for one in words
            if is_candidate(one.word)
        }
        return TermScores(ModelInput((), (), texts, words), self.needs, terms)


RULES_ALONE = FakeScorer(needs=UNLIKELY)
"""Takes every name for likely, and no question for one that leaves something out."""


def standalone(question: str, history: Sequence[tuple[str, str]]) -> str:
    """Complete a question from a conversation in pairs, by the rules alone."""
    return conversation.standalone(question, as_turns(history), RULES_ALONE)


def with_words(question: str, history: Sequence[tuple[str, str]], *left_out: str) -> str:
    """Complete a question from which these words are left out."""
    return conversation.standalone(question, as_turns(history), FakeScorer(frozenset(left_out)))
