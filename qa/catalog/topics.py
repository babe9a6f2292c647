"""Topics: which articles "the harbour toll piece" and "articles about China" are, by titles and text."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from index.filters import SearchFilter
from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.scripts import phrase_query
from qa.catalog.entry_names import called, content, covers
from qa.catalog.matches import Kind, Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import COORDINATORS, LEADING, NOUNS, SURE_NOUNS

ALIKE = 0.8
"""Similarity, by SequenceMatcher, of a misspelt word and one of a title."""

MOST_OF_ONE = 5
"""Number of articles that "the article about China" may mean."""

MOST_OF_SEVERAL = 20
"""Number of articles that "articles about China" means at most beside those whose titles say so."""

LONGEST_DESCRIPTION = 6
"""Number of words before a noun that describe an article."""

_TITLED = frozenset("titled called entitled headlined named".split())
_ABOUT = frozenset("about on regarding concerning covering mentioning".split()) | _TITLED
_MENTIONS = frozenset("mention mentions discusses discuss covers cover".split())
_DEFINITE = frozenset("the this that my your our these those".split())
_LABELS = frozenset(
    "essay editorial column commentary interview review analysis study report paper story post text".split()
)
"""Nouns that an article's title or file name may have."""
_RELATIVE = frozenset("that which is are was were".split())
_SAYING_NOTHING = frozenset(
    "news newspaper whole full entire sample original longest shortest other following next".split()
)


def topics(
    tokens: RequestTokens, among: Sequence[CatalogEntry], record: Record, *, several: bool
) -> list[Match]:
    """Return the articles that a request describes by what they are about, and mark its tokens as used.

    A topic of several articles ("articles about China") stays part of the subject, and names none at all
    unless `several`. So does one of any article ("Which article is about China?").
    """
    found: list[Match] = []
    for at, token in enumerate(tokens.tokens):
        if token.word not in NOUNS or tokens.used[at]:
            continue
        before = _before(tokens, at)
        definite = tokens.word(before - 1) in _DEFINITE or (before > 0 and tokens.used[before - 1])
        one = _is_one(token.word)
        if not several and not (one and definite):
            continue
        labelled = titled([token.word], among) if token.word in _LABELS else ()
        for within in filter(None, (labelled, among)):
            if match := _of_topic(tokens, before, at, within, record):
                found.append(match)
                break
        else:
            if one and labelled and tokens.word(before - 1) == "the":
                tokens.use(at, at + 1)
                found.append(Match(Kind.TOPIC, at, at + 1, labelled))
    return found


def _of_topic(
    tokens: RequestTokens, before: int, noun: int, among: Sequence[CatalogEntry], record: Record
) -> Match | None:
    """Return the articles that the words before a noun describe, else those after it."""
    one = _is_one(tokens.word(noun))
    if before < noun and (articles := _described(tokens, before, noun, among, record)):
        tokens.use(before if one else noun, noun + 1)
        return Match(Kind.TOPIC, before, noun + 1, articles)
    first, last = _after(tokens, noun)
    if first < last and (articles := described(tokens.words(first, last), among, record, one=one)):
        tokens.use(noun, last if one else first)
        return Match(Kind.TOPIC, noun, last, articles)
    return None


def described(
    listed: Sequence[str], among: Sequence[CatalogEntry], record: Record, *, one: bool
) -> tuple[CatalogEntry, ...]:
    """Return the articles about these words: by their title, else by their text, the likeliest first."""
    asked = _spelt(content(listed), among, record)
    by_title = titled(asked, among)
    if by_title and one and len(by_title) <= MOST_OF_ONE:
        return by_title
    ranked = _ranked(asked, by_title if one and by_title else among, record)
    if one:
        return (ranked or by_title or _partly(asked, among, record))[:MOST_OF_ONE]
    others = {entry.number for entry in by_title}
    return by_title + tuple(entry for entry in ranked[:MOST_OF_SEVERAL] if entry.number not in others)


