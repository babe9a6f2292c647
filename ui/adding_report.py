"""The report of an addition: progress while it goes on, and what became of its articles."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from index.articles import Article
from index.errors import IndexBehind
from index.identity import IngestOutcome
from index.ledger import FinishedInput
from index.library import Library
from index.progress import Progress
from index.text.plurals import several
from ui import terminal


class AddingReport:
    """The report of one addition; `enter` is its `OutcomeCallback`."""

    def __init__(self, total: int, advance: Progress, finished: Iterable[FinishedInput] = ()) -> None:
        """Expect `total` articles; `finished` are inputs that were added before this was stopped."""
        self._counted: Counter[IngestOutcome] = Counter()
        self._left_out: list[str] = []
        self._total = total
        self._advance = advance
        self._before = sum(one.added + one.updated + one.unchanged for one in finished)
        advance("Adding articles", 0, total)

    def enter(self, outcome: IngestOutcome, article: Article) -> None:
        """Count an article that is stored."""
        self._counted[outcome] += 1
        self._left_out.extend(article.left_out)
        self._advance("Adding articles", self._counted.total(), self._total)

    @contextmanager
    def told(self, library: Library) -> Iterator[None]:
        """Print what became of the articles afterwards, also where the vector index could not follow."""
        try:
            yield
        except IndexBehind:
            self.tell(library)
            raise
        self.tell(library)

    def tell(self, library: Library) -> None:
        """Print what became of the articles, and the fields that could not be read."""
        from ui.leftovers import tell_of_fields

        summary = ", ".join(f"{self._counted[outcome]} {outcome.value}" for outcome in IngestOutcome)
        before = f"; {several(self._before, 'article')} before it was stopped" if self._before else ""
        place = terminal.plain(library.location)
        held = several(library.record.counts()[0], "article")
        sys.stdout.write(f"{summary}{before}; the library at {place} holds {held}.\n")
        tell_of_fields(self._left_out)
