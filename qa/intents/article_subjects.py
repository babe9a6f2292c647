"""Article subjects: whether an article as a whole tells of what a request is about, by its title and lead."""

import re

from index.articles import Article
from qa.intents.lexical_coverage import lexical_coverage

LEAD = 600
LEAD_SHARE = 0.25
"""Number of characters at the beginning of an article's body that tell what it is about, and the share of it
at most."""

LISTING = 3
"""Number of commas in a title from which on it lists the subjects of several stories."""

_GENERIC = frozenset(
    """
    row case affair story saga matter issue debacle drama dispute situation controversy thing things news
    topic wrong went subject events whole entire her his their its this that
    """.split()
)
"""Nouns for whatever an article tells of, which it need not have: "the toll affair"."""


def tells_of(article: Article, subject: str) -> bool:
    """Whether an article's title and lead have all words of a subject, which its sentences need not name."""
    wanted = specific_words(subject)
    if not wanted or article.title.count(",") >= LISTING:
        return False
    body = article.text[article.body_start :]
    lead = body[: min(LEAD, int(LEAD_SHARE * len(body)))]
    return lexical_coverage(wanted, f"{article.title} {lead}") == 1.0


def names_anything(subject: str) -> bool:
    """Whether all words of a subject stand for whatever articles tell of: "her case", "the whole affair"."""
    return all(word.lower() in _GENERIC for word in re.findall(r"\w+", subject))


def specific_words(subject: str) -> str:
    """Return the words of a subject but those that name anything; all where there are no others."""
    kept = [word for word in re.findall(r"\w+", subject) if word.lower() not in _GENERIC]
    return " ".join(kept) or subject


def common_words(subject: str) -> str:
    """Return the words of a subject without a capital: a name alone is told of by much that is not on it."""
    return " ".join(word for word in re.findall(r"\w+", specific_words(subject)) if not word[0].isupper())