def titled(asked: Sequence[str], among: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    """Return the articles whose title or file name has a form of every word."""
    beginnings = [word[:3] for word in asked]
    found = []
    for entry in among:
        title, file_name = called(entry.title, entry.path)
        starts = {word[:3] for word in (*title, *file_name)}
        if all(start in starts for start in beginnings) and covers(asked, (*title, *file_name)):
            found.append(entry)
    return tuple(found)


def _spelt(asked: Sequence[str], among: Sequence[CatalogEntry], record: Record) -> list[str]:
    """Return words that no article has as titles spell them."""
    known = record.full_text.occurring([phrase_query(word) for word in asked])
    unknown = [word for word in asked if phrase_query(word) not in known]
    if not unknown:
        return list(asked)
    titles = {word for entry in among for word in called(entry.title, entry.path)[0]}
    close = {word: get_close_matches(word, titles, 1, ALIKE) for word in unknown}
    return [close[word][0] if close.get(word) else word for word in asked]


def _ranked(asked: Sequence[str], among: Sequence[CatalogEntry], record: Record) -> tuple[CatalogEntry, ...]:
    """Return the articles with all the words in one passage, those with most of the best passages first."""
    phrases = [phrase_query(word) for word in asked]
    holding = record.full_text.articles_with([[phrase] for phrase in phrases])
    likely = {entry.id: entry for entry in among if entry.number in holding}
    if len(likely) < 2:
        return tuple(likely.values())
    filters = SearchFilter(articles=tuple(likely)) if len(likely) < len(among) else SearchFilter()
    refs = [ref for ref, _ in record.full_text.search(phrases, 10 * MOST_OF_SEVERAL, filters)]
    stored = record.passages_by_id([ref.id for ref in refs])
    ids = [stored[ref.id].article.id for ref in refs if ref.id in stored]
    weights = Counter[str]()
    for rank, article_id in enumerate(ids):
        weights[article_id] += 1000 // (rank + 10)
    return tuple(likely[id] for id, _ in weights.most_common() if id in likely)


def _partly(asked: Sequence[str], among: Sequence[CatalogEntry], record: Record) -> tuple[CatalogEntry, ...]:
    """Return the few articles that have the most of several words, and half of them at least."""
    holding = [record.full_text.articles_with([[phrase_query(word)]]) for word in asked]
    counts = {entry: sum(entry.number in numbers for numbers in holding) for entry in among}
    most = max(counts.values(), default=0)
    best = tuple(entry for entry, count in counts.items() if count == most)
    return best if len(best) <= MOST_OF_ONE and len(asked) > 1 and 2 * most >= len(asked) else ()


def _described(
    tokens: RequestTokens, first: int, last: int, among: Sequence[CatalogEntry], record: Record
) -> tuple[CatalogEntry, ...]:
    asked = _spelt(content(tokens.words(first, last)), among, record)
    by_title = titled(asked, among)
    is_name = all(token.capital for token in tokens.tokens[first:last])
    one = _is_one(tokens.word(last))
    # "The Varn report" may be what an article tells of.
    is_article = is_name and tokens.word(last) not in ("report", "study", "review")
    if by_title or is_article or tokens.word(last) in SURE_NOUNS:
        return described(asked, among, record, one=one)
    return ()


def _before(tokens: RequestTokens, noun: int) -> int:
    """Return the first of the words that describe a noun from before it."""
    first = noun
    while first > max(0, noun - LONGEST_DESCRIPTION):
        word = tokens.word(first - 1)
        if tokens.used[first - 1] or word in LEADING or word in COORDINATORS or word in _SAYING_NOTHING:
            break
        first -= 1
    return first


def _after(tokens: RequestTokens, noun: int) -> tuple[int, int]:
    """Return the place of the words after a noun that tell what articles are about; (0, 0) without any."""
    at = noun + 1
    while tokens.word(at) in _RELATIVE:
        at += 1
    if tokens.word(at) not in (_ABOUT if at == noun + 1 else _ABOUT | _MENTIONS):
        return 0, 0
    first = at + 1
    last = first
    while last < len(tokens.tokens) and not tokens.used[last]:
        following = tokens.words(last + 1, last + 4)
        if tokens.word(last) in COORDINATORS and not NOUNS.isdisjoint(following):
            break
        last += 1
    while last > first and tokens.word(last - 1) in LEADING:
        last -= 1
    return first, last


def _is_one(noun: str) -> bool:
    return not noun.endswith("s") or noun in ("analysis",)
