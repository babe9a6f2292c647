"""Annotations: what a model found in an article's content, stored so that it need not be found again."""

from typing import Protocol


class Annotations(Protocol):
    """The annotations in a library, one of each kind for a content; deleted with the content.

    They are a cache: nothing is lost where one cannot be stored.
    """

    def read(self, content_hash: str, kind: str, model: str) -> str | None:
        """Return the annotation of this kind that this model made of a content; None where none is stored.

        Args:
            content_hash: that of the article (`Article.content_hash`).
            model: a fingerprint of the model and its rules.
        """

    def of(self, content_hash: str) -> list[tuple[str, str, str]]:
        """Return each annotation of a content as its kind, its model and itself, by the kind."""

    def keep(self, content_hash: str, kind: str, model: str, annotation: str) -> bool:
        """Store an annotation in place of another model's; return whether it was possible.

        It is not where no article has the content, where the library cannot be written to, and where somebody
        else is writing and goes on for more than a moment.
        """
