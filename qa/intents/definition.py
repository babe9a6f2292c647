"""Definition: who or what something is, or stands for, from appositions, titles and brackets of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.articles import Article
from index.passages import Span, sentences
from index.retrieval.near_duplicates import without_near_duplicates
from qa.abbreviations import abbreviations
from qa.answers import Answer, AnswerKind
from qa.attribution.introductions import introduction
from qa.intents.composition import compose
from qa.intents.definition_request import STANDS_FOR, asked_term, follow_up_term, read_term
from qa.intents.request import Quote, Request, Resources, unshown
from qa.language.sentence_ends import ends_as_sentence
from qa.query import retrieve

MOST_SHOWN = 3
"""Number of quotes in a definition."""

LONGEST_APPOSITION = 160
"""Number of characters of an apposition, at most."""

INTRODUCED = 0.9
TITLED = 0.75
"""Weights of an apposition and of a title that introduce somebody."""

SPELT_ELSEWHERE = 0.95
"""Weight of a sentence that spells out an abbreviation without having it."""

_DETERMINER = re.compile(r"\b(?:the|an?|then|former)\b(?!.*\b(?:the|an?|then|former)\b)")

_APPOSITION = re.compile(
    rf"(?:\s(?:Inc|Corp|Co|Ltd|LLC|plc)\.?)?(?:\s?,|\s[–—-])\s(?:\d{{2}},\s)?(?P<what>(?:(?:now|then|once|also|currently)\s)?(?:the\s|an?\s|(?:who|which)\s(?:is|was|are|were|has|serves|served)\s|"
    rf"one\sof\s|its\s|his\s|her\s|their\s|former\s|(?:[a-z-]+\s){{0,4}}(?:professor|director|president|minister|chief|head|leader|analyst|"
    rf"researcher|fellow|author|founder|spokes\w+|secretary|expert|scientist|editor|lawyer|chair\w*|member|mayor|governor|chairman|capital)\b)"
    rf"[^.;:!?\n]{{2,{LONGEST_APPOSITION}}}?)(?=,|\s[–—]\s|[.;:!?”]|$)"
)
_COPULA = re.compile(
    r"(?:\s\([^()]{1,60}\))?,?\s(?P<what>(?:is|was|are|were|has\sbeen|became|remains|means|refers\sto|stands\sfor|denotes|describes|consists\sof)\s"
    r"(?:now\s|still\s|also\s|itself\s)?(?:an?|the|one|another|its|what|short|home|part|so)\b[^.;!?\n]{3,200})"
)
_BEFORE = re.compile(
    r"(?P<what>(?:\b(?:the|an?|then|former|our|its)[-\s])?(?:[\w’'-]+\s){0,5}?(?i:president|minister|leader|king|queen|prince|princess|"
    r"professor|secretary|senator|governor|general|judge|justice|director|chairman|chairwoman|captain|mayor|chancellor|ambassador|pope|dictator|"
    r"scientist|analyst|historian|author|writer|singer|actor|actress|spokesman|spokeswoman|spokesperson|coach|founder|expert|researcher|"
    r"economist|lawyer|attorney|activist|company|group|agency|newspaper|magazine|city|village|town|capital|province|region|island|ship|"
    r"rocket|vaccine|drug|maker|brand|app|platform|network|band|club|team|party|film|novel|festival))\s(?:of\s\w+\s)?,?\s?[“\"‘']?$"
)
_CALLED = re.compile(
    r"(?P<what>[^.;:!?\n]{3,160}?),?\s(?:called|named|known\sas|dubbed|nicknamed|termed|so-called)\s(?:the\s|an?\s)?[“\"‘']?$"
)
_BRACKETED = re.compile(r"\s?[”\"’']?\s\((?P<what>[^()\n]{3,120})\)")

_WEIGHTS = {_APPOSITION: 1.0, _COPULA: 0.9, _CALLED: 0.85, _BRACKETED: 0.8, _BEFORE: 0.7}
"""How surely each form defines: the longer it is likely to be, the more it tells."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that tells who or what something is, with how surely it does, in [0, 1]."""

    quote: Quote
    weight: float


def answer_definition(request: Request, resources: Resources) -> Answer | None:
    """Quote the sentences that define what is asked about; None where none of those found does."""
    asked = request.standalone
    read = read_term(request.question)
    term = read if read.isupper() else asked_term(asked) or follow_up_term(request) or read
    if not term:
        return None
    query, hits = retrieve(resources.library, replace(request.query, typed=term))
    if term != read:
        term = asked_term(query.standalone) or term
    articles = list({hit.article.id: hit.article for hit in hits}.values())
    found = [
        one
        for article in articles
        for one in definitions(article, term, abbreviated=bool(STANDS_FOR.search(asked)))
    ]
    best = sorted(found, key=lambda one: -one.weight)
    distinct = without_near_duplicates([one.quote for one in best], lambda quote: quote.text)
    quotes = unshown(request, list(distinct))[:MOST_SHOWN]
    if not quotes:
        return None
    answer = compose(request, resources, AnswerKind.DEFINITION, [("", quotes)])
    return replace(answer, standalone=query.standalone, hits=hits)


