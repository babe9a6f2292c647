"""Names: the people, organisations, places and numbers that occur, and where each stands first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.articles import Article
from index.passages import Span, sentences
from index.store.values import CatalogEntry
from index.text.plurals import several
from index.text.words import content_words, words
from qa.answers import Answer, AnswerKind
from qa.attribution.role_nouns import is_plural, is_role, singular
from qa.catalog.vocabulary import LEADING
from qa.intents.composition import compose, refuse
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.named_entities import NamedEntity, named_entities
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import scope_of
from qa.language import Quantity, quantities
from qa.language.mentions import Mention
from qa.language.name_types import NameType
from qa.language.sentence_ends import ends_as_sentence
from qa.relevance.article_relevance import ABOUT, sentence_relevance
from qa.requests.network import shipped_network
from qa.requests.parts import Part

MOST_ARTICLES = 30
"""Number of articles that are read for names: the newest."""

MOST_SHOWN = 15
"""Number of names in an answer; "What else?" goes on with others."""

MOST_COUNTED = 10
"""The largest number in words that is not listed by itself: "one of the two"."""

BESIDE = 40
"""Number of characters before and after a name in which it is told what bears it."""

_TYPES = (
    (
        NameType.PERSON,
        re.compile(r"\b(?:people|persons?|who|whom|individuals?|characters?|politicians?|leaders?)\b", re.I),
    ),
    (
        NameType.ORGANISATION,
        re.compile(
            r"\b(?:organi[sz]ations?|compan(?:y|ies)|firms?|institutions?|agenc(?:y|ies)|groups?|bodies|parties)\b",
            re.I,
        ),
    ),
    (
        NameType.PLACE,
        re.compile(
            r"\b(?:places?|countr(?:y|ies)|cit(?:y|ies)|towns?|locations?|regions?|states?|nations?|where)\b",
            re.I,
        ),
    ),
)
_NUMBERS = re.compile(
    r"\b(?:numbers?|figures?|amounts?|statistics|stats|quantit(?:y|ies)|sums?|percentages?)\b", re.I
)
_USUAL = (NameType.PERSON, NameType.ORGANISATION, NameType.PLACE)
"""The types that are listed where a request says none."""

_CALLED = {
    NameType.PERSON: ("person", "people"),
    NameType.ORGANISATION: ("organisation", "organisations"),
    NameType.PLACE: ("place", "places"),
}


_IsAbout = Callable[[Article, int], bool]
"""Whether the sentence that begins at a place of an article is about the subject that is asked for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed: its heading, its place, and the sentence it stands in."""

    heading: str
    quote: Quote


def answer_names(request: Request, resources: Resources) -> Answer | None:
    """List what the request names: people, organisations, places, numbers, or the names of all three."""
    scope = scope_of(request, resources)
    entries = scope.articles
    # Words that name articles are no subject: "all numbers in the seal study".
    subject = "" if scope.is_named else _subject(request.question)
    articles = [resources.library.record.article(entry.id) for entry in entries[:MOST_ARTICLES]]
    if _NUMBERS.search(request.question):
        return _numbers(request, resources, articles, entries, subject)
    wanted = [kind for kind, form in _TYPES if form.search(request.question)] or list(_USUAL)
    every = named_entities(articles, resources.library.embedder)
    # Where no type is asked for, perhaps a kind is: "the fires".
    of_kind = [one for one in every if _is_one_of(one, request.question)] if len(wanted) > 1 else []
    entities = of_kind or [one for one in every if one.type in wanted]
    about = _narrowed("" if of_kind else subject, articles)
    quoted = [(one, quote) for one in entities if (quote := _first_quote(one, about))]
    listed = [Listed(_heading(one, len(wanted)), quote) for one, quote in quoted]
    what = _called(wanted, len(listed))
    told = f"{len(listed):,} {what} named in {_read(articles, entries)}"
    return _answer(request, resources, listed, told, what)


def _is_one_of(entity: NamedEntity, question: str) -> bool:
    """Whether a name is one of what is asked for: "Varn University", "Varn, a university" of universities."""
    asked = {singular(word) for word in words(question) if is_plural(word) and word not in LEADING}
    if entity.type is not NameType.PERSON:
        asked = {noun for noun in asked if not is_role(noun)}  # "The official Gull" is no official.
    if not asked.isdisjoint(words(entity.name)):
        return True
    text = entity.article.text
    around = [
        (text[max(0, start - BESIDE) : start], text[end : end + BESIDE]) for start, end in entity.places
    ]
    return any(
        re.search(rf"\b{noun}\s$", before, re.IGNORECASE)
        or re.match(
            rf"\s{noun}\b|(?:,\s|\s(?:is|was)\s)(?:an?|the|another)\s(?:[\w’'“”-]+\s){{0,2}}{noun}\b",
            after,
            re.IGNORECASE,
        )
        for noun in asked
        for before, after in around
    )


def _numbers(
    request: Request,
    resources: Resources,
    articles: Sequence[Article],
    entries: Sequence[CatalogEntry],
    subject: str,
) -> Answer:
    """List the quantities in the order of the text, each sentence once."""
    listed = []
    about = _narrowed(subject, articles)
    for article in articles:
        for start, end in sentences(article.text, article.body_start):
            found = [
                one for one in quantities(article.text[start:end]) if _tells(one, article.text[start:end])
            ]
            if found and ends_as_sentence(article.text[start:end]) and about(article, start):
                spans = [(start + one.start, start + one.end) for one in found]
                heading = ", ".join(" ".join(article.text[first:last].split()) for first, last in spans)
                listed.append(Listed(heading, Quote(article, start, end, spans[0])))
    told = f"{len(listed):,} sentences with numbers in {_read(articles, entries)}"
    return _answer(request, resources, listed, told, "numbers")


def _subject(question: str) -> str:
    """Return what the numbers or names are to be about; "" for whatever they are about."""
    reading = shipped_network().read(question)
    words_for_all = _NUMBERS.sub(" ", reading.text(Part.SUBJECT))
    for _, form in _TYPES:
        words_for_all = form.sub(lambda found: " " if found[0].islower() else found[0], words_for_all)
    return " ".join(words_for_all.split())


def _narrowed(subject: str, articles: Sequence[Article]) -> _IsAbout:
    """Return what tells whether the sentence at a place is about the subject: any, where none is."""
    if not content_words(subject):
        return lambda _article, _start: True
    spans = [(one, span) for one in articles for span in sentences(one.text, one.body_start)]
    relevance = sentence_relevance(subject, [(one, start) for one, (start, _) in spans])
    about = {
        (one.id, span[0])
        for (one, span), told in zip(spans, relevance.tolist(), strict=True)
        if told >= ABOUT or lexical_coverage(subject, one.text[slice(*span)]) == 1.0
    }
    return lambda article, start: not about or (article.id, start) in about


def _tells(mention: Mention, sentence: str) -> bool:
    """Whether a quantity is worth listing: in figures, with a unit, or more than a handful."""
    value = mention.value
    digits = any(map(str.isdecimal, sentence[mention.start : mention.end]))
    return digits or (
        isinstance(value, Quantity) and (bool(value.unit.dimension) or value.most > MOST_COUNTED)
    )


def _answer(request: Request, resources: Resources, listed: Sequence[Listed], told: str, what: str) -> Answer:
    left = [one for one in listed if one.quote.key not in request.shown]
    if not left:
        return refuse(request, AnswerKind.NAMES, f"No {what} are named in these articles.")
    shown = left[:MOST_SHOWN]
    most = f"; these are {len(shown)} of them" if len(shown) < len(listed) else ""
    return compose(
        request,
        resources,
        AnswerKind.NAMES,
        [(one.heading, [one.quote]) for one in shown],
        statement=f"{told}{most}.",
    )


def _read(articles: Sequence[Article], entries: Sequence[CatalogEntry]) -> str:
    if len(articles) < len(entries):
        return f"the {len(articles)} newest of {len(entries):,} articles"
    return several(len(articles), "article")


def _heading(entity: NamedEntity, kinds: int) -> str:
    often = "once" if entity.count == 1 else f"{entity.count:,} times"
    is_told = kinds > 1 and entity.type in _USUAL
    kind = f"{_CALLED[entity.type][0]}, " if is_told else ""
    return f"{entity.name} ({kind}{often})"


def _called(wanted: Sequence[NameType], count: int) -> str:
    if len(wanted) > 1:
        return "name" if count == 1 else "names"
    return _CALLED[wanted[0]][count != 1]


def _first_quote(entity: NamedEntity, about: _IsAbout) -> Quote | None:
    """Return the first whole sentence on the subject that has the name; None where none has."""
    found = _quotes(entity.article, entity.places)
    return next((quote for quote in found if about(quote.article, quote.start)), None)


def _quotes(article: Article, places: Iterable[Span]) -> Iterator[Quote]:
    inside = sentences(article.text, article.body_start)
    for first, last in places:
        for start, end in inside:
            if start <= first and last <= end and ends_as_sentence(article.text[start:end]):
                yield Quote(article, start, end, (first, last))
