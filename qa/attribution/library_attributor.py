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

ARTICLES_KEPT = 64
"""Number of articles whose attributions are kept in memory."""


class LibraryAttributor:
    """Finds the attributions of a library's articles and keeps them in its record, if that can be written."""

    def __init__(self, library: Library, tagger: AttributionTagger | None = None) -> None:
        """Find attributions of the articles of `library` (default: with the tagger that ships)."""
        self._annotations = library.store.annotations()
        self._tagger = tagger or default_tagger()
        self._known = lru_cache(ARTICLES_KEPT)(self._find)

    def attributions(self, article: Article) -> tuple[Attribution, ...]:
        """Return the article's attributions in the order of their content."""
        return self._known(article)

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
        resolved = {article: resolve_speakers(article.text, found[article] or ()) for article in spans}
        return [speaker_at(resolved[article], start, end) for article, start, end in places]

    def _find(self, article: Article) -> tuple[Attribution, ...]:
        content_hash = article.content_hash
        found = self._stored(content_hash)
        if found is None:
            found = self._tagger.attributions(article.text)
            self._annotations.keep(content_hash, KIND, self._tagger.fingerprint, to_json(found))
        return resolve_speakers(article.text, found)

    def _stored(self, content_hash: str) -> tuple[Attribution, ...] | None:
        stored = self._annotations.read(content_hash, KIND, self._tagger.fingerprint)
        try:
            return None if stored is None else from_json(stored)
        except ValueError:
            return None
