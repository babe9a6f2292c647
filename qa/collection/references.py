"""How a question names the articles it is about: "this", "the essay", "articles from the Gazette"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from index.loaders.date_lines import parse_date


class Noun(Enum):
    """How surely a noun means an article of the collection."""

    ARTICLE = "article"
    """The article."""
    KIND = "kind"
    """The essay, the editorial: where an article is called so, or only one is meant by the filter."""
    CONTENT = "content"
    """The report, the story: news tells of such things, so only "this report" or "the Herald's report"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The articles a question means, as far as its words tell.

    Attributes:
        pronoun: "this", "it", or nothing at all: the conversation must tell.
        personal: "they", which mostly means people.
        pointing: "this essay", "these articles" rather than "the essay".
        word: the noun as typed, singular; empty with a pronoun.
        before: describing words before the noun, such as a source; empty where there are none.
        by: a source, author or date after the noun.
        about: what the articles are about.
        titled: their title.
        newest, oldest: only the first or last by date.
        since, until: only those published in these days, both included.
    """

    pronoun: bool = False
    personal: bool = False
    plural: bool = False
    pointing: bool = False
    noun: Noun = Noun.ARTICLE
    word: str = ""
    before: str = ""
    by: str = ""
    about: str = ""
    titled: str = ""
    newest: bool = False
    oldest: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def ordered(self) -> bool:
        """Whether it asks for the newest or the oldest."""
        return self.newest or self.oldest

    @property
    def described(self) -> bool:
        """Whether its words single out some articles."""
        return bool(self.before or self.by or self.about or self.titled or self.since or self.until)


ANY_ARTICLES = Reference(pronoun=True)
"""What a question without such words means: "What is the title?"."""

ALL_ARTICLES = Reference(plural=True, pointing=True, word="article")
"""The whole collection: "here", "in the library"."""

_NOUNS = {
    Noun.ARTICLE: "article",
    Noun.KIND: "essay|piece|op-ed|editorial|column|commentary",
    Noun.CONTENT: "story|report|interview|paper|review|text|document|analysis|blog post|post|study|file",
}
_PLURALS = {"stories": "story", "analyses": "analysis", "studies": "study", "commentaries": "commentary"}
_NOUN = "|".join((*_NOUNS.values(), *_PLURALS))
_COLLECTION = re.compile(
    r"(?:the|this|my|your|our) (?:article |whole |entire )?"
    r"(?:collection|library|archive|corpus)(?: of articles)?|here",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:this|that|it|this one|that one|(these|those|(they|them)))", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?P<all>(?:all|both|each|every|any|some|one|none|two)(?: of)? ?\b)?"
    r"(?:(?P<pointing>this|that|these|those|the above|your|my|our)\b ?|the\b ?)?"
    r"(?P<before>(?:[^\s,;:]+ ){0,5}?)"
    rf"(?P<noun>{_NOUN})(?P<plural>s)?"
    r"(?P<tail> .+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?: (?:that|which))?(?: (?:is|are|was|were|have been|has been))?"
    r"(?: (?:published|written|printed|dated|posted))?"
    r" ?(?P<how>from|by|in|on|since|after|before|until|about|regarding|concerning|"
    r"titled|called|entitled|headlined)"
    r" (?P<what>.+)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r" (?:here|(?:that )?(?:you|we|i) have|(?:are )?in (?:the|this|my|your|our) "
    r"(?:article )?(?:collection|library|archive|corpus))(?= |$)",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:news )?(?P<noun>articles?|essays?) (?:did|has|have) (?P<by>.+) (?:write|written|published?)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?P<words>.*[^\s,]),? (?P<how>from|in|on|since|after|before|until) (?P<what>\S.*)",
    re.IGNORECASE,
)
_NEWEST = re.compile(r"\b(?:latest|newest|most recent)\b ?", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:oldest|earliest)\b ?", re.IGNORECASE)
_ORDER_TAIL = re.compile(
    r" (?:is|was|are|were)(?: the)? (?:(?P<new>latest|newest|most recent)|(?P<old>oldest|earliest))|"
    r" (?:is|was|are|were) published (?:(?P<last>last|latest|most recently)|(?P<first>first|earliest))",
    re.IGNORECASE,
)
_SAYING_NOTHING = re.compile(
    r"\b(?:news|newspaper|whole|full|entire|sample|two|three|different|various)\b ?", re.I
)
_QUOTED = re.compile(r"[“\"'‘](.{3,110})[”\"'’]")


LONGEST_COMMON_TITLE = 4
"""Words. Unquoted, only a longer title is taken for an article's: books have shorter ones, too."""

