"""Plain sentences about articles, made of what is known about them, each with the line that shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.articles import Article, origin, written_date
from index.passages import Span
from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.plurals import several
from qa.answers import Citation, QuoteKey
from qa.catalog import places
from qa.catalog.mentions import sentence_around
from qa.catalog.places import Place

MOST_LISTED = 5
"""Number of articles in a list."""

MOST_SHOWN = 3
"""Number of articles cited for a count."""

Shown = frozenset[QuoteKey]
"""The quotes that the conversation has shown already."""

Said = tuple[str, Place | None]
"""What is said, and the place that shows it; without one, it is not said."""

Saying = Callable[[CatalogEntry, Article], Said | None]
"""Says one thing of an article; None where it is not known."""

NameOf = Callable[[CatalogEntry], str | None]
"""Returns an article's source or author."""

PlaceOf = Callable[[Article], Place | None]
"""Returns the place that shows it."""


@dataclass(frozen=True, slots=True)
class CatalogAnswer:
    """What is said about the articles themselves. Without citations it is a refusal: what is not known."""

    text: str
    citations: tuple[Citation, ...] = ()


def author(entry: CatalogEntry, article: Article) -> Said | None:
    """Say who wrote an article, or what it says of an author whom it does not name."""
    if entry.author:
        return f"{named(entry)} was written by {entry.author}.", places.author_place(article)
    note = places.author_note(article)
    if note is None:
        return None
    words = " ".join(article.text[note[0] : note[1]].split())
    return f"{named(entry)} does not name its author; it says: “{words}”", note


def author_name(entry: CatalogEntry, article: Article) -> Said | None:
    """Say who wrote an article, by name only."""
    return author(entry, article) if entry.author else None


def day(entry: CatalogEntry, article: Article) -> Said | None:
    """Say when an article was published."""
    if not entry.published:
        return None
    return f"{named(entry)} was published on {written_date(entry.published)}.", places.date_place(article)


def source(entry: CatalogEntry, article: Article) -> Said | None:
    """Say where an article was published."""
    return (f"{named(entry)} is from {entry.source}.", places.source_place(article)) if entry.source else None


def title(entry: CatalogEntry, article: Article) -> Said | None:
    """Say an article's title."""
    return f"The title is {named(entry)}.", places.title_place(article)


def card(entry: CatalogEntry, article: Article) -> Said | None:
    """Name an article with its source and date."""
    return described(entry), places.title_place(article)


def length(entry: CatalogEntry, article: Article) -> Said | None:
    """Say how long an article is."""
    return f"{named(entry)} has {len(article.text.split()):,} words.", places.title_place(article)


def subject(entry: CatalogEntry, article: Article) -> Said | None:
    """Name an article with what stands below its title, else with its first sentence."""
    place = places.subject_place(article)
    if place is None:
        return None
    words = " ".join(article.text[place[0] : place[1]].split())
    return f"{described(entry)}: “{words}”", place


def each(
    record: Record,
    found: Sequence[CatalogEntry],
    saying: Saying,
    unknown: str,
    *,
    shown: Shown,
    heading: str = "",
) -> CatalogAnswer:
    """Say one thing of every article, each on its line, of at most MOST_LISTED; refuse where none is known.

    Args:
        unknown: what is not known of an article, to be followed by its title.
        shown: quotes that are left out, for they have been shown.
        heading: a line above, without a citation of its own.
    """
    lines: list[str] = []
    citations: list[Citation] = []
    silent = passed = looked_at = 0
    for entry in found:
        if len(citations) == MOST_LISTED or looked_at - passed == 10 * MOST_LISTED:
            break
        looked_at += 1
        article = record.article(entry.id)
        said = saying(entry, article)
        if said is None or said[1] is None:
            silent += 1
        elif (cited := Citation(len(citations) + 1, article, *said[1])).key in shown:
            passed += 1
        else:
            citations.append(cited)
            lines.append(f"{said[0]} [{cited.n}]")
    if not citations:
        return CatalogAnswer("There are no more articles." if passed else f"{unknown} {of_them(found)}.")
    if silent and len(found) <= 10 * MOST_LISTED:
        lines.append(f"{unknown} {several(silent, 'other article')}.")
    if looked_at < len(found):
        lines.append(f"and {len(found) - looked_at:,} more")
    return CatalogAnswer("\n".join([heading, *lines] if heading else lines), tuple(citations))


def grouped(
    record: Record,
    found: Sequence[CatalogEntry],
    name_of: NameOf,
    place_of: PlaceOf,
    unknown: str,
    *,
    shown: Shown,
    noun: str,
) -> CatalogAnswer:
    """Name every source or author, the one with most articles first; how many, where there is a `noun`."""
    groups: dict[str, list[CatalogEntry]] = {}
    for entry in found:
        if name := name_of(entry):
            groups.setdefault(name, []).append(entry)
    largest = sorted(groups.values(), key=lambda group: (-len(group), group[0].number))

    def with_number(entry: CatalogEntry, article: Article) -> Said | None:
        name = name_of(entry)
        number = len(groups.get(name or "", ()))
        text = f"{name}: {several(number, 'article')}"
        return (text, place_of(article)) if number else None

    counted = f"{_there_are(len(groups), noun)}:"
    firsts = [group[0] for group in largest] or found
    return each(record, firsts, with_number, unknown, shown=shown, heading=counted if noun and groups else "")


def counted(record: Record, found: Sequence[CatalogEntry], such: str) -> CatalogAnswer:
    """Say how many articles there are, and show the first of them; `such` goes before the word."""
    text = f"{_there_are(len(found), f'{such}article')}."
    articles = [record.article(entry.id) for entry in found[:MOST_SHOWN]]
    placed = [(article, place) for article in articles if (place := places.title_place(article))]
    citations = tuple(Citation(n, article, *place) for n, (article, place) in enumerate(placed, start=1))
    return CatalogAnswer(" ".join([text, *(f"[{citation.n}]" for citation in citations)]), citations)


def _there_are(count: int, noun: str) -> str:
    return f"There {'is' if count == 1 else 'are'} {several(count, noun)}"


def cite_mentions(
    record: Record, found: Sequence[CatalogEntry], mentioned: Mapping[int, Span], most: int, shown: Shown
) -> tuple[Citation, ...]:
    """Cite the sentence of each article's first mention, of at most so many that have not been shown."""
    citations: list[Citation] = []
    for entry in found:
        if len(citations) == most:
            break
        article = record.article(entry.id)
        span = mentioned[entry.number]
        cited = Citation(len(citations) + 1, article, *sentence_around(record, article, span), span)
        if cited.key not in shown:
            citations.append(cited)
    return tuple(citations)


def named(entry: CatalogEntry | Article) -> str:
    """Return an article's title in quotes, on one line."""
    return f"“{' '.join(entry.title.split())}”"


def described(entry: CatalogEntry | Article) -> str:
    """Return an article's title with its source and date."""
    facts = ", ".join(origin(entry))
    return f"{named(entry)} ({facts})" if facts else named(entry)


def of_them(found: Sequence[CatalogEntry]) -> str:
    """Name the articles a refusal is about."""
    return named(found[0]) if len(found) == 1 else f"these {len(found):,} articles"
