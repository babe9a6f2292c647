"""Statements of articles: what is attributed to somebody, as whole sentences, and the articles to look in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.articles import Article
from index.passages import Span, sentences
from index.text.scripts import phrase_query
from index.text.words import content_words
from qa.attribution import Attribution, Attributor, Speaker
from qa.attribution.cues import CueMeaning, is_speech, meanings_of
from qa.attribution.role_nouns import is_role
from qa.intents.article_search import articles_found
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import Scope
from qa.page_furniture import is_labelled_link

MOST_ARTICLES = 20
"""Number of articles whose statements are read for one request: each is tagged when it is first read."""

LEAST_SHARED = 12
"""Number of characters of what is said in a further sentence with quotation marks, at least."""

FILLED = 0.9
"""Share of a further sentence without them that is said, at least."""

_NEGATION = re.compile(r"\b(?:not|never)\b|n[’']t\b")
_HELD_WITHOUT_WORDS = frozenset(
    {CueMeaning.THINK, CueMeaning.WANT, CueMeaning.SUPPORT, CueMeaning.OPPOSE, CueMeaning.DENY}
)
LONGEST_NEGATION = 60
"""Number of characters after a source in which its verb is negated."""

_QUOTED = re.compile(r"[“”\"]")

_SENTENCE_ENDS = (".", "!", "?", "…", "”", "’", '"', "'", ")", "。", "！", "？", "»", "“", ":")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that an article attributes to somebody.

    Attributes:
        speaker: who says it.
        source: the words the article calls them by there, "he".
        meanings: what the words that attribute mean.
        is_speech: whether it is said, rather than only thought or wanted.
        content: what is said, as it stands.
        sentence: the sentences that hold it.
        around: these with the one before and the one after.
        quotes: the sentences that hold it, each with its part of the content.
    """

    article: Article
    speaker: Speaker
    source: str
    meanings: frozenset[CueMeaning]
    is_speech: bool
    content: str
    sentence: str
    around: str
    quotes: tuple[Quote, ...]

    @property
    def introduction(self) -> str:
        """The speaker as the article introduces them."""
        return self.article.text[self.speaker.start : self.speaker.end]


def statements_in(article: Article, attributions: Sequence[Attribution]) -> Iterator[Statement]:
    """Yield what an article attributes to somebody that is known, in the order of the text."""
    known = [one for one in attributions if one.speaker and one.content]
    if not known:
        return
    text, places = article.text, sentences(article.text, article.body_start)
    for one in sorted(known, key=lambda one: one.content[0]):
        numbers = [n for n in _sentences_of(one, text, places) if _is_prose(text, places[n])]
        if not numbers or one.speaker is None:
            continue
        before, after = max(0, numbers[0] - 1), min(len(places) - 1, numbers[-1] + 1)
        cue, content = _words(text, one.cue), _words(text, one.content)
        if _is_silent(one, text) or (
            text[: places[numbers[-1]][1]].endswith("?") and not _QUOTED.search(content)
        ):
            continue
        yield Statement(
            article=article,
            speaker=one.speaker,
            source=_words(text, one.source),
            meanings=meanings_of(cue),
            is_speech=is_speech(cue, content),
            content=content,
            sentence=text[places[numbers[0]][0] : places[numbers[-1]][1]],
            around=text[places[before][0] : places[after][1]],
            quotes=tuple(_quote(article, places[n], one) for n in numbers),
        )


def articles_to_read(
    request: Request, resources: Resources, scope: Scope, who: str, about: str
) -> list[Article]:
    """Return the articles that a request for statements may be about, the oldest first.

    They are `MOST_ARTICLES` at most: of more, those that retrieval finds for the request and that hold the
    speaker's name, then others that hold it, the newest first; without a speaker and a subject, the newest.
    """
    chosen = [entry.id for entry in scope.articles]
    if len(chosen) > MOST_ARTICLES and (who or about):
        chosen = _candidates(request, resources, scope, who)
    articles = (resources.library.record.article(article_id) for article_id in chosen[:MOST_ARTICLES])
    return sorted(articles, key=lambda one: (one.published or date.max, one.id))


def read_statements(articles: Sequence[Article], attributor: Attributor) -> list[Statement]:
    """Return the statements of articles, in their order."""
    found = zip(articles, attributor.attributions(articles), strict=True)
    return [one for article, attributions in found for one in statements_in(article, attributions)]


def _candidates(request: Request, resources: Resources, scope: Scope, who: str) -> list[str]:
    found = articles_found(request.query, scope.articles, resources)
    # Experts and ministers are named by other words.
    names = [[phrase_query(word)] for word in content_words(who) if not is_role(word)] if who else []
    numbers = resources.library.record.full_text.articles_with(names) if names else set()
    holding = [entry.id for entry in scope.articles if entry.number in numbers]
    named = set(holding)
    both = [article_id for article_id in found if article_id in named]
    return list(dict.fromkeys([*both, *holding, *found]))


def _sentences_of(one: Attribution, text: str, places: Sequence[Span]) -> list[int]:
    """Return the numbers of the sentences that hold what is said.

    They are the one with the longest part of it, others that attribute it, and those that it fills or that
    are quoted: a few words of another sentence are none of it.
    """
    first = bisect_right(places, one.content[0][0], key=lambda place: place[1])
    last = bisect_left(places, one.content[-1][1], key=lambda place: place[0])
    shares = {n: shared for n in range(first, last) if (shared := _shared(places[n], one.content))}
    longest = max(shares, key=lambda n: shares[n], default=None)
    return [
        n
        for n, shared in shares.items()
        if n == longest
        or shared >= FILLED * (places[n][1] - places[n][0])
        or _shared(places[n], (*one.cue, *one.source))
        or (shared >= LEAST_SHARED and _QUOTED.search(text[slice(*places[n])]))
    ]


def _is_silent(one: Attribution, text: str) -> bool:
    """Whether it is told that somebody does not say something: "has not spoken publicly"."""
    if not (one.source and one.cue) or meanings_of(_words(text, one.cue)) & _HELD_WITHOUT_WORDS:
        return False
    return bool(_NEGATION.search(text[one.source[-1][1] : one.cue[-1][1]][:LONGEST_NEGATION]))


def _shared(place: Span, spans: Sequence[Span]) -> int:
    return sum(max(0, min(place[1], end) - max(place[0], start)) for start, end in spans)


def _is_prose(text: str, place: Span) -> bool:
    """Whether a sentence is of the article and ends as one: headings, captions and links do not."""
    sentence = text[slice(*place)]
    if not sentence.endswith(_SENTENCE_ENDS) or is_labelled_link(sentence):
        return False
    return not (sentence.endswith("?") and _is_a_line(text, place) and not _QUOTED.search(sentence))


def _is_a_line(text: str, place: Span) -> bool:
    """Whether a sentence stands in a line by itself, as a question does that is a heading."""
    return (
        not text[: place[0]].rpartition("\n")[2].strip() and not text[place[1] :].partition("\n")[0].strip()
    )


def _quote(article: Article, place: Span, one: Attribution) -> Quote:
    """Return the sentence with the longest part of the content in it as what answers."""
    parts = [(max(place[0], start), min(place[1], end)) for start, end in one.content]
    start, end = max((part for part in parts if part[0] < part[1]), key=lambda part: part[1] - part[0])
    return Quote(article, *place, answer=(start, end), speaker=one.speaker)


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:end] for start, end in spans)
