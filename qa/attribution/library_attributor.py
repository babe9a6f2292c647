"""The attributor of a library: what was found in an article once is known from then on."""

from index.articles import Article
from index.library import Library
from qa.attribution.values import Attribution


class LibraryAttributor:
    """Finds the attributions of a library's articles."""

    def __init__(self, library: Library) -> None:
        """Find attributions of the articles of `library`."""
        self._library = library

    def attributions(self, article: Article) -> tuple[Attribution, ...]:  # noqa: ARG002
        """Return the article's attributions in the order of their content."""
        return ()
