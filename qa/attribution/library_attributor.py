"""The attributor of a library: what was found in an article once is known from then on."""

from collections.abc import Sequence
from functools import lru_cache

from index.articles import Article
from index.library import Library
from index.passages import Span
from qa.attribution.speakers import resolve_speakers
from qa.attribution.stored import from_json, to_json
from qa.attribution.tagger import AttributionTagger, default_tagger
from qa.attribution.values import Attribution, QuotePlace, Speaker, speaker_at

KIND = "attributions"
"""The kind of annotation under which a library's record keeps attributions."""

TEXTS_KEPT = 64
"""Number of texts whose speakers are kept in memory."""


class LibraryAttributor:
    """Finds the attributions of a library's articles and keeps them in its record, if that can be written."""

    def __init__(self, library: Library, tagger: AttributionTagger | None = None) -> None:
        """Find attributions of the articles of `library` (default: with the tagger that ships)."""
        self._annotations = library.store.annotations()
        self._tagger = tagger or default_tagger()
        self._resolved = lru_cache(TEXTS_KEPT)(resolve_speakers)

    def attributions(self, articles: Sequence[Article]) -> list[tuple[Attribution, ...]]:
        """Return of each article its attributions in the order of their content."""
        found = {article: self._stored(article.content_hash) for article in articles}
        unknown = [article for article in found if found[article] is None]
        tagged = self._tagger.attributions_in([article.text for article in unknown])
        for article, of_one in zip(unknown, tagged, strict=True):
            self._annotations.keep(article.content_hash, KIND, self._tagger.fingerprint, to_json(of_one))
            found[article] = of_one
        return [self._resolved(article.text, found[article] or ()) for article in articles]

    def speakers(self, places: Sequence[QuotePlace]) -> list[Speaker | None]:
        """Return whose words each quote is; of an article that is not known yet, its surroundings are read.

        A quote is in one segment of a news article's five or ten, and must not wait for the others.
        """
        spans: dict[Article, list[Span]] = {}
        for article, start, end in places:
            spans.setdefault(article, []).append((start, end))
        found = {article: self._stored(article.content_hash) for article in spans}
        unknown = [article for article in spans if found[article] is None]
        found |= zip(
            unknown,
            self._tagger.attributions_at([(article.text, spans[article]) for article in unknown]),
            strict=True,
        )
        resolved = {article: self._resolved(article.text, found[article] or ()) for article in spans}
        return [speaker_at(resolved[article], start, end) for article, start, end in places]

    def _stored(self, content_hash: str) -> tuple[Attribution, ...] | None:
        stored = self._annotations.read(content_hash, KIND, self._tagger.fingerprint)
        try:
            return None if stored is None else from_json(stored)
        except ValueError:
            return None
