"""What a question leaves out because the conversation said it: completed without a language model."""

import re
from collections.abc import Iterator, Sequence

from index.fulltext import STOP_WORDS, content_words

History = Sequence[tuple[str, str]]
"""Earlier questions with their answers' texts, oldest first."""

TURNS_READ = 10
LONGEST_READ = 4000
"""Of a conversation: its last turns, and characters of each text."""

LONGEST_CARRIED = 300
"""Characters of the question before that one which hangs on it carries along."""

_PERSON = {"he": "", "him": "", "she": "", "his": "’s", "her": "’s"}
_THING = {"it": "", "its": "’s"}
_GROUP = {"they": "", "them": "", "their": "’s"}
_OPENING = re.compile(r"^\s*(?:and|but|so|or|then|also|what about|how about)\b[\s,:]*", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:in return|in exchange|instead|as well|too|else|after that|before that)\b", re.I
)
_POINTING = re.compile(
    r"\b(?:this|that|these|those)\s*(?:[?.!,]|$|(?:is|was|were|are|did|do|does|mean|happen)\b)", re.I
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?!\s+(?:is|are|was|were|been|be|any|a)\b)", re.I
)
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x2000))))
"""Of the alphabets that have capitals. A script without them shows no names."""
_WORD = rf"[{_CAPITAL}][\w’'.-]{{0,40}}\w"
_OWNER = r"(?<![’']s)"
_NAME = re.compile(
    rf"{_WORD}(?:{_OWNER}[ \t]+(?:(?:of|de|del|van|von|bin|al|the|for)[ \t]+){{0,2}}{_WORD}){{0,7}}"
)
_OPENERS = STOP_WORDS | frozenset(
    """
    according after although among before between despite during following however in meanwhile over since
    though today under until yesterday while
    """.split()
)
"""Words that begin a sentence with a capital and belong to no name."""
_IN_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_NOT_A_PERSON = re.compile(
    r"\b(?:north|south|east|west|new|united|saint|lake|mount|university|institute|college|school|ministry|"
    r"department|agency|service|services|party|council|group|bank|company|republic|kingdom|states|union|street|war|herald|times|post|"
    r"news|studies|policy|forces|court|house|church|river|sea|of|for|the)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"^[’']?s?,?\s+(?:said|says|told|added|noted|wrote|writes|argued|professor|who|a\s)|^,"
)
_SPOKEN_BY = re.compile(
    r"(?:according to|by|said|professor|president|minister|leader|analyst|scientist)\s+$", re.I
)


def standalone(question: str, history: History) -> str:
    """Return the question with what it leaves out filled in from the conversation, or as it is.

    Pronouns become the name they most likely stand for; a question that hangs on the one before it ("And in
    return?") carries that one along in brackets. A question that names its own subject is left alone.
    """
    asked = question.strip()
    if not asked or not history:
        return asked
    completed = _name_pronouns(asked, history)
    unnamed = completed == asked and bool(_pronouns(asked))
    if unnamed or _hangs_on(asked) or _says_little(completed):
        before = history[-1][0].strip()[:LONGEST_CARRIED].strip()
        return f"{completed} ({before})" if before else completed
    return completed


def names(text: str) -> list[str]:
    """Return the names in a text, in order, each once: runs of capitalised words."""
    return list(dict.fromkeys(name for name, _, _ in _named(text)))


def _pronouns(question: str) -> list[re.Match[str]]:
    """Return the pronouns that refer outside the question: those with no name before them in it."""
    listed = "|".join((*_PERSON, *_THING, *_GROUP))
    found = [*re.finditer(rf"\b(?:{listed})\b", question, re.IGNORECASE), *_THERE.finditer(question)]
    first_name = min((start for _, start, _ in _named(question)), default=len(question))
    return sorted((match for match in found if match.start() < first_name), key=lambda match: match.start())


def _hangs_on(question: str) -> bool:
    """Whether the question points at the one before it."""
    return bool(_OPENING.match(question) or _ELSEWHERE.search(question) or _POINTING.search(question))


def _says_little(question: str) -> bool:
    """Whether the question alone names nothing that could be searched."""
    spoken = [word for word in content_words(question) if word not in STOP_WORDS]
    return len(spoken) < 2 and not names(question)


def _name_pronouns(question: str, history: History) -> str:
    completed = question
    for match in reversed(_pronouns(question)):
        pronoun = match.group().lower()
        if pronoun in _PERSON:
            name, ending = _person(history), _PERSON[pronoun]
            # "her" is an object as often as an owner; only an owner is followed by another word.
            if pronoun == "her" and not re.match(r"\s+\w", question[match.end() :]):
                ending = ""
        elif pronoun in _THING:
            name, ending = _thing(history), _THING[pronoun]
        elif pronoun in _GROUP:
            name, ending = _group(history), _GROUP[pronoun]
        else:
            name, ending = _place(history), ""
        if name:
            place = f"in {name}" if pronoun == "there" else f"{name}{ending}"
            completed = completed[: match.start()] + place + completed[match.end() :]
    return completed


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each name with its place; words that are only capitalised for standing first are no names."""
    for match in _NAME.finditer(text):
        start, name = match.start(), match.group()
        while name and _bare(name.split()[0]).lower() in _OPENERS:
            rest = re.sub(r"^\S+[ \t]*", "", name)
            start += len(name) - len(rest)
            name = rest
        name = _bare(name)
        if _IN_CALENDAR.issuperset(name.lower().split()):
            continue
        first = not text[:start].strip(" \t“\"'(") or text[:start].rstrip(" “\"'(")[-1:] in ".!?\n:"
        if name and not (first and " " not in name and start == match.start() and _is_common(name, text)):
            yield name, start, start + len(name)


def _bare(name: str) -> str:
    return re.sub(r"[’']s$", "", name)


def _is_common(word: str, text: str) -> bool:
    """Whether a word that stands first in its sentence is a common one as far as the text shows."""
    return bool(re.search(rf"\b{re.escape(word.lower())}\b", text)) or not re.search(
        rf"(?<=[a-z,] ){re.escape(word)}\b", text
    )


def _turns(history: History) -> Iterator[str]:
    """Yield questions and answers, newest first, a question before its answer."""
    for question, answer in reversed(history[-TURNS_READ:]):
        yield question[:LONGEST_READ]
        yield answer[:LONGEST_READ]


def _person(history: History) -> str | None:
    """Return the person last asked about, else the one who speaks or is first named in the last answers."""
    for text in _turns(history):
        best, best_score = None, 0
        for name, start, end in _named(text):
            if _NOT_A_PERSON.search(name) or name.isupper():
                continue
            score = (1 < len(name.split()) < 4) + 2 * bool(
                _SPEAKING.match(text[end:]) or _SPOKEN_BY.search(text[:start])
            )
            if score > best_score:
                best, best_score = name, score
        if best:
            return best
    return None


def _thing(history: History) -> str | None:
    """Return the first name of the last question that has one, else of its answer."""
    return next((name for text in _turns(history) for name in names(text)), None)


def _group(history: History) -> str | None:
    """Return the first two names of the last question that has one, else of its answer."""
    found = next((found for text in _turns(history) if (found := names(text))), [])
    return " and ".join(found[:2]) or None


def _place(history: History) -> str | None:
    """Return the last name after a preposition of place, else the first name."""
    for text in _turns(history):
        placed = [
            name
            for name, start, _ in _named(text)
            if re.search(r"\b(?:in|to|at|from|near|visit\w*)\s+$", text[:start])
        ]
        if placed:
            return placed[-1]
    return _thing(history)
