"""A timeline: what happened, day by day, each event in the words of an article."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.articles import Article, written_date
from index.store.values import CatalogEntry
from index.text.plurals import several
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.chronology import Event, Period, events_of
from qa.intents.article_search import PASSAGES_SEARCHED, articles_found
from qa.intents.composition import compose, refuse
from qa.intents.event_borders import between
from qa.intents.event_selection import FEW, about_subject, choose_events, likely_about, without_weak
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import Scope, scope_among
from qa.intents.timeline_request import Step, TimelineRequest, timeline_request
from qa.requests.network import shipped_network
from qa.requests.parts import Part as RequestPart
from qa.summarization.candidate_sentences import candidate_sentences

MOST_ARTICLES = 24
"""Number of articles whose events are read, at most, where a request singles out none of more."""

MOST_CHARACTERS = 200_000
"""Number of characters of their texts from which on no further one of these is read."""


def answer_timeline(request: Request, resources: Resources) -> Answer | None:
    """Answer with dated events, oldest first, a section a day or period; or say what is missing."""
    scope = _scope(request, resources)
    if not scope.articles:
        return refuse(request, AnswerKind.TIMELINE, "There are no such articles.")
    asked = timeline_request(request, scope)
    articles = _articles(request, resources, scope, asked)
    events = [event for article in articles for event in events_of(article, asked.period)]
    dated = bool(events) or any(map(events_of, articles))
    events = between(asked.borders, events)
    relevance: dict[Event, float] = {}
    if asked.subject and events:
        relevance = about_subject(asked.subject, likely_about(asked.subject, events, resources))
        events = list(relevance) or (events if scope.is_named else [])
    events = _at_step(asked.step, without_weak(events, FEW) if asked.step else events, request)
    left = [event for event in events if _key(event) not in request.shown]
    left = without_weak(left, 1 if asked.period or asked.step else FEW)
    if not left:
        return refuse(request, AnswerKind.TIMELINE, _nothing(asked, dated=dated, shown=bool(events)))
    chosen = choose_events(left, resources, relevance, one_day=asked.step is not None)
    parts = list(_sections(chosen))
    if asked == TimelineRequest("", None, None) and not request.shown and len(articles) > 1:
        undated = [article for article in articles if not events_of(article)]
        parts = sorted([*parts, *_days_of_articles(undated)], key=lambda part: part.days)
    statement = _statement(parts, len(left), len(scope.articles), len(articles))
    told = [(part.heading, part.quotes) for part in parts]
    return compose(request, resources, AnswerKind.TIMELINE, told, statement=statement)


def _key(event: Event) -> QuoteKey:
    return event.article.id, event.start, event.end


def _scope(request: Request, resources: Resources) -> Scope:
    """Return what the request is about; "What happened next?" is about all that the request before was."""
    allowed = resources.library.record.catalog.entries(request.filters)
    scope = scope_among(allowed, request, resources)
    if not scope.articles and not _names_articles(request.question):
        return Scope(tuple(allowed))  # "From the twenties to 2019" is when things happened.
    step = timeline_request(request, scope).step
    if step in (Step.NEXT, Step.BEFORE) and scope.articles:
        return Scope(tuple(allowed)) if len(allowed) <= MOST_ARTICLES else scope
    return scope


def _names_articles(question: str) -> bool:
    return bool(shipped_network().read(question).places(RequestPart.ARTICLES))


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a timeline: its days, its heading and its quotes."""

    days: tuple[date, date]
    heading: str
    quotes: tuple[Quote, ...]


def _articles(request: Request, resources: Resources, scope: Scope, asked: TimelineRequest) -> list[Article]:
    """Return the articles whose events are read: all of the scope, of a large one the best or newest."""
    record = resources.library.record
    if len(scope.articles) <= MOST_ARTICLES:
        return [record.article(entry.id) for entry in scope.articles]
    chosen: list[str] = []
    if asked.subject or asked.period:
        chosen = articles_found(request.query, scope.articles, resources, PASSAGES_SEARCHED)
    if not asked.subject:
        chosen += [entry.id for entry in _newest(scope.articles, asked.period)]
    read: list[Article] = []
    for name in list(dict.fromkeys(chosen))[:MOST_ARTICLES]:
        if sum(len(article.text) for article in read) < MOST_CHARACTERS:
            read.append(record.article(name))
    return read


