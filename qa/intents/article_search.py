"""Article search: which of many articles a request is answered from."""

from collections.abc import Iterable

from index.store.values import CatalogEntry
from qa.intents.request import Resources
from qa.query import PASSAGES_FOUND, Query, retrieve

PASSAGES_SEARCHED = 60
"""Number of passages that are retrieved to choose a score of articles or more by."""


def articles_found(
    query: Query, among: Iterable[CatalogEntry], resources: Resources, passages: int = PASSAGES_FOUND
) -> list[str]:
    """Return the ids of those of the articles that have one of the best passages for a query, best first."""
    allowed = {entry.id for entry in among}
    _, hits = retrieve(resources.library, query, passages)
    best_first = dict.fromkeys(hit.article_id for hit in hits)
    return [article_id for article_id in best_first if article_id in allowed]
