"""Mentions: which articles hold a phrase, where and how often, and what of "A and B" is to be held."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.articles import Article
from index.passages import Span, sentences
from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.scripts import phrase_query
from index.text.words import STOP_WORDS, content_words
from qa.catalog.phrases import full_text_query, patterns, without_accents
from qa.language.word_forms import same_stem

LONGEST_DENIED = 3
"""Number of words of a topic that no article may be said to mention; a longer one may have other words."""

_OPENING = re.compile(r"^(?:the )?(?:word|name|term|phrase)s? |^(?:both|either) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The parts of a topic, and where it first stands in each article that mentions it, by its number."""

    parts: tuple[str, ...]
    places: dict[int, Span]


def find_mentions(
    record: Record, topic: str, among: Sequence[CatalogEntry], *, one_name: bool = False
) -> Mentions:
    """Find the articles that mention a topic: "A and B" as one name, else each of its parts.

    Args:
        one_name: whether the request takes "A and B" for one name, where it stands anywhere.
    """
    whole = without_article(topic)
    as_one = _holding(record, whole, among)
    parts, every = parts_of(topic)
    if parts == [whole] or (one_name and as_one):
        return Mentions((whole,), as_one)
    places = [_holding(record, part, among) for part in parts]
    numbers = {number for part in places for number in part}
    if every:
        numbers = {number for number in numbers if all(number in part for part in places)}
    found = {number: next(part[number] for part in places if number in part) for number in numbers}
    return Mentions(tuple(parts), found | as_one)


def find_inflected(record: Record, topic: str, among: Sequence[CatalogEntry]) -> Mentions:
    """Find the articles with a passage that has a form of each word of a topic."""
    asked = content_words(topic)
    holding = record.full_text.articles_with([[phrase_query(word)] for word in asked])
    places = {}
    for number, text in record.catalog.texts([entry.number for entry in among if entry.number in holding]):
        found = (match for match in _WORD.finditer(text) if same_stem(asked[0], match[0].lower()))
        if match := next(found, None):
            places[number] = match.span()
    return Mentions((), places)


def times_mentioned(record: Record, mentions: Mentions) -> int:
    """Count how often the parts stand in the articles that mention them."""
    return sum(_times(record, part, list(mentions.places)) for part in mentions.parts)


def may_be_denied(topic: str, *, loose: bool) -> bool:
    """Whether it may be said that no article mentions a topic, because none of them holds its words.

    That is so of names and single words: of more, some may tell how it is mentioned ("Bo Berg most often").

    Args:
        loose: whether articles about the topic are asked for; a word that is no name has other words for it.
    """
    listed = _WORD.findall(topic)
    if not listed or len(listed) > LONGEST_DENIED:
        return False
    if loose and not all(word[0].isupper() for word in listed):
        return False
    return all(map(_is_name_or_word, parts_of(topic)[0]))


def any_article_off(topic: str) -> str:
    """Take "the" off a topic even where it may belong to a name: The Beatles may stand there as Beatles."""
    return _ARTICLE.sub("", topic)


def plain_topic(topic: str) -> str:
    """Return a topic as typed, without quotes and without "the word" before it."""
    return _OPENING.sub("", topic.strip(" ,")).strip("“”\"'‘’ ")


def without_article(phrase: str) -> str:
    """Take "the" off a phrase, but not off a name that has it: The Who, the Who."""
    bare = _ARTICLE.sub("", phrase)
    of_name = not phrase[:1].islower() and not phrase.isupper()
    says_nothing = bare.lower() in STOP_WORDS and not bare.isupper()
    return phrase if of_name or says_nothing else bare


def parts_of(topic: str) -> tuple[list[str], bool]:
    """Split "A and B", "A or B" into its parts; tell whether an article must hold every one."""
    every = " or " not in topic
    parts = re.split(r", (?:and )?| and ", topic) if every else topic.split(" or ")
    return [without_article(part) for part in parts if re.search(r"\w", part)], every


def sentence_around(record: Record, article: Article, span: Span) -> Span:
    """Return the sentence a place stands in; above the body, its line."""
    for passage in record.passages(article.id):
        if passage.start <= span[0] and span[1] <= passage.end:
            for start, end in sentences(article.text, passage.start, passage.end):
                if start <= span[0] and span[1] <= end:
                    return start, end
            return passage.start, passage.end
    start = article.text.rfind("\n", 0, span[0]) + 1
    end = article.text.find("\n", span[1])
    line = article.text[start : len(article.text) if end < 0 else end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _holding(record: Record, phrase: str, among: Sequence[CatalogEntry]) -> dict[int, Span]:
    """Return where the phrase first stands in each article that holds it, by the article's number."""
    query = full_text_query(phrase)
    listed = None if query is None else record.full_text.articles_with(query)
    for pattern, plain in patterns(phrase):
        likely = [
            entry.number
            for entry in among
            if listed is None or entry.number in listed or pattern.search(entry.header)
        ]
        texts = _texts(record, likely, plain)
        if found := {number: match.span() for number, text in texts if (match := pattern.search(text))}:
            return found
    return {}


def _times(record: Record, phrase: str, numbers: Sequence[int]) -> int:
    for pattern, plain in patterns(phrase):
        if count := sum(1 for _, text in _texts(record, numbers, plain) for _ in pattern.finditer(text)):
            return count
    return 0


def _texts(record: Record, numbers: Sequence[int], plain: bool) -> Iterator[tuple[int, str]]:
    """Yield articles' numbers and texts, without accents where `plain`."""
    for number, text in record.catalog.texts(numbers):
        yield number, without_accents(text) if plain else text


def _is_name_or_word(part: str) -> bool:
    listed = _WORD.findall(part)
    # Typed all in capitals, any words look like a name.
    return len(listed) == 1 or (not part.isupper() and all(map(_is_like_a_name, listed)))


def _is_like_a_name(word: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in word)
