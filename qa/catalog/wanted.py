"""Wanted facts: what a request asks of the articles themselves, by the words that ask."""

import re
from collections.abc import Callable
from enum import Enum

from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import NOUNS, SURE_NOUNS


class Wanted(Enum):
    """What is asked of the articles meant."""

    AUTHOR = "author"
    DATE = "date"
    PERIOD = "first and last date"
    SOURCE = "source"
    TITLE = "title"
    SUBJECT = "subject"
    LENGTH = "length"
    COUNT = "number"
    TIMES = "number of mentions"
    LIST = "list"


COLLECTION_NOUNS = SURE_NOUNS | frozenset("collection library archive corpus database something".split())

_AUTHORS = frozenset("author writer byline columnist essayist journalist reporter".split())
_WROTE = frozenset("wrote write written authored penned".split())
_PUBLISHED = frozenset("published publish written posted printed dated appear out run ran online".split())
_PAPERS = frozenset(
    "source newspaper magazine journal publication publisher website site outlet agency".split()
)
_TITLES = frozenset("title headline heading called titled entitled headlined".split())
_THEMES = frozenset("topic subject theme".split())
_PERIODS = frozenset("period timespan timeframe span".split())
_SINGULARS = _AUTHORS | _PAPERS | _TITLES | _THEMES | _PERIODS
_PLURALS = frozenset(noun for noun in NOUNS if noun.endswith("s")) | {"everything", "all"}
_POINTED = frozenset("these those them".split())
_LISTING = frozenset("list show name give display which what find see get all available".split())
_HAVING = re.compile(
    r"\b(?:(?:do|have) (?:i|you|we) (?:have|got|own|saved|stored|added|collected)|(?:is|are) there)\b"
)
_OPEN = re.compile(
    r" (?:what (?:s |is |are )?(?:in|inside) |what (?:can|could|should) i ask |(?:kind|sort)s? of |"
    r"what (?:all )?(?:do|have) (?:you|i|we) (?:have|got|know) (?:here )?$|"
    r"what (?:do|does) \w+ (?:\w+ )?cover $|what (?:.+ )?about $)"
)
"""Regular expression of an open question for what there is."""

_CUES = (
    _AUTHORS
    | _WROTE
    | _PUBLISHED
    | _PAPERS
    | _TITLES
    | _THEMES
    | _PERIODS
    | frozenset("mentioned mention mentions longest longer shortest shorter date dates ask".split())
)
_CUES |= NOUNS | COLLECTION_NOUNS | {f"{word}s" for word in _SINGULARS}
_PLAIN_CUES = _POINTED | frozenset("it this that they have got".split())
LONGEST_PLAIN = 8
"""Number of words of a request that asks of articles without a word for them: "What do you have on it?"."""

_RULES: tuple[tuple[Wanted, Callable[[set[str], str], bool]], ...] = (
    (
        Wanted.TIMES,
        lambda _, text: bool(re.search(r" how (?:often|frequently) | (?:many|number of) times ", text)),
    ),
    (Wanted.LENGTH, lambda said, _: bool(said & {"longest", "longer", "shortest", "shorter"})),
    (Wanted.LENGTH, lambda said, text: " how long " in text and bool(said & (NOUNS | {"it", "this"}))),
    (Wanted.LENGTH, lambda said, text: " how many words " in text and bool(said & (NOUNS | {"it", "this"}))),
    (Wanted.COUNT, lambda _, text: bool(re.search(r" how many | number of |^ (?:please )?count ", text))),
    (Wanted.PERIOD, lambda said, _: bool(said & _PERIODS)),
    (
        Wanted.PERIOD,
        lambda said, _: bool(said & {"dates", "date", "years"} and said & {"cover", "range", "come"}),
    ),
    (Wanted.DATE, lambda said, _: bool(said & {"date", "dates", "dated"})),
    (Wanted.DATE, lambda said, _: "when" in said and bool(said & _PUBLISHED)),
    (
        Wanted.DATE,
        lambda said, text: (
            bool(re.search(r" (?:what|which) (?:weekday|day|month|year) ", text)) and bool(said & _PUBLISHED)
        ),
    ),
    (Wanted.AUTHOR, lambda said, _: bool(said & _AUTHORS or (said & {"who", "whom"} and said & _WROTE))),
    (
        Wanted.AUTHOR,
        lambda said, text: (
            text.endswith(" by ") and bool(said & {"written", "who"} and "published" not in said)
        ),
    ),
    (
        Wanted.SOURCE,
        lambda said, text: bool(said & _PAPERS) or bool(re.search(r" (?:which|what) papers? ", text)),
    ),
    (
        Wanted.SOURCE,
        lambda said, _: bool(said & {"where", "who"} and said & (_PUBLISHED | {"from", "taken"})),
    ),
    (Wanted.TITLE, lambda said, _: bool(said & _TITLES)),
    (Wanted.TITLE, lambda _, text: bool(re.match(r" what (?:is|are|s) the names? of ", text))),
    (Wanted.SUBJECT, lambda said, _: bool(said & _THEMES)),
    (Wanted.SUBJECT, lambda _, text: bool(_OPEN.search(text))),
)
"""What is asked for and the words that tell, the surest first."""

