"""Conversational query rewriting: a follow-up becomes a standalone question, without a language model."""

import re
from collections.abc import Sequence

from index.text.function_words import has_content_words
from index.text.scripts import is_mainly_non_latin
from qa.answers import REFUSAL, Answer
from qa.conversation.completion import LONGEST_CARRIED, complete
from qa.conversation.dialogue_state import LONGEST_READ, DialogueState, answer_content
from qa.conversation.pointing_requests import only_points
from qa.conversation.pronouns import resolve_pronouns
from qa.conversation.substitution import substitute
from qa.conversation.term_classifier import TermScorer, shipped_classifier
from qa.turns import Turn

__all__ = ["LONGEST_CARRIED", "TURNS_READ", "standalone"]

TURNS_READ = 20
"""Number of a conversation's last turns that are read."""

_MARKS = re.compile(r"\[\d{1,4}\]|[“”\"]")


def standalone(question: str, history: Sequence[Turn], scorer: TermScorer | None = None) -> str:
    """Return the question with what it leaves out filled in from the conversation, or as it is.

    The first pronoun of each kind becomes the name it most likely stands for, and the words that `scorer`
    (default: the network that ships with the project) tells to be left out follow in brackets. A question
    that is nothing but another name or year ("And in 2020?") becomes the question before, asked of that; one
    without a word of its own ("Why?") carries it along. One that names its own subject is left alone, and so
    is a request that points at its scope ("Summarize it").

    In other scripts than Latin only a question without a word of its own ("什么时候？") is completed.
    """
    asked = question.strip()
    if not asked or not history or only_points(asked):
        return asked
    if is_mainly_non_latin(asked):
        return (
            asked
            if has_content_words(asked)
            else f"{asked} ({history[-1].question[:LONGEST_CARRIED].strip()})"
        )
    state = DialogueState()
    for turn in history[-TURNS_READ:]:
        typed = turn.question[:LONGEST_READ].strip()
        instead = substitute(typed, state.question)
        completed, antecedents = (instead, {}) if instead else resolve_pronouns(typed, state)
        state = state.after(turn, completed, antecedents)
    turns = [_texts(turn) for turn in history[-TURNS_READ:]]
    return substitute(asked, state.question) or complete(asked, turns, state, scorer or shipped_classifier())


def _texts(turn: Turn) -> tuple[str, str]:
    """Return a turn's question, completed where that is known, and what its answer says, as plain text."""
    question = turn.answer.standalone if isinstance(turn.answer, Answer) else turn.question
    content = " ".join(_MARKS.sub("", answer_content(turn)[:LONGEST_READ]).split())
    return question[:LONGEST_READ].strip(), "" if content.startswith(REFUSAL[:-1]) else content
