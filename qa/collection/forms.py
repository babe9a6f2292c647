"""The forms of a question about the collection itself, and what each asks for.

A question is taken only when all of it has such a form: with a word more it may be about their content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.collection.form_patterns import FORMS, HERE, Wanted
from qa.collection.references import ALL_ARTICLES, ANY_ARTICLES, Reference, read_days, read_reference
from qa.collection.topics import asks_loosely, is_clause, takes_for_one

LONGEST = 200
"""Characters; a longer question says more than such a form has room for."""


@dataclass(frozen=True, slots=True)
class Form:
    """A question about the collection, understood.

    Attributes:
        reference: which articles it is about.
        topic: what they are to mention, as typed; empty where the question names none.
        loose: whether it asks for articles about the topic, in whatever words, rather than for a mention.
        one_name: whether the question takes "A and B" for one name: "How often is A and B mentioned?"
    """

    wanted: Wanted
    reference: Reference
    topic: str = ""
    loose: bool = False
    one_name: bool = False


_OPENING = re.compile(
    r"(?:(?:please|and|so|ok|okay|well|hi|hello|hey|then|but|also|now)\b[\s,]*|"
    r"(?:(?:can|could|would|will) you )?(?:please )?tell me (?!about)|"
    r"(?:can|could|would|will) you (?:please )?(?=list |show |name |give )|"
    r"do you know (?=who |when |what |which |where )|"
    r"i(?:'d| would)? (?:like|want) to know )",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[\s,]*(?:\b(?:please|exactly|originally|then)|[?!.\s]+)$", re.IGNORECASE)
_SHORT_IS = re.compile(r"\b(what|who|when|where|which)(?:'s|'re)\b", re.IGNORECASE)

_OF_A_BARE_TITLE = frozenset({Wanted.AUTHOR, Wanted.DATE, Wanted.SOURCE, Wanted.SUBJECT})
"""What may be asked of a title that stands there without quotes and without a word for an article."""

_ON_HAND = re.compile(r"\b(?:are there|do (?:you|we|i) have|are available|are here|number of|in)\b")
_EXPLICIT = re.compile(r"\b(?:articles?|here|collection|library|archive|corpus)\b", re.IGNORECASE)
_NO_TOPIC = re.compile(rf",? (?:(?i:at all|by name)|anywhere|together|{HERE})$")
"""Words after a topic that are no part of it. Some in lower case only, for names end in them, too."""


def read_form(question: str) -> Form | None:
    """Return what a question asks of the collection, by its form alone; None for any other question."""
    asked = _plain(question)
    if not asked:
        return None
    for wanted, form in _compiled():
        match = form.fullmatch(asked)
        understood = match and _understood(wanted, match)
        if understood:
            return understood
    return None


def read_bare_title(question: str) -> Iterator[Form]:
    """Yield what a question may ask of an article whose title stands in it without quotes, in any case."""
    asked = _plain(question)
    for wanted, form in _compiled():
        match = form.fullmatch(asked) if wanted in _OF_A_BARE_TITLE else None
        words = match.groupdict().get("reference") if match else None
        if words:
            yield Form(wanted, Reference(word="article", titled=words))


@cache
def _compiled() -> tuple[tuple[Wanted, re.Pattern[str]], ...]:
    return tuple((wanted, re.compile(form, re.IGNORECASE)) for wanted, form in FORMS)


def _understood(wanted: Wanted, match: re.Match[str]) -> Form | None:
    topic = match.groupdict().get("topic") or ""
    named = match.groupdict().get("reference")
    of_all = wanted in {Wanted.SOURCES, Wanted.SUBJECT} or (topic and _EXPLICIT.search(match.string))
    reference = read_reference(named) if named else ALL_ARTICLES if of_all else ANY_ARTICLES
    if reference is None or (topic and is_clause(topic)):
        return None
    if reference.titled == named and wanted not in _OF_A_BARE_TITLE:
        return None
    if wanted in {Wanted.COUNT, Wanted.LIST} and not topic and not _can_be_listed(match.string, reference):
        return None
    if not topic:
        return Form(wanted, reference)
    before = match.string[: match.start("topic")].rstrip()
    loose = asks_loosely(before)
    # Each part counted, every mention of one name would count for two.
    one_name = takes_for_one(before, unless_told=wanted is Wanted.TIMES)
    topic = _NO_TOPIC.sub("", topic)
    # What an article is about may have its own days: an election in 2022.
    if reference.plural and not loose:
        topic, reference = read_days(topic, reference)
    return Form(wanted, reference, topic, loose, one_name)


def _can_be_listed(question: str, reference: Reference) -> bool:
    """Whether "Which …?", "What is …?" and "List …" ask for articles, and say enough to tell which."""
    if reference.pronoun or reference.titled:
        return False
    asked = question.lower()
    if asked.startswith(("what is ", "what was ")) and "number" not in asked:
        return reference.ordered
    if asked.startswith(("what ", "which ")) and not _ON_HAND.search(asked):
        return reference.ordered or reference.described
    return reference.plural or reference.ordered or reference.described


def _plain(question: str) -> str:
    """Return a question without courtesies, closing marks and short forms; empty when it is too long."""
    if len(question) > 2 * LONGEST:
        return ""
    asked = " ".join(question.replace("’", "'").replace("‘", "'").split())
    for _ in range(4):
        asked = _CLOSING.sub("", _OPENING.sub("", asked, count=1) if _OPENING.match(asked) else asked)
    return _SHORT_IS.sub(r"\1 is", asked) if len(asked) <= LONGEST else ""
