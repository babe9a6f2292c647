"""Answer a question about the collection itself: who wrote this, when, and which articles mention it.

read the question's form → find the articles it means → say what is known of them, with the line showing it.
"""

from collections.abc import Sequence

from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from index.passages import Span
from index.store.protocol import Record
from index.store.values import CatalogEntry
from qa.collection import catalog_answers
from qa.collection.catalog import holding, times
from qa.collection.catalog_answers import MOST_LISTED, MOST_SHOWN, CatalogAnswer, Said, each
from qa.collection.form_patterns import Wanted
from qa.collection.forms import Form, read_bare_title, read_form
from qa.collection.places import source_place
from qa.collection.resolve import find_articles, means_articles, quotes_one, titled
from qa.collection.topics import any_article_off, may_be_denied, parts_of, plain_topic, without_article
from qa.turns import Turn

__all__ = ["CatalogAnswer", "about_collection"]

_SAYINGS = {
    Wanted.AUTHOR: (catalog_answers.author, "No author is named for"),
    Wanted.AUTHOR_NAME: (catalog_answers.author_name, "No author is named for"),
    Wanted.DATE: (catalog_answers.day, "No date of publication is known for"),
    Wanted.SOURCE: (catalog_answers.source, "No source is named for"),
    Wanted.TITLE: (catalog_answers.title, "No title is known for"),
    Wanted.SUBJECT: (catalog_answers.subject, "No title is known for"),
}
_CARD = (catalog_answers.card, "No title is known for")


def about_collection(
    question: str, library: Library, filters: SearchFilter, history: Sequence[Turn] = ()
) -> CatalogAnswer | None:
    """Return what titles, bylines, dates and words tell, if the question is about the collection itself.

    Args:
        question: as typed.
        filters: the only articles that count.
        history: the conversation so far, oldest first; it tells what "this" and "it" mean.

    Returns:
        The answer; one without citations is a refusal: its text says what is not known. None for a
        question about what the articles say, and for one that means no article of this collection.
    """
    record = library.record
    form = read_form(question)
    if form is None:
        return _of_bare_title(question, record, filters)
    among = record.catalog.entries(filters)
    if not means_articles(form, history, quotes_one(among, record)):
        return None
    found = find_articles(form.reference, among, history, record)
    if not found:
        return None
    if form.topic:
        return _mentions(form, found, record)
    return _told(form, found, record)


def _of_bare_title(question: str, record: Record, filters: SearchFilter) -> CatalogAnswer | None:
    """Return what is known of the articles whose title stands in the question without quotes."""
    forms = list(read_bare_title(question))
    among = record.catalog.entries(filters) if forms else []
    for form in forms:
        if found := titled(form.reference.titled, among, record):
            return _told(form, found, record)
    return None


def _told(form: Form, found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer:
    """Say of the articles what their metadata tells."""
    match form.wanted:
        case Wanted.SOURCES:
            return _sources(found, record)
        case Wanted.PERIOD:
            return _period(found, record)
        case Wanted.COUNT:
            return catalog_answers.counted(record, found, "such " if form.reference.described else "")
        case _:
            return each(record, found, *_SAYINGS.get(form.wanted, _CARD))


def _mentions(form: Form, found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer | None:
    """Count or list the articles that hold the words."""
    topic = plain_topic(form.topic)
    parts, places = _places(form, topic, found, record)
    mentions = [(entry, places[entry.number]) for entry in found if entry.number in places]
    if not mentions:
        return _denied(form, topic, found, record)
    listed = form.wanted is Wanted.LIST and len(found) > 1
    citations = catalog_answers.cite_mentions(record, mentions[: MOST_LISTED if listed else MOST_SHOWN])
    marks = " ".join(f"[{citation.n}]" for citation in citations)
    such = "such " if form.reference.described else ""
    several = f"{len(mentions):,} of the {len(found):,} {such}articles"
    some = several if len(found) > 1 else catalog_answers.named(found[0])
    if form.wanted is Wanted.TIMES:
        number = sum(times(record, part, [entry for entry, _ in mentions]) for part in parts)
        often = "once" if number == 1 else f"{number:,} times"
        return CatalogAnswer(f"{topic} is mentioned {often} in {some}. {marks}", citations)
    says = f"{some} {'mentions' if len(mentions) == 1 else 'mention'} {topic}"
    if not listed:
        return CatalogAnswer(f"{says.removesuffix('.')}. {marks}", citations)
    lines = [
        f"{catalog_answers.described(entry)} [{n}]" for n, (entry, _) in enumerate(mentions[:MOST_LISTED], 1)
    ]
    more = [f"and {len(mentions) - MOST_LISTED:,} more"] if len(mentions) > MOST_LISTED else []
    return CatalogAnswer("\n".join([f"{says}:", *lines, *more]), citations)


def _denied(form: Form, topic: str, found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer | None:
    """Say that no article mentions the topic, where the very words count: of a name, or a mention."""
    bare = any_article_off(topic)
    # The Beatles may stand there as Beatles.
    if not may_be_denied(topic, loose=form.loose) or (bare != topic and holding(record, bare, found)):
        return None
    none = "No such article mentions" if form.reference.described else "No article mentions"
    one = f"{catalog_answers.named(found[0])} does not mention"
    return CatalogAnswer(f"{one if len(found) == 1 else none} “{topic}”.")


def _places(
    form: Form, topic: str, found: Sequence[CatalogEntry], record: Record
) -> tuple[list[str], dict[int, Span]]:
    """Return what is to be counted, and where it stands: "A and B" as one name, else each of its parts."""
    whole = without_article(topic)
    as_one = holding(record, whole, found)
    parts, every = parts_of(topic)
    if parts == [whole] or (form.one_name and as_one):
        return [whole], as_one
    return parts, _holding(parts, every, found, record) | as_one


def _holding(
    parts: Sequence[str], every: bool, found: Sequence[CatalogEntry], record: Record
) -> dict[int, Span]:
    places = [holding(record, part, found) for part in parts]
    numbers = {number for part in places for number in part}
    if every:
        numbers = {number for number in numbers if all(number in part for part in places)}
    return {number: next(part[number] for part in places if number in part) for number in numbers}


def _sources(found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer:
    """Name every source, the one with most articles first."""
    by_source: dict[str, list[CatalogEntry]] = {}
    for entry in found:
        if entry.source:
            by_source.setdefault(entry.source, []).append(entry)
    largest = sorted(by_source.values(), key=lambda of_one: (-len(of_one), of_one[0].number))

    def with_number(entry: CatalogEntry, article: Article) -> Said | None:
        number = len(by_source.get(entry.source or "", ()))
        text = f"{entry.source}: {'1 article' if number == 1 else f'{number:,} articles'}"
        return (text, source_place(article)) if number else None

    firsts = [of_one[0] for of_one in largest] or found
    return each(record, firsts, with_number, "No source is named for")


def _period(found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer:
    """Say the first and the last day of publication."""
    dated = sorted(
        (entry for entry in found if entry.published), key=lambda entry: str(entry.published), reverse=True
    )
    ends = [dated[-1], dated[0]] if len(dated) > 1 else dated or found
    of_all = f"{len(dated):,} of {len(found):,} articles have a date; these are the oldest and the newest:"
    heading = of_all if len(ends) == 2 and len(found) > 2 else ""
    return each(record, ends, catalog_answers.day, "No date of publication is known for", heading)