def _newest(entries: Iterable[CatalogEntry], period: Period | None) -> list[CatalogEntry]:
    """Return the articles, newest first; those published in the period, where there is one, before others."""
    dated = [entry for entry in entries if entry.published]
    if period:
        dated.sort(key=lambda entry: not period.first <= (entry.published or date.min) <= period.last)
    return dated


def _at_step(step: Step | None, events: list[Event], request: Request) -> list[Event]:
    """Return the events at a place in the order of time: the first, or those after what was quoted last."""
    if step is None or not events:
        return events
    if step is Step.LAST:
        events = [event for event in events if not _is_ahead(event)] or events
    days = sorted({(event.time.first, event.time.last) for event in events})
    if step in (Step.FIRST, Step.LAST):
        return _of_days(events, days[0] if step is Step.FIRST else days[-1])
    quoted = {citation.key for citation in request.cited_before}
    before = [event.time for event in events if _key(event) in quoted]
    if not before:
        return events
    if step is Step.NEXT:
        later = [day for day in days if day[0] > max(time.last for time in before)]
        return _of_days(events, later[0]) if later else []
    earlier = [day for day in days if day[1] < min(time.first for time in before)]
    return _of_days(events, earlier[-1]) if earlier else []


def _is_ahead(event: Event) -> bool:
    return event.article.published is not None and event.time.first > event.article.published


def _of_days(events: list[Event], days: tuple[date, date]) -> list[Event]:
    return [event for event in events if (event.time.first, event.time.last) == days]


def _sections(events: Sequence[Event]) -> Iterable[Part]:
    """Yield the sections of a timeline, oldest first: events of the same days together."""
    grouped: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        grouped[event.time.heading].append(event)
    for heading, same in sorted(grouped.items(), key=lambda item: (_days(item[1]), item[0])):
        expected = " (expected)" if all(event.is_expected for event in same) else ""
        quotes = tuple(Quote(event.article, event.start, event.end, event.span) for event in same)
        yield Part(_days(same), heading + expected, quotes)


def _days(events: Sequence[Event]) -> tuple[date, date]:
    return events[0].time.first, events[0].time.last


def _days_of_articles(articles: Sequence[Article]) -> Iterable[Part]:
    """Yield a section for each article without a dated event: the day of it, with its first sentence."""
    for article in articles:
        told = candidate_sentences(article)[:1]
        if article.published and told:
            day = article.published
            yield Part((day, day), written_date(day), (Quote(article, *told[0]),))


def _nothing(asked: TimelineRequest, *, dated: bool, shown: bool) -> str:
    """Return what a refusal says: that nothing is left, or what the articles do not have."""
    if shown:
        return "That is all that these articles date."
    if not dated:
        return "These articles tell of no event with its date."
    if asked.step in (Step.NEXT, Step.BEFORE):
        return f"These articles date nothing {'after' if asked.step is Step.NEXT else 'before'} that."
    about = f" about {asked.subject}" if asked.subject else ""
    when = f" {asked.period.words}" if asked.period else ""
    return f"These articles date no event{about}{when}."


def _statement(parts: Sequence[Part], found: int, allowed: int, read: int) -> str:
    """Return the line above a timeline: how many events, of how many articles, from when to when."""
    quotes = [quote for part in parts for quote in part.quotes]
    articles = len({quote.article.id for quote in quotes})
    many = several(len(quotes), "dated event")
    if found > len(quotes):
        many = f"The {len(quotes)} most telling of {found} dated events"
    when = _when(parts[0].days[0], max(part.days[1] for part in parts))
    when = parts[0].heading if len(parts) == 1 else when
    line = f"{many} in {several(articles, 'article')}, {when}."
    return f"{line} Of {allowed:,} articles {read} were read." if allowed > read else line


def _when(first: date, last: date) -> str:
    """Return from when to when, as exactly as tells the two apart."""
    if first.year != last.year:
        return f"{first.year} to {last.year}"
    if (last - first).days > 363:
        return str(first.year)
    if first.month != last.month:
        return f"{first:%B} to {last:%B} {first.year}"
    return f"{first.day} to {written_date(last)}" if first != last else written_date(first)
