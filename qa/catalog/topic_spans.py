"""Topic spans: which words of a request say what articles are to mention."""

import re

from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import NOUNS, OF_CATALOG, REQUEST_WORDS, SURE_NOUNS
from qa.catalog.wanted import COLLECTION_NOUNS

TopicSpan = tuple[int, int, bool]
"""The first token of a topic, the one after its last, and whether articles about it are asked for loosely."""

_LOOSE = frozenset("about on regarding concerning discuss discusses discussing cover covers covering".split())
_NOUNS = SURE_NOUNS - {"all", "everything"}
_CUES = _LOOSE | frozenset("mention mentions mentioning contain contains containing include includes".split())
_OTHERWISE = REQUEST_WORDS - OF_CATALOG
"""Words that ask for something else: a summary, what somebody says."""

_VERBS = frozenset(
    "how what why when where who do does did is are was were have has can could will would".split()
)
_INTERROGATIVES = frozenset("what which whose whom".split())
_PASSIVE = frozenset("mentioned named discussed appear appears occur occurs come comes covered".split())
_AFTER = frozenset(
    """
    at all by name anywhere together here please exactly then do i you we have got are is there in of from
    among any my the this these those that your our
    """.split()
)
"""Words after a topic that are no part of it, in lower case: names end in such words, too."""

_CLAUSE = re.compile(
    r"\b(?:that|what|who|whom|whose|when|where|why|how|whether|if|which)\b|"
    r"^(?:to|of|for|by|in|on|at|it|them|him|her|there|any|anything|anyone|some|something|someone|"
    r"other|others|more|else|most)\b"
)
"""Regular expression of a clause or a pronoun, which is no topic. In lower case only: WHO is a name."""


def topic_span(tokens: RequestTokens) -> TopicSpan:
    """Return where the topic stands: after "mention" or "about", before "mentioned", beside "articles"."""
    count = len(tokens.tokens)
    for at in range(count):
        # "On what day": the preposition belongs to what is asked for.
        if tokens.word(at) in _CUES and not tokens.used[at] and tokens.word(at + 1) not in _INTERROGATIVES:
            end = next((n for n in range(at + 1, count) if tokens.used[n]), count)
            last = _without_trailing(tokens, at + 1, end)
            if at + 1 < last:
                return at + 1, last, tokens.word(at) in _LOOSE
    for at in reversed(range(count)):
        if tokens.word(at) in _PASSIVE and not tokens.used[at]:
            first, last = _unknown_before(tokens, at)
            if first < last and tokens.word(first - 1) not in ("which", "what"):
                return first, last, False
    noun = next((at for at in range(count) if tokens.word(at) in _NOUNS), count)
    first, last = _unknown_before(tokens, noun) if noun < count else (0, 0)
    if first < last == noun:
        return first, last, True
    verbless = _VERBS.isdisjoint(tokens.words(0, noun))
    if verbless and tokens.word(noun).endswith("s") and is_unknown(tokens, noun + 1):
        return noun + 1, _without_trailing(tokens, noun + 1, count), True
    return 0, 0, False


def is_clause(topic: str) -> bool:
    """Whether words are a clause or a pronoun, and no topic."""
    return bool(_CLAUSE.search(topic))


def is_unknown(tokens: RequestTokens, at: int) -> bool:
    """Whether a token neither names articles nor asks of them; an acronym never asks."""
    if not 0 <= at < len(tokens.tokens) or tokens.used[at]:
        return False
    token = tokens.tokens[at]
    return token.acronym or token.word not in OF_CATALOG


def _without_trailing(tokens: RequestTokens, first: int, last: int) -> int:
    """Return the end of a topic without "here", "in my articles" and the like after it."""
    while first < last:
        word = tokens.word(last - 1)
        before = tokens.words(max(first, last - 5), last - 1)
        located = word in COLLECTION_NOUNS | NOUNS and not {"in", "of", "from", "among"}.isdisjoint(before)
        is_lower = word == "i" or tokens.slice(last - 1, last).islower()
        if not (is_lower and (located or word in _AFTER)):
            break
        last -= 1
    return last


def _unknown_before(tokens: RequestTokens, end: int) -> tuple[int, int]:
    """Return the last stretch before a token that begins and ends with words that do not ask."""
    last = end
    while last > 0 and not tokens.used[last - 1] and not is_unknown(tokens, last - 1):
        last -= 1
    first = last
    for at in range(last - 1, -1, -1):
        if tokens.used[at] or tokens.word(at) in _OTHERWISE:
            break
        if is_unknown(tokens, at):
            first = at
    with_article = 0 < first < last and tokens.word(first - 1) in ("the", "a", "an")
    return first - with_article, last
