"""Pronoun resolution: which pronouns of a question refer to something said before, and to what."""

import re
from collections.abc import Callable, Mapping

from qa.conversation.dialogue_state import DialogueState
from qa.language.name_extraction import certain_names

_KINDS = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "she"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    "there": "there",
}
_OWNERS = frozenset({"his", "her", "hers", "its", "their", "theirs"})
_PRONOUN = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|theirs?)\b"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?!\s+(?:is|are|was|were|been|be|any|a)\b)",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:in|at|on|from|to|with|against|during|under|after|before)\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE
)
"""Regular expression of a preposition before a name: a pronoun after such a name does not refer to it."""

_BEING = r"\s+(?:(?:is|was|be|been|become)\s+)?"
_HOW_FAR = r"(?:(?:not|still|really|always|ever|also|now|so|too|very|more|less)\s+)?"
_OF_A_FACT = "true|possible|clear|legal|normal|common"
_OF_A_DEED = "necessary|late|early|better|best"
_OF_THING_OR_DEED = (
    "safer?|illegal|unlawful|hard|harder|easy|easier|difficult|tough|dangerous|risky|important|useful|good|bad|"
    "nice|fine|wise|right|wrong|cheap|cheaper|expensive|impossible"
)
"""Adjectives that judge a thing ("Is it safe to eat?") or a deed ("Is it safe to eat fugu?")."""
_DOING = (
    r"(?:for\s+(?:[\w’'-]{1,20}\s+){1,4})?to\s+(?:"
    r"(?:go|live|stay|travel|return)\s*(?:[?.!,]|$)|"
    r"(?!(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|me|you|him|us|them|people|human)\b)"
    r"(?-i:[a-z])[a-z]{0,20}\s+(?!(?:than|and|or)\b|(?:for|from|in|into|of|on|to|with)\s*(?:[?.!,]|$))\w)"
)
"""Regular expression of a verb with its object; without one, its object is the antecedent of "it"."""
_EXPLETIVE = re.compile(
    rf"{_BEING}(?:"
    r"(?:likely|certain|known|said|reported)\s+(?:that|to|if|whether|for)\b|"
    rf"{_HOW_FAR}(?:{_OF_A_FACT})\s+(?:that|to|if|whether|for)\b|"
    rf"{_HOW_FAR}(?:{_OF_A_DEED})\s+(?:that|to|if|whether)\b|"
    rf"{_HOW_FAR}(?:{_OF_THING_OR_DEED})\s+(?:that|if|whether)\b|"
    rf"(?:{_HOW_FAR}(?:{_OF_A_DEED}|{_OF_THING_OR_DEED})|costs?)\s+{_DOING}|"
    rf"{_HOW_FAR}worth\s+[a-z]{{1,20}}ing\s+\w|"
    r"(?:rain(?:s|ed|ing)?|snow(?:s|ed|ing)?|takes?\s+(?:\w+\s+){0,3}to|(?<=likely is it )that)\b)",
    re.IGNORECASE,
)
"""Regular expression of what follows an expletive "it", which refers to nothing."""
_HOW = re.compile(
    rf"\bhow\s+(?:{_OF_A_FACT}|{_OF_A_DEED}|{_OF_THING_OR_DEED})\s+(?:is|was|will|would)\s+$", re.IGNORECASE
)
_TO_DO = re.compile(rf"\s+(?:be\s+)?{_DOING}", re.IGNORECASE)
"""Regular expression of what follows the expletive "it" of "How hard is it"."""

_SURELY_NO_NOUN = """
    a an the this that these those any some no every each his its their my your our
    about above against along among around as at because before behind between but by down during for from
    if in into like of off on onto out over since than through to toward towards under until up upon via when
    where whether while who whom whose why how what which with within without
    after again ago alone although already always and anymore anyway away badly better everywhere here later
    never nor often or sometimes soon there though today together tomorrow tonight too twice unless yesterday
    """
_MAYBE_BEFORE_A_NOUN = "best first last least less more most much now once only so then well"
_OWNED = re.compile(
    rf"\s+(?!(?:{'|'.join(_SURELY_NO_NOUN.split())})(?![\w-])"
    rf"|(?:{'|'.join(_MAYBE_BEFORE_A_NOUN.split())})\s*(?:[?.!,;]|$))\w",
    re.IGNORECASE,
)
"""Regular expression of what follows a possessive "her", rather than an object "her"."""


def resolve_pronouns(
    question: str, state: DialogueState, may_be_meant: Callable[[str], bool] = bool
) -> tuple[str, Mapping[str, str]]:
    """Return the question with the first pronoun of each kind resolved, and the antecedents by kind.

    A pronoun whose antecedent `may_be_meant` does not accept stays.
    """
    antecedents: dict[str, str] = {}
    pieces: list[str] = []
    at = 0
    for match in pronouns(question):
        pronoun = match.group().lower()
        kind = _KINDS[pronoun]
        name = "" if kind in antecedents else state.antecedent(kind)
        if name and may_be_meant(name):
            antecedents[kind] = name
            rest = question[match.end() : match.end() + 20]
            pieces += [question[at : match.start()], _in_place_of(pronoun, name, rest)]
            at = match.end()
    return "".join((*pieces, question[at:])), antecedents


def pronouns(question: str) -> list[re.Match[str]]:
    """Return the pronouns that refer outside the question: those with no name before them in it."""
    starts = (name.start for name in certain_names(question))
    acting = (start for start in starts if not _CIRCUMSTANCE.search(question[max(0, start - 20) : start]))
    first = next(acting, len(question))
    found = (match for match in _PRONOUN.finditer(question) if match.start() < first)
    return [match for match in found if _refers(match, question)]


def _refers(match: re.Match[str], question: str) -> bool:
    """Whether a pronoun stands for anything: not "IT", and not the "it" of "Is it true that …?"."""
    word = match.group()
    # A regular expression takes a Turkish "ı" for an i.
    if word.lower() not in _KINDS or (word == "IT" and not question.isupper()):
        return False
    return word.lower() != "it" or not _is_expletive(match, question)


def _is_expletive(match: re.Match[str], question: str) -> bool:
    if _EXPLETIVE.match(question, match.end()):
        return True
    before = question[max(0, match.start() - 40) : match.start()]
    return bool(_HOW.search(before) and _TO_DO.match(question, match.end()))


def _in_place_of(pronoun: str, name: str, rest: str) -> str:
    if pronoun == "there":
        return f"in {name}"
    # "her" is an object as often as an owner.
    if pronoun in _OWNERS and (pronoun != "her" or _OWNED.match(rest)):
        return f"{name}’s"
    return name
