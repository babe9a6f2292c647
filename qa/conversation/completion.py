"""Ellipsis: what a question leaves out besides its antecedents, added after "besides" or in brackets."""

import re

from index.text.calendar_words import MONTHS, WEEKDAYS
from index.text.words import STOP_WORDS, content_words, words
from qa.conversation.dialogue_state import DialogueState
from qa.conversation.pronouns import kinds_of, pronouns, resolve_pronouns
from qa.conversation.substitution import OPENING
from qa.language.name_extraction import certain_names, name_texts
from qa.language.name_roles import place_names

LONGEST_CARRIED = 300
"""Characters of the question before that a follow-up without a subject carries along."""

MOST_ADDED = 12
"""Number of content words added in brackets: more would drown the question's own in the search."""

ENOUGH_SAID = 3
"""Number of content words with which a question that neither names nor points at anything is complete."""

_ELSEWHERE = re.compile(
    r"\b(?:in return|in exchange|instead|as well|too(?=\s*(?:[?.!,;]|$))|after that|before that)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:this|that|these|those)\s*(?:[?.!,]|$|(?:is|was|were|are|did|do|does|mean|happen)\b)", re.IGNORECASE
)
_DAYTIMES_AND_SEASONS = """
    morning afternoon evening week weekend month year decade century spring summer autumn fall winter season
    quarter time
    """
_OF_NOW = "|".join((*_DAYTIMES_AND_SEASONS.split(), *MONTHS, *WEEKDAYS))
"""Regular expression of times: "this" before one refers to the time, not to the conversation."""
_POINTING = re.compile(
    rf"\b(?:this|these|those)\b(?!\s+(?:article|text|story|page|(?:(?:past|coming)\s+)?(?:{_OF_NOW}))\b|"
    r"(?<=these)\s+days\b)|\b(?:at|by|around|during|in|of)\s+this\s+(?:time|season)\b|\bthat\s*(?:[?.!,]|$)|"
    r"\b(?:was|is|are|were|did|does|do|of|in|for|on|from|at|after|before|with|about|off|have)\s+that\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:other|else|another|(?:any|some|the|are there) (?:others|more))\b", re.IGNORECASE)
_EXCEPTING = re.compile(r"\b(?:besides|than|aside|apart|except)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?i:he|she|it|they|we|i|you|there|because|by|to)\b|(?i:the\s)?(?:[A-Z][\w’'-]{0,40}\s+){1,4}"
    r"(?!(?:and|of|in|at|on|for|from|with|the|de|von|van)\b)[a-z]",
)
_DEFINING = re.compile(
    r"\s*(?:what|who)(?:\s+(?:is|are|was|were)|['’]s)\s+"
    r"(?:an?(?:\s+[\w.'-]{1,60}){1,4}|"
    r"(?!(?:the|this|that|these|those|some|other|his|her|their|its)\b)[\w.'-]{1,60}(?:\s+[\w.'-]{1,60})?)\s*\W?$"
    r"|\s*what does [\w \"“”'-]{1,200} mean\W?$",
    re.IGNORECASE,
)
"""Regular expression of a question for the meaning of a word that it gives itself."""
_KINDS_OF_THING = frozenset(
    """
    album article attack band book city club company country film game group life movie music people school
    series show song story team war
    """.split()
)
"""Nouns that say of what kind a thing is, not which one it is."""
_DEFINITE = re.compile(rf"\bthe\s+(?:{'|'.join(sorted(_KINDS_OF_THING))})s?\b(?!\s+of\b)", re.IGNORECASE)


