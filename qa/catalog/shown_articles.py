"""Shown articles: which articles a conversation has just spoken of, in the order they were shown."""

import re
from collections.abc import Iterator, Sequence

from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.scripts import phrase_query
from index.text.words import words
from qa.answers import Answer
from qa.catalog.entry_names import core, name_words
from qa.catalog.metadata_matching import matches
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.topics import topics
from qa.turns import Turn

TURNS_FOLLOWED = 10
"""Number of a conversation's last turns that tell which article "this" is."""

LONGEST_LOOKED_UP = 12
"""Number of words of a quote that are looked up."""

_QUOTED = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”){3,})”|^“(.+)” \[\d+\]\s*$", re.MULTILINE)
"""A quote with the quotes inside it; where one of those never opens or ends, all of a line."""


def shown_articles(turn: Turn, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    """Return the articles that an answer cites, or its text puts in quotes, in their order there."""
    if isinstance(turn.answer, Answer):
        by_id = {entry.id: entry for entry in among}
        cited = [by_id.get(citation.article.id) for citation in turn.answer.citations]
    else:
        quotes = [match[1] or match[2] for match in _QUOTED.finditer(turn.answer)]
        cited = [entry for quote in quotes for entry in _quoting(quote, among, record)]
    return list({entry.number: entry for entry in cited if entry}.values())


def spoken_of(
    history: Sequence[Turn], among: Sequence[CatalogEntry], record: Record
) -> Iterator[list[CatalogEntry]]:
    """Yield the articles of each turn that shows or names some, the last turn first."""
    for turn in reversed(history[-TURNS_FOLLOWED:]):
        found = shown_articles(turn, among, record)
        found = found or _asked_about(turn.question, among, record)
        found = found or _named(f"{turn.question} {_QUOTED.sub(' ', turn.text)}", among)
        if found:
            yield found


def _asked_about(question: str, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    """Return the articles that a question names by itself."""
    tokens = RequestTokens(question)
    named = [*matches(tokens, among), *topics(tokens, among, record, several=False)]
    return list({entry.number: entry for match in named for entry in match.articles}.values())


def _quoting(quote: str, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    """Return the articles of this title, else those with this quote where it has at least four words."""
    asked = name_words(quote)
    if titled := [entry for entry in among if asked and name_words(entry.title) == asked]:
        return titled
    if len(asked) < 4:
        return []
    numbers = record.full_text.articles_with([[phrase_query(" ".join(words(quote)[:LONGEST_LOOKED_UP]))]])
    return [entry for entry in among if entry.number in numbers]


def _named(text: str, among: Sequence[CatalogEntry]) -> list[CatalogEntry]:
    """Return the articles whose title, source or author stands in a text; not where that fits them all."""
    said = f" {' '.join(name_words(text))} "
    for names in (
        [entry.title for entry in among],
        [entry.author or "" for entry in among],
        [entry.source or "" for entry in among],
    ):
        found = [
            entry
            for entry, name in zip(among, names, strict=True)
            if core(name) and f" {' '.join(core(name))} " in said
        ]
        if 0 < len(found) < len(among):
            return found
    return []
