"""Requests that a button asks in plain words: they stand in the conversation as if they were typed."""

from index.filters import SearchFilter

OF_AN_ARTICLE = (
    ("Summary", "Summarize this article"),
    ("Timeline", "Give me a timeline of this article"),
    ("Who says what", "Who says what?"),
)
"""The name and the words of each request that can be made of an article."""

OF_ARTICLES = (
    ("Summary", "Summarize these articles"),
    ("Timeline", "Give me a timeline of these articles"),
    ("Who says what", "Who says what?"),
)
"""The name and the words of each request that can be made of all articles that a filter allows."""


NAMES_ALL = frozenset(words for _, words in (*OF_AN_ARTICLE, *OF_ARTICLES))
"""Words of the requests that need nothing of the conversation where a filter tells the articles."""


def requests_within(filters: SearchFilter) -> tuple[tuple[str, str], ...]:
    """Return the requests that can be made of what a filter allows; none without a filter."""
    if not filters:
        return ()
    return OF_AN_ARTICLE if len(filters.articles) == 1 else OF_ARTICLES
