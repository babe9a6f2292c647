"""Requests that name no subject but point at one: "Summarize it", "A timeline of that", "Shorter, please"."""

import re

from index.text.words import STOP_WORDS, words

ASKED_FOR = frozenset(
    """
    summarize summarise summarized summarised summary summaries sum gist recap overview outline abstract tl
    digest synopsis shorten shorter longer briefer brief short condense simpler simplify
    timeline timelines chronology chronological list lists listed table bullets points compare comparison
    difference differences differ else more further continue keep rest next
    quote quotes quoted passage passages paragraph source sources proof evidence sure certain really
    """.split()
)
"""Words that say what kind of answer is asked for, or how long."""

_AROUND = frozenset(
    """
    please give show tell make put write get go let lets want need like see turn order me us
    article articles text texts story stories piece pieces document documents page pages one ones two three
    both all everything anything something whole entire last first answer answers now again once no not just
    ok okay so thanks thank great good nice cool sentence sentences words form version dr
    """.split()
)
"""Words that go with such a request and name nothing."""

_ARTICLE_SAYS = re.compile(r"\b(?:does it say|it says)\b", re.IGNORECASE)
"""Regular expression of an article that says something: "Where does it say so?"."""


def only_points(question: str) -> bool:
    """Return whether a request says what kind of answer it asks for and names nothing that it is about.

    Its scope is what it points at, so that nothing may be added to it. "What else did he say?" names saying,
    and is no such request.
    """
    kept = _ARTICLE_SAYS.sub("sources", question)
    own = [word for word in words(kept) if word not in STOP_WORDS and len(word) > 1]
    return not ASKED_FOR.isdisjoint(own) and all(word in ASKED_FOR or word in _AROUND for word in own)