def complete(question: str, state: DialogueState) -> str:
    """Return the question with what it leaves out: in place where that can be told, else in brackets."""
    completed, antecedents = resolve_pronouns(question, state)
    completed = _besides(completed, state)
    refers, points = bool(pronouns(question)), bool(_POINTING.search(question))
    before = _question_before(question, refers and not antecedents, state)
    if state.title:
        has_gap = refers or completed != question or _is_incomplete(question, state)
    else:
        has_gap = not antecedents and (refers or _is_incomplete(question, state))
    parts = (
        before,
        _subject(completed, state) if has_gap else "",
        _aspect(question, state) if has_gap or before else "",
        _answer_content(question, state) if points or (has_gap and not before) else "",
    )
    return _with_brackets(completed, parts)


def _besides(question: str, state: DialogueState) -> str:
    """Add what "else" and "other" exclude: what the last answer said."""
    if not _FURTHER.search(question) or _EXCEPTING.search(question):
        return question
    asked = set(words(question))
    heard = set(words(" ".join((state.title, state.question, state.answer))))
    if (named_now := name_texts(question)) and not heard & set(words(" ".join(named_now))):
        return question
    places = [] if "where" in question.lower() else place_names(state.answer)
    told = [n for n in name_texts(state.answer) if n not in places and not asked & set(words(n))]
    phrase = "" if _CLAUSE.match(state.short_answer()) else state.short_answer()
    known = phrase or " and ".join(told[:2]) or state.aspect
    if not known:
        return question
    opening = OPENING.match(question)
    start = opening.end() if opening else 0
    rest = question[start:]
    if rest[1:2].islower() and all(name.start != start for name in certain_names(question)):
        rest = rest[0].lower() + rest[1:]
    return f"{question[:start]}{'besides' if start else 'Besides'} {known}, {rest}"


def _question_before(question: str, is_unnamed: bool, state: DialogueState) -> str:
    bare = not pronouns(question) and not state.title and _says_little(question)
    if _hangs_on(question) or is_unnamed or bare:
        return state.question[:LONGEST_CARRIED].strip()
    return ""


def _subject(completed: str, state: DialogueState) -> str:
    subject = state.title or state.subject
    return "" if _distinctive(subject) <= set(words(completed)) else subject


def _aspect(question: str, state: DialogueState) -> str:
    about = _distinctive(state.aspect)
    return state.aspect if 2 * len(about - set(words(question))) > len(about) else ""


def _answer_content(question: str, state: DialogueState) -> str:
    """Return what the last answer said, unless the question is about a person, or anything but that."""
    if _FURTHER.search(question) or (kinds_of(question) & {"he", "she"} and not _POINTING.search(question)):
        return ""
    return state.short_answer() or ", ".join(name_texts(state.answer)[:2])


def _hangs_on(question: str) -> bool:
    """Whether the question points at the one before it."""
    return bool(OPENING.match(question) or _ELSEWHERE.search(question) or _ALONE.search(question))


def _says_little(question: str) -> bool:
    """Whether the question alone names nothing that could be searched."""
    return not name_texts(question) and len([w for w in content_words(question) if w not in STOP_WORDS]) < 2


def _is_incomplete(question: str, state: DialogueState) -> bool:
    """Whether the question names nothing and says little by itself, or points at something unnamed."""
    own = _distinctive(question)
    if name_texts(question) or _DEFINING.match(question) or _distinctive(state.title) & own:
        return False
    points = _POINTING.search(question) or _FURTHER.search(question) or _DEFINITE.search(question)
    return len(own) < ENOUGH_SAID or bool(points)


def _distinctive(text: str) -> set[str]:
    return {word for word in words(text) if word not in STOP_WORDS | _KINDS_OF_THING and word != "s"}


def _with_brackets(completed: str, parts: tuple[str, ...]) -> str:
    """Add the parts that say something new in brackets, as long as they are not too many words."""
    said, added, count = set(words(completed)), "", 0
    for part in parts:
        new = set(content_words(part)) - said if part else set()
        if new and count + len(new) <= MOST_ADDED:
            added += ("" if not added else " " if added.endswith("?") else "; ") + part
            said |= new
            count += len(new)
    return f"{completed} ({added})" if added else completed
