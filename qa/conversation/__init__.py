"""Conversational query rewriting: a follow-up becomes a standalone question, without a language model."""

from collections.abc import Sequence

from index.text.function_words import has_content_words
from index.text.scripts import is_mainly_non_latin
from qa.conversation.completion import LONGEST_CARRIED, complete
from qa.conversation.dialogue_state import LONGEST_READ, DialogueState
from qa.conversation.pronouns import resolve_pronouns
from qa.conversation.substitution import substitute
from qa.turns import Turn

__all__ = ["LONGEST_CARRIED", "TURNS_READ", "standalone"]

TURNS_READ = 20
"""Number of a conversation's last turns that are read."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves out filled in from the conversation, or as it is.

    The first pronoun of each kind becomes the name it most likely stands for, "else" and "other" say besides
    what, and what has no place in the sentence follows in brackets: the question before for one that hangs on
    it ("And in return?"), what the conversation is about for one that names nothing ("What changed?"). A
    question that names its own subject is left alone; one that is nothing but another name or year ("And in
    2020?") becomes the question before, asked of that. Earlier questions are completed in their turn, so that
    a pronoun may stand for what the pronoun before stood for.

    In other scripts than Latin only a question without a word of its own ("什么时候？") is completed.
    """
    asked = question.strip()
    if not asked or not history:
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
    return substitute(asked, state.question) or complete(asked, state)
