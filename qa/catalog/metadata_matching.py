"""Metadata matching: which articles a request names by title, file, source or author."""

from collections.abc import Iterator, Sequence

from index.store.values import CatalogEntry
from qa.catalog.matches import Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.source_matching import authors, sources
from qa.catalog.title_matching import file_names, long_titles, quoted_titles, worded_titles


def matches(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield what a request names by title, file name, source and author, and mark its tokens as used."""
    for finding in (quoted_titles, file_names, worded_titles, long_titles, sources, authors):
        for match in list(finding(tokens, among)):
            if not any(tokens.used[match.first : match.last]):
                tokens.use(match.first, match.last)
                yield match