_GROUPS = {
    word: wanted
    for wanted, singulars in ((Wanted.SOURCE, _PAPERS - {"agency"}), (Wanted.AUTHOR, _AUTHORS))
    for word in (f"{one}s" for one in singulars)
}


def may_ask_of_articles(tokens: RequestTokens) -> bool:
    """Whether a request has a word without which none asks of articles: of most facts, that tells at once."""
    said = {token.word for token in tokens.tokens}
    return bool(said & _CUES or (said & _PLAIN_CUES and len(tokens.tokens) <= LONGEST_PLAIN))


def wanted_of(tokens: RequestTokens) -> Wanted:
    """Return what is asked for; a list where no word tells."""
    listed = [token.word for token in tokens.tokens]
    said = {word.removesuffix("s") if word.removesuffix("s") in _SINGULARS else word for word in listed}
    text = f" {' '.join(listed)} "
    return next((wanted for wanted, fits in _RULES if fits(said, text)), Wanted.LIST)


def grouped_by(tokens: RequestTokens, wanted: Wanted) -> Wanted | None:
    """Return what all articles are to be grouped by: sources or authors, asked for in the plural."""
    if wanted not in (Wanted.SOURCE, Wanted.AUTHOR, Wanted.COUNT):
        return None
    return next((_GROUPS[token.word] for token in tokens.tokens if token.word in _GROUPS), None)


def asks_of_articles(tokens: RequestTokens, wanted: Wanted, *, mentions: bool, names: bool) -> bool:
    """Whether a request asks for what is wanted of articles, rather than of what they tell of.

    Args:
        mentions: whether it says what they are to mention.
        names: whether it tells which articles.
    """
    said = {token.word for token in tokens.tokens}
    nouns = bool(said & (COLLECTION_NOUNS | NOUNS | _POINTED))
    having = bool(_HAVING.search(" ".join(token.word for token in tokens.tokens)))
    match wanted:
        case Wanted.COUNT:
            at = next(
                (n for n in range(len(tokens.tokens)) if tokens.word(n) in ("many", "number", "count")), 0
            )
            counted = COLLECTION_NOUNS | NOUNS | _GROUPS.keys() | _POINTED
            return not counted.isdisjoint(tokens.words(at, at + 6))
        case Wanted.TIMES:
            return mentions
        case Wanted.TITLE:
            return nouns or said.isdisjoint({"called", "they", "names", "name"})
        case Wanted.AUTHOR:
            return nouns or said.isdisjoint({"journalist", "reporter", "columnist", "essayist"})
        case Wanted.LIST:
            verbless = said <= NOUNS | SURE_NOUNS | {"all", "my", "the"}
            written = names and bool(said & (_WROTE | _PUBLISHED))
            lists = written or (bool(said & _PLURALS) and (bool(said & _LISTING) or having or verbless))
            return (nouns or having or written or (mentions and (names or "mentioned" in said))) and (
                mentions or names or lists
            )
        case _:
            return True
