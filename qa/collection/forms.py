"""The forms of a question about the collection itself, and what each asks for.

A question is taken only when all of it has such a form: with a word more it may be about their content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from qa.collection.references import ALL_ARTICLES, ANY_ARTICLES, Reference, read_days, read_reference
from qa.collection.topics import asks_loosely, is_clause, takes_for_one

LONGEST = 200
"""Characters; a longer question says more than such a form has room for."""


class Wanted(Enum):
    """What is asked of the articles meant."""

    AUTHOR = "author"
    AUTHOR_NAME = "author's name"
    DATE = "date"
    PERIOD = "first and last date"
    SOURCE = "source"
    SOURCES = "all sources"
    TITLE = "title"
    SUBJECT = "subject"
    COUNT = "number"
    LIST = "list"
    TIMES = "number of mentions"


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

_BE = "(?:is|was|are|were)"
_DO = "(?:do|does|did)"
_WHAT = "(?:what|which)"
_R = r"(?P<reference>\S.{0,120}?)"
_X = r"(?P<topic>\S.{0,80}?)"
_WRITER = "(?:author|writer|journalist|reporter|columnist|essayist)s?"
_PAPER = (
    "(?:news ?papers?|papers?|magazines?|journals?|publications?|publishers?|websites?|sites?|sources?|"
    "(?:news|media) (?:outlets?|sites?|sources?|agenc(?:y|ies)|organi[sz]ations?)|outlets?)"
)
_OURS = "(?:the|this|my|your|our) (?:article |whole |entire )?"
_COLLECTION = f"(?:{_OURS}(?:collection|library|archive|corpus)(?: of articles)?)"
_HERE = f"(?:here|in {_COLLECTION})"
_PUBLISHED = "(?:first )?(?:published|written|posted|printed)"
_TITLE = "(?:title|headline|heading)s?"
_THEME = "(?:(?:main|general|overall|central) )?(?:topic|subject|theme|subject matter)s?"
_PERIOD = "(?:period|time ?span|time ?frame|date range)"
_THERE_IS = "(?:(?:is|are) there|have you(?: got)?|do you have)"
_COVER = "(?:cover|deal with|discuss|talk about|treat|address)"
_MENTION = "(?:mention(?:s|ed)?|names?|refers? to|contains? the (?:word|name|phrase|term)s?)"
_CONCERN = (
    f"(?:{_MENTION}|contains?|includes?|talks? about|discuss(?:es)?|covers?|deals? with|"
    "(?:is|are) (?:about|on)|"
    "speaks? of|writes? about)"
)
_ABOUT = "(?:about|on|regarding|concerning|mentioning|(?:that|which) mentions?)"
_SHOW = "(?:list|show|name|give|display)(?: me)?"
_ANYTHING = "(?:anything|something|(?:an |any |some )?(?:news )?articles?)"

_FORMS = (
    (Wanted.AUTHOR, f"who (?:wrote|authored|penned|has written) {_R}"),
    (Wanted.AUTHOR, f"who {_BE} the {_WRITER} (?:of|behind) {_R}"),
    (Wanted.AUTHOR, f"who {_BE} the authors?"),
    (Wanted.AUTHOR, f"who {_BE} {_R}'s {_WRITER}"),
    (Wanted.AUTHOR, f"(?:who|by whom) {_BE} {_R} (?:written(?: by)?|by)"),
    (Wanted.AUTHOR, f"(?:name )?(?:the )?{_WRITER} of {_R}"),
    (Wanted.AUTHOR, f"whose byline {_BE} (?:on|above|under) {_R}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the names? of the {_WRITER}(?: (?:of|behind) {_R})?"),
    (Wanted.AUTHOR_NAME, rf"{_WHAT} {_BE} the names? of the \w+(?: \w+){{0,3}} who wrote {_R}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the {_WRITER}'s? names?"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the names? of {_R}'s {_WRITER}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_WRITER} wrote {_R}"),
    (Wanted.DATE, f"when {_BE} {_R} (?:{_PUBLISHED}|dated|from)"),
    (Wanted.DATE, f"when {_R} {_BE} {_PUBLISHED}"),
    (Wanted.DATE, f"when {_DO} {_R} (?:come out|appear|run|go online)"),
    (Wanted.DATE, f"(?:on |in )?{_WHAT} (?:date|day|month|year) {_BE} {_R} (?:{_PUBLISHED}|from)"),
    (Wanted.DATE, f"{_WHAT} date (?:is|does) {_R}(?: have| bear| carry)?"),
    (Wanted.DATE, f"{_WHAT} {_BE} the (?:publication )?dates?(?: of publication)? (?:of|for|on) {_R}"),
    (Wanted.DATE, f"{_WHAT} {_BE} {_R}'s (?:publication )?dates?"),
    (Wanted.DATE, f"{_WHAT} {_BE} the (?:publication dates?|dates? of publication)"),
    (
        Wanted.PERIOD,
        f"{_WHAT} (?:{_PERIOD}|dates|years) {_DO} {_R} (?:cover|span|come from)",
    ),
    (Wanted.PERIOD, f"{_WHAT} {_BE} the {_PERIOD} of {_R}"),
    (Wanted.SOURCE, f"{_WHAT} {_PAPER} (?:published|printed|ran|carried|wrote) {_R}"),
    (
        Wanted.SOURCE,
        f"(?:in |on |from )?{_WHAT} {_PAPER} {_BE} {_R} (?:{_PUBLISHED}|taken|from|in)(?: in| by| on| from)?",
    ),
    (Wanted.SOURCE, f"(?:in |on )?{_WHAT} {_PAPER} {_BE} {_R} from"),
    (
        Wanted.SOURCE,
        f"(?:in |on |from )?{_WHAT} {_PAPER} {_DO} {_R} (?:appear|come|run)(?: out)?(?: in| from| on)?",
    ),
    (Wanted.SOURCE, f"where {_BE} {_R} (?:published|printed|posted|from|taken from)"),
    (Wanted.SOURCE, f"where {_DO} {_R} (?:come from|appear|run)"),
    (Wanted.SOURCE, f"who (?:published|printed) {_R}"),
    (Wanted.SOURCE, f"who {_BE} {_R} published by"),
    (Wanted.SOURCE, f"who {_BE} the publishers?(?: of {_R})?"),
    (Wanted.SOURCE, f"{_WHAT} {_BE} (?:the )?(?:source|publisher)s? (?:of|for) {_R}"),
    (Wanted.SOURCES, f"{_WHAT} {_PAPER} (?:are there|do (?:you|we|i) have|are {_HERE})(?: {_HERE})?"),
    (Wanted.SOURCES, f"{_WHAT} are (?:your|the) sources|{_SHOW}(?: all)? (?:your|the) sources"),
    (Wanted.TITLE, f"{_WHAT} {_BE} the {_TITLE}(?: of {_R})?"),
    (Wanted.TITLE, f"{_WHAT} {_BE} the names? of {_R}"),
    (Wanted.TITLE, f"(?:what|how) {_BE} (?!\\w+ called){_R} (?:called|titled|entitled|headlined)"),
    (Wanted.TITLE, f"{_WHAT} {_TITLE} {_DO} {_R} (?:have|bear|carry)"),
    (Wanted.TITLE, f"{_WHAT} {_BE} {_R}'s {_TITLE}"),
    (Wanted.TITLE, f"(?:{_SHOW} )?(?:all )?(?:the )?{_TITLE}(?: of {_R})?"),
    (Wanted.SUBJECT, f"what {_BE} {_R} (?:all )?about"),
    (Wanted.SUBJECT, f"what {_R} (?:is|are) about"),
    (Wanted.SUBJECT, f"what {_DO} {_R} {_COVER}"),
    (Wanted.SUBJECT, f"{_WHAT} {_BE} the {_THEME} (?:of|in|covered (?:by|in)) {_R}"),
    (Wanted.SUBJECT, f"{_WHAT} {_THEME} {_DO} {_R} {_COVER}"),
    (Wanted.SUBJECT, f"{_WHAT} {_THEME} are (?:covered|discussed|treated|there) (?:in|by) {_R}"),
    (
        Wanted.SUBJECT,
        f"what (?:kind|sort)s? of (?:news )?articles (?:are (?:these|there|{_HERE})|do you have)",
    ),
    (Wanted.SUBJECT, "what can i ask(?: you)?(?: about)?|what do you have(?: here)?"),
    (Wanted.SUBJECT, f"what is in(?:side)? {_R}"),
    (Wanted.TIMES, f"how (?:often|many times) {_BE} {_X} mentioned(?: (?:in {_R}|here))?"),
    (Wanted.TIMES, f"how (?:often|many times) {_DO} {_X} (?:appear|occur|come up) in {_R}"),
    (Wanted.TIMES, f"how (?:often|many times) {_DO} {_R} mention {_X}"),
    (Wanted.COUNT, f"how many (?:of )?{_R} {_CONCERN} {_X}"),
    (Wanted.COUNT, f"in how many (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed)"),
    (Wanted.COUNT, f"in how many (?:of )?{_R} {_DO} {_X} (?:appear|occur|come up)"),
    (Wanted.COUNT, f"how many (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed) in"),
    (Wanted.COUNT, f"how many (?:news )?articles are there {_ABOUT} {_X}"),
    (Wanted.COUNT, f"how many {_R} (?:are there(?: {_HERE})?|are {_HERE}|do (?:you|we|i) have(?: {_HERE})?)"),
    (Wanted.COUNT, f"how many {_R} does {_COLLECTION} (?:have|hold|contain)"),
    (Wanted.COUNT, f"how many {_R}"),
    (Wanted.COUNT, f"{_WHAT} {_BE} the (?:total )?number of {_R}"),
    (Wanted.LIST, f"{_WHAT} (?:of )?{_R} {_CONCERN} {_X}"),
    (Wanted.LIST, f"{_SHOW} {_R} (?:that|which) {_CONCERN} {_X}"),
    (Wanted.LIST, f"in {_WHAT} (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed)"),
    (Wanted.LIST, f"{_DO} (?:any of |any )?{_R} {_MENTION} {_X}"),
    (Wanted.LIST, f"{_BE} {_X} mentioned(?: anywhere)?(?: (?:in (?:any of |any )?{_R}|here))?"),
    (Wanted.LIST, f"where {_BE} {_X} mentioned(?: in {_R})?"),
    (
        Wanted.LIST,
        f"{_THERE_IS} {_ANYTHING} (?:{_HERE} )?about {_X}(?: {_HERE})?",
    ),
    (Wanted.LIST, f"{_THERE_IS} {_ANYTHING} {_ABOUT} {_X} {_HERE}"),
    (
        Wanted.LIST,
        f"{_THERE_IS} (?:an |any |some )?articles? {_ABOUT} {_X}",
    ),
    (Wanted.LIST, f"anything (?:{_HERE} )?about {_X}(?: {_HERE})?"),
    (Wanted.LIST, f"anything {_ABOUT} {_X} {_HERE}"),
    (Wanted.LIST, f"what do you have (?:about|on) {_X}"),
    (Wanted.LIST, f"{_WHAT} (?:news )?articles (?:do you have|are there) {_ABOUT} {_X}"),
    (Wanted.LIST, f"{_WHAT} {_R} (?:are there|are {_HERE}|do (?:you|we|i) have|are available)(?: {_HERE})?"),
    (Wanted.LIST, f"{_SHOW}(?: a list of)? {_R}"),
    (Wanted.LIST, f"{_WHAT} {_R}"),
    (Wanted.LIST, f"what (?:is|was) {_R}"),
)
_OF_A_BARE_TITLE = frozenset({Wanted.AUTHOR, Wanted.DATE, Wanted.SOURCE, Wanted.SUBJECT})
"""What may be asked of a title that stands there without quotes and without a word for an article."""

_ON_HAND = re.compile(r"\b(?:are there|do (?:you|we|i) have|are available|are here|number of|in)\b")
_EXPLICIT = re.compile(r"\b(?:articles?|here|collection|library|archive|corpus)\b", re.IGNORECASE)
_NO_TOPIC = re.compile(rf",? (?:(?i:at all|by name)|anywhere|together|{_HERE})$")
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
    return tuple((wanted, re.compile(form, re.IGNORECASE)) for wanted, form in _FORMS)


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
