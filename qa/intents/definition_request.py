"""What a request for a definition asks for: a name, an abbreviation or a term."""

import re

from index.text.words import STOP_WORDS
from qa.answers import AnswerKind
from qa.catalog.vocabulary import LEADING
from qa.conversation.substitution import OPENING
from qa.intents.request import Request
from qa.requests.network import shipped_network
from qa.requests.parts import Part

LONGEST_TERM = 80
"""Number of characters of what is to be defined, at most."""

LONGEST_NAME = 3
"""Number of words of a name that a follow-up has nothing but, at most."""

STANDS_FOR = re.compile(
    r"\b(?:stands?\s+for|short\s+for|abbreviat\w+|acronym|initials|full\s+(?:name|form))\b", re.I
)
"""Regular expression of words that ask what an abbreviation stands for."""

_EMPHASIS = r"(?:exactly|on\s+earth|the\s+(?:heck|hell))"
_ASKS = (
    re.compile(rf"\b(?:who|what)(?:\s+{_EMPHASIS})?(?:\s+(?:is|are|was|were)|['’]s)\s+(?P<term>\S.*)", re.I),
    re.compile(
        r"\bwhat\s+(?:do|does|did)\s+(?P<term>\S.*?)\s+(?:stand\s+for|mean|refer\s+to|denote)\b", re.I
    ),
    re.compile(r"\bwhat\s+(?:is|was|are)\s+meant\s+by\s+(?P<term>\S.*)", re.I),
    re.compile(
        r"\b(?:meaning|definition|abbreviation|full\s+(?:name|form))\s+(?:of|for)\s+(?P<term>\S.*)", re.I
    ),
    re.compile(r"\b(?:define|explain|tell\s+me\s+(?:who|what)|who['’]?s|whos|whats)\s+(?P<term>\S.*)", re.I),
    re.compile(r"(?P<term>\S.*?)\s+(?:means|stands\s+for|is)\s+(?:what|who)\b", re.I),
)
_MEANT_BY = re.compile(r"^meant\s+by\s+", re.IGNORECASE)
_AROUND = re.compile(
    r"^(?:the\s+(?:term|word|phrase|abbreviation|acronym|name)\s+|the\s+|an?\s+)|\s+(?:is|are|was|here|exactly|please)$",
    re.I,
)
_CLAUSE = re.compile(
    r"\b(?:of|that|which|who|whose|when|where|for|in|on|at|to|by|with|from|doing|going|said|about)\b", re.I
)
_POINTS = re.compile(
    r"\b(?:this|that|these|those|it|he|she|they|him|her|your|you|his|their|its|my|our|there)\b", re.I
)
_WHO_IS = re.compile(
    rf"(?:(?:and|so|but|ok|okay|please|tell me),?\s+)?who(?:\s+{_EMPHASIS})?\s?(?:is|was|['’]?s)\s+"
    r"(?P<the>(?:the|an?)\s+)?.+",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"(?:(?:and|so|but|ok|please),?\s+)?what\s?(?:is|was|['’]?s)\s+.+", re.IGNORECASE)
_BARE_ABBREVIATION = re.compile(r"[A-Z]{3,6}\s?\?")
_BARE_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'-]+\s?){1,3}\?")
_ASKS_OF_IT = re.compile(
    r"[’']s?\s|\b(?:that|which|who|whose|when|doing|going|said|named|called|known|considered|used)\b|^(?:what|who)$|"
    r"\b(?:of|for|in|on|at|to|by|with|from|as|about|after)$|\b(?:in|of|for|from|to) (?:the )?[\dA-Z]",
    re.IGNORECASE,
)
"""Regular expression of what asks something of a thing rather than what it is: "Bo Berg's job"."""
_QUOTES = " “”\"'‘’,"
_WHO = re.compile(r"\W*who", re.IGNORECASE)
_ASKS_A_MEANING = re.compile(
    r"\b(?:mean(?:s|t|ing)?|stands?\s+for|define|definition|explain|term|word|phrase|refers?\s+to)\b", re.I
)


def asked_term(question: str) -> str:
    """Return what a question asks to define: a name or a short term; "" where it asks anything else."""
    asked = " ".join(question.split()).rstrip(" ?!.")
    match = next(filter(None, (form.search(asked) for form in _ASKS)), None)
    if not match:
        if _BARE_NAME.fullmatch(question.strip()):
            return asked
        is_abbreviation = _BARE_ABBREVIATION.fullmatch(f"{asked}?") and asked.lower() not in STOP_WORDS
        return asked if is_abbreviation else ""
    term = _MEANT_BY.sub("", match["term"]).strip(_QUOTES)
    is_definite = term.lower().startswith("the ")
    term = _AROUND.sub("", _AROUND.sub("", term)).strip(_QUOTES)
    if not 1 < len(term) <= LONGEST_TERM or _POINTS.match(term) or _ASKS_OF_IT.search(term):
        return ""
    if term[0].isupper() or _ASKS_A_MEANING.search(asked):
        return "" if _CLAUSE.search(term) and not term[0].isupper() else term
    # "Who is the mayor?" asks for a fact, "who is bo berg" and "what is a gull" for what they are.
    is_name = bool(_WHO.match(asked)) and len(term.split()) in (2, 3)
    return term if not is_definite and (is_name or " " not in term) and not _CLAUSE.search(term) else ""


def read_term(question: str) -> str:
    """Return the term that the request network reads in a question for a definition; "" where there is none.

    It is asked for an abbreviation ("UPA, what do the letters stand for?"), or where no pattern fits.
    """
    reading = shipped_network().read(question)
    places = reading.places(Part.SUBJECT)
    term = question[places[0].start : places[0].end].strip(_QUOTES) if len(places) == 1 else ""
    is_asked = reading.label == AnswerKind.DEFINITION.value or bool(STANDS_FOR.search(question))
    return term if is_asked and 1 < len(term) <= LONGEST_TERM and not _CLAUSE.search(term) else ""


def follow_up_term(request: Request) -> str:
    """Return the name that a follow-up has nothing but: "and bo berg?"; "" where it says more."""
    opening = OPENING.match(request.question)
    name = request.question[opening.end() :].strip(f"{_QUOTES} ?!.") if opening else ""
    said = name.lower().split()
    return name if 0 < len(said) <= LONGEST_NAME and STOP_WORDS.isdisjoint(said) else ""


MIN_NAME_LENGTH = 4
"""Number of letters that what is asked for by name must exceed; shorter ones are formulas and symbols."""


def surely_defines(question: str) -> bool:
    """Whether a question asks for nothing but who somebody is by name, or what an abbreviation stands for."""
    asked = " ".join(question.split()).rstrip(" ?!.")
    term = asked_term(asked)
    if not term:
        return False
    if STANDS_FOR.search(asked) or _BARE_ABBREVIATION.fullmatch(f"{asked}?"):
        return True
    words = term.split()
    capitals = sum(word[0].isupper() for word in words)
    form = _WHO_IS.fullmatch(asked)
    if form is None:
        # "What is CO2?" may ask for much; a name asks for what bears it.
        is_name = len(term) > MIN_NAME_LENGTH and capitals == len(words) < 3
        return (
            bool(_WHAT_IS.fullmatch(asked)) and all(map(str.isalpha, words)) and (term.isupper() or is_name)
        )
    # "Who is quoted most?" asks for no one's name.
    asks = words[0].endswith("ed") or words[0] in LEADING
    return len(words) in (2, 3) and capitals in (0, len(words)) and not form["the"] and not asks
