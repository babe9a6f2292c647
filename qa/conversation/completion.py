"""Ellipsis: the words of the conversation that a question leaves out, in brackets after it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from index.text.words import words
from qa.conversation.dialogue_state import DialogueState
from qa.conversation.model_input import HistoryWord, is_candidate
from qa.conversation.pointing_requests import ASKED_FOR
from qa.conversation.pronouns import pronouns, resolve_pronouns
from qa.conversation.term_classifier import TermScorer, TermScores
from qa.language.name_extraction import certain_names

LONGEST_CARRIED = 300
"""Number of characters of the question before that a follow-up without a word of its own carries along."""

MOST_ADDED = 12
"""Number of content words added at most: more would drown the question's own in the search."""

NEEDS_COMPLETION = 0.93
"""Probability that a question leaves something out from which on it is completed."""

LEFT_OUT = 0.15
"""Probability of a word from which on it is added, and from which on a pronoun may stand for its name.

Where a pronoun was given a name that was not likelier, a person gave it that name once in eight times.
"""

LEFT_OUT_BESIDES_A_NAME = 0.4
"""The same for what is added to a question whose pronoun has become a name."""

_IN_EXCHANGE = re.compile(r"\bin (?:return|exchange)\b(?! for\b)", re.IGNORECASE)
"""Regular expression of words that hang on what the question before tells of."""

_BETWEEN = re.compile(r"[\s’'/&-]{1,3}(?:(?:of|the|in|on|for|and|to|a|s)[\s’'-]{1,3}){0,2}", re.IGNORECASE)
"""Regular expression of what may stand between two words of a phrase."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    words: frozenset[str]


def complete(
    question: str, turns: Sequence[tuple[str, str]], state: DialogueState, scorer: TermScorer
) -> str:
    """Return a question with what it leaves out: pronouns named in place, the rest in brackets."""
    before = state.question[:LONGEST_CARRIED].strip()
    if before and not any(map(is_candidate, words(question))) and not pronouns(question):
        return f"{question} ({before})"
    if before and _IN_EXCHANGE.search(question):
        return f"{resolve_pronouns(question, state)[0]} ({before})"
    scores = scorer.scores(question, turns)
    completed, antecedents = resolve_pronouns(question, state, partial(_is_likely, scores))
    least = LEFT_OUT_BESIDES_A_NAME if antecedents else LEFT_OUT
    missing = _missing(scores, set(words(completed)), least)
    if scores.needs_completion < NEEDS_COMPLETION or not missing:
        return completed
    return f"{completed} ({', '.join(_cover(missing, list(_phrases(scores, missing))))})"


def _is_likely(scores: TermScores, name: str) -> bool:
    """Return whether a name may be what is left out; also where the network has not read it."""
    return max((scores.terms[word] for word in words(name) if word in scores.terms), default=1.0) >= LEFT_OUT


def _missing(scores: TermScores, said: set[str], least: float) -> set[str]:
    """Return the likeliest words that are left out; a kind of answer asked for before is none of them."""
    likely = sorted(scores.terms.items(), key=lambda term: -term[1])
    known = said | ASKED_FOR
    return {word for word, share in likely[:MOST_ADDED] if share >= least and word not in known}


def _phrases(scores: TermScores, missing: set[str]) -> Iterator[_Phrase]:
    """Yield the runs of missing words in the conversation, names whole."""
    for number, text in enumerate(scores.input.texts):
        run: list[HistoryWord] = []
        for word in (word for word in scores.input.words if word.text == number and word.word in missing):
            if run and not _BETWEEN.fullmatch(text, run[-1].end, word.start):
                yield _phrase(text, run)
                run = []
            run.append(word)
        if run:
            yield _phrase(text, run)


def _phrase(text: str, run: Sequence[HistoryWord]) -> _Phrase:
    start, end = run[0].start, run[-1].end
    for name in certain_names(text):
        if name.start < end and start < name.end and len(name.text.split()) < 5:
            start, end = min(start, name.start), max(end, name.end)
    own = (word.word for word in run)
    return _Phrase(" ".join(text[start:end].split()), frozenset((*own, *words(text[start:end]))))


def _cover(missing: set[str], phrases: list[_Phrase]) -> Iterator[str]:
    """Yield the fewest phrases that have all missing words, those with the most first."""
    left = set(missing)
    while left and phrases:
        best = max(phrases, key=lambda phrase: len(phrase.words & left))
        if not best.words & left:
            return
        yield best.text
        left -= best.words