_NOT_DESCRIBING = re.compile(
    r"\b(?:is|are|was|were|be|did|do|does|have|has|had|can|will|would|to|in|of|by|with|on|from|at|than|that|this|"
    r"the|a|an|his|her|their|its|for|and|or|kind|sort|type|first|second|third|last|next|other|another)\b"
)
"""Words after which "article" is part of another phrase: "an article", "kind of article"."""


def read_reference(words: str) -> Reference | None:
    """Return which articles the words name, None where they name something else."""
    if pronoun := _PRONOUN.fullmatch(words):
        return Reference(pronoun=True, personal=bool(pronoun[2]), plural=bool(pronoun[1]))
    if _COLLECTION.fullmatch(words):
        return ALL_ARTICLES
    if wrote := _WROTE.fullmatch(words):
        return Reference(plural=True, word="article", by=wrote["by"])
    phrase = _PHRASE.fullmatch(_HERE.sub("", words))
    return _of_phrase(phrase) if phrase else _of_title(words)


def read_days(words: str, known: Reference) -> tuple[str, Reference]:
    """Take days of publication off the end of words, "Bo Berg since 2022", for the articles known so far."""
    match = _WHEN.fullmatch(words)
    days = _days(match["what"]) if match else None
    if not match or not days or known.since or known.until:
        return words, known
    since, until = _range(match["how"].lower(), *days)
    return match["words"], replace(known, since=since, until=until)


def _of_title(words: str) -> Reference | None:
    quoted = _QUOTED.fullmatch(words)
    is_title = quoted or (len(words.split()) > LONGEST_COMMON_TITLE and not words[0].islower())
    return Reference(word="article", titled=quoted[1] if quoted else words) if is_title else None


def _of_phrase(phrase: re.Match[str]) -> Reference | None:
    if _NOT_DESCRIBING.search(phrase["before"]):
        return None
    word = phrase["noun"].lower()
    word, plural = _PLURALS.get(word, word), bool(phrase["plural"]) or word in _PLURALS
    every = (phrase["all"] or "").split()[:1]
    before = phrase["before"]
    newest, oldest = bool(_NEWEST.search(before)), bool(_OLDEST.search(before))
    before = _SAYING_NOTHING.sub("", _OLDEST.sub("", _NEWEST.sub("", before))).strip()
    tail = phrase["tail"] or ""
    order = _ORDER_TAIL.fullmatch(tail)
    if order:
        newest, oldest = bool(order["new"] or order["last"]), bool(order["old"] or order["first"])
        tail = ""
    noun = next(noun for noun, listed in _NOUNS.items() if word in listed.split("|"))
    known = Reference(
        plural=plural or every in (["all"], ["both"], ["each"], ["every"]),
        pointing=bool(phrase["pointing"]),
        noun=noun,
        word=word,
        before=re.sub(r"'s?$", "", before),
        newest=newest,
        oldest=oldest,
    )
    if noun is Noun.CONTENT and not (known.pointing or known.before):
        return None
    return _with_tail(known, tail) if tail else known


def _with_tail(known: Reference, tail: str) -> Reference | None:
    match = _TAIL.fullmatch(tail)
    if not match:
        return None
    how, what = match["how"].lower(), match["what"].strip()
    if how in {"titled", "called", "entitled", "headlined"}:
        return replace(known, titled=what.strip("“”\"'‘’"))
    if how in {"from", "in", "on", "since", "after", "before", "until"}:
        days = _days(what)
        if days:
            since, until = _range(how, *days)
            return replace(known, since=since, until=until)
    if how in {"about", "on", "regarding", "concerning"}:
        return replace(known, about=what)
    return replace(known, by=what) if how in {"from", "by", "in"} else None


def _range(how: str, first: date, last: date) -> tuple[date | None, date | None]:
    day = timedelta(days=1)
    match how:
        case "since":
            return first, None
        case "after":
            return last + day, None
        case "before":
            return None, first - day
        case "until":
            return None, last
        case _:
            return first, last


def _days(words: str) -> tuple[date, date] | None:
    """Return the first and last day of a year, a month or a day in words."""
    words = re.sub(r"^the |\b(?:year|of) ", "", words.strip())
    if re.fullmatch(r"[12]\d{3}", words):
        return date(int(words), 1, 1), date(int(words), 12, 31)
    day = parse_date(words)
    if day:
        return day, day
    month = re.fullmatch(r"([A-Za-z]{3,9})\.?,? ([12]\d{3})", words)
    first = parse_date(f"1 {month[1]} {month[2]}") if month else None
    return (first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)) if first else None
