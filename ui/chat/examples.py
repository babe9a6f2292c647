"""Requests to start from, made of the user's own articles: one of each of several kinds."""

from index.filters import NO_FILTER
from index.library import Library
from qa.intents.conversation import examples_of
from qa.language.name_roles import likely_people

NAMES_READ = 4_000
"""Number of characters of an article that are read for the name of a person."""


class ExampleRequests:
    """The requests that the newest articles of a library serve, made anew when the library has changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: tuple[bytes, tuple[str, ...]] | None = None

    def current(self) -> tuple[str, ...]:
        """Return the requests; none where there are no articles."""
        state = self._library.record.full_text.state()
        if self._made is None or self._made[0] != state:
            self._made = state, example_requests(self._library)
        return self._made[1]


def example_requests(library: Library) -> tuple[str, ...]:
    """Return a question for a person of the newest article, and what can be asked of any articles."""
    requests = examples_of(library, NO_FILTER)
    person = _person(library) if requests else ""
    return (f"Who is {person}?", *requests) if person else requests


def _person(library: Library) -> str:
    """Return a person whom the newest article names in full, first of all one who speaks; "" for nobody."""
    newest = library.record.article(library.record.catalog.entries()[0].id)
    people = likely_people(newest.text[newest.body_start :][:NAMES_READ])
    return next((name for name in people if 1 < len(name.split()) < 4), "")