def definitions(article: Article, term: str, *, abbreviated: bool = False) -> Iterator[Definition]:
    """Yield the sentences of an article that define a term, each once, with the words that do.

    `abbreviated`: only what it stands for is asked.
    """
    text = article.text
    name = re.compile(rf"(?<!\w){_flexible(term)}(?!\w)", 0 if term.isupper() else re.IGNORECASE)
    full = name.search(text)
    if not full:
        return
    if len(surname := full.group().split()) > 1 and all(word[0].isupper() for word in surname):
        name = re.compile(rf"(?<!\w)(?:{_flexible(term)}|{re.escape(surname[-1])})(?!\w)", re.IGNORECASE)
    elif whole := re.search(rf"(?:[^\W\d_a-z][\w.-]+\s){{1,2}}{_flexible(term)}(?!\w)", text):
        # "Who is Berg?": Bo Berg is introduced.
        name = re.compile(rf"(?<!\w)(?:{_flexible(whole[0])}|{_flexible(term)})(?!\w)", name.flags)
    if full.group().isupper() and term.islower():
        term = full.group()
    longs = {one.long for one in abbreviations(text) if one.short == term} or set(spelt_out(term, text))
    shorts = {one.short for one in abbreviations(text) if one.long.lower() == term.lower()}
    for start, end in sentences(text, article.body_start):
        if not ends_as_sentence(text[start:end]):
            continue
        places = [match.span() for match in name.finditer(text, start, end)]
        spelt = [_place_of(other, text, (start, end)) for other in sorted(longs | shorts)]
        if place := next(filter(None, spelt), None):
            yield Definition(Quote(article, start, end, place), 1.0 if places else SPELT_ELSEWHERE)
        elif places and not abbreviated and (best := _defining(text, (start, end), places)):
            weight, place = best
            yield Definition(Quote(article, start, end, place), weight)


def spelt_out(term: str, text: str) -> list[str]:
    """Return the names in a text whose initials spell an abbreviation, with or without "of", "for", "the"."""
    if not (term.isupper() and term.isalpha() and len(term) > 2):
        return []
    word = r"[\w’'-]*"
    between = r"(?:\s(?:of|for|the|and|on|in)){0,2}\s"
    form = rf"\b{between.join(f'{letter}{word}' for letter in term)}"
    return list(dict.fromkeys(match.group() for match in re.finditer(form, text)))


def _defining(text: str, sentence: Span, places: Sequence[Span]) -> tuple[float, Span] | None:
    """Return how surely a sentence defines what stands at these places, and the words that do; else None."""
    start, end = sentence
    found: list[tuple[float, Span]] = []
    for first, last in places:
        found += _introducing(text, (first, last), sentence)
        after = ((form, form.match(text, last, end)) for form in (_APPOSITION, _COPULA, _BRACKETED))
        found += [(_WEIGHTS[form], match.span("what")) for form, match in after if match]
        before = text[max(start, first - 200) : first]
        for form in (_BEFORE, _CALLED):
            if match := form.search(before):
                opens = _DETERMINER.search(match["what"]) if form is _BEFORE else None
                begin = match.start("what") + (opens.start() if opens else 0)
                words = match.string[begin : match.end("what")].rstrip()
                found.append(
                    (_WEIGHTS[form], (first - len(before) + begin, first - len(before) + begin + len(words)))
                )
    return max(found, key=lambda one: one[0], default=None)


def _introducing(text: str, name: Span, sentence: Span) -> Iterator[tuple[float, Span]]:
    """Yield the title before a name, or the apposition after it, that its introduction holds."""
    (first, last), (start, end) = name, sentence
    begin, stop = introduction(text, first, last)
    if stop > last:
        words = text[last : min(stop, end)]
        yield INTRODUCED, (last + len(words) - len(words.lstrip(" ,")), last + len(words.rstrip()))
    elif max(begin, start) < first:
        yield TITLED, (max(begin, start), max(begin, start) + len(text[max(begin, start) : first].rstrip()))


def _place_of(words: str, text: str, within: Span) -> Span | None:
    match = re.compile(_flexible(words), re.IGNORECASE).search(text, *within)
    return match.span() if match else None


def _flexible(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
