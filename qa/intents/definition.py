"""Definition: who or what something is, or stands for, from appositions, titles and brackets of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.articles import Article
from index.passages import Span, sentences
from index.retrieval.near_duplicates import without_near_duplicates
from index.text.words import STOP_WORDS
from qa.abbreviations import abbreviations
from qa.answers import Answer, AnswerKind
from qa.attribution.introductions import introduction
from qa.conversation.substitution import OPENING
from qa.intents.composition import compose
from qa.intents.request import Quote, Request, Resources, unshown
from qa.language.sentence_ends import ends_as_sentence
from qa.query import retrieve

MOST_SHOWN = 3
"""Number of quotes in a definition."""

LONGEST_TERM = 80
"""Number of characters of what is to be defined, at most."""

LONGEST_NAME = 3
"""Number of words of a name that a follow-up has nothing but, at most."""

LONGEST_APPOSITION = 160
"""Number of characters of an apposition, at most."""

INTRODUCED = 0.9
TITLED = 0.75
"""Weights of an apposition and of a title that introduce somebody."""

SPELT_ELSEWHERE = 0.95
"""Weight of a sentence that spells out an abbreviation without having it."""

_EMPHASIS = r"(?:exactly|on\s+earth|the\s+(?:heck|hell))"
_ASKS = (
    re.compile(rf"\b(?:who|what)(?:\s+{_EMPHASIS})?(?:\s+(?:is|are|was|were)|['’]s)\s+(?P<term>\S.*)", re.I),
    re.compile(
        r"\bwhat\s+(?:do|does|did)\s+(?P<term>\S.*?)\s+(?:stand\s+for|mean|refer\s+to|denote)\b", re.I
    ),
    re.compile(r"\bwhat\s+(?:is|was|are)\s+meant\s+by\s+(?P<term>\S.*)", re.I),
    re.compile(
        r"\b(?:meaning|definition|abbreviation|full\s+(?:name|form))\s+(?:of|for)\s+(?P<term>\S.*)", re.I
    ),
    re.compile(r"\b(?:define|explain|tell\s+me\s+(?:who|what)|who['’]?s|whos|whats)\s+(?P<term>\S.*)", re.I),
    re.compile(r"(?P<term>\S.*?)\s+(?:means|stands\s+for|is)\s+(?:what|who)\b", re.I),
)
_MEANT_BY = re.compile(r"^meant\s+by\s+", re.IGNORECASE)
_AROUND = re.compile(
    r"^(?:the\s+(?:term|word|phrase|abbreviation|acronym|name)\s+|the\s+|an?\s+)|\s+(?:is|are|was|here|exactly|please)$",
    re.I,
)
_CLAUSE = re.compile(
    r"\b(?:of|that|which|who|whose|when|where|for|in|on|at|to|by|with|from|doing|going|said|about)\b", re.I
)
_POINTS = re.compile(
    r"\b(?:this|that|these|those|it|he|she|they|him|her|your|you|his|their|its|my|our|there)\b", re.I
)
_WHO_IS = re.compile(
    rf"(?:(?:and|so|but|ok|okay|please|tell me),?\s+)?who(?:\s+{_EMPHASIS})?\s?(?:is|was|['’]?s)\s+"
    r"(?P<the>(?:the|an?)\s+)?.+",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"(?:(?:and|so|but|ok|please),?\s+)?what\s?(?:is|was|['’]?s)\s+.+", re.IGNORECASE)
_BARE_ABBREVIATION = re.compile(r"[A-Z]{3,6}\s?\?")
_ASKS_OF_IT = re.compile(
    r"[’']s?\s|\b(?:that|which|who|whose|when|doing|going|said|named|called|known|considered|used)\b|^(?:what|who)$|"
    r"\b(?:of|for|in|on|at|to|by|with|from|as|about|after)$|\b(?:in|of|for|from|to) (?:the )?[\dA-Z]",
    re.IGNORECASE,
)
"""Regular expression of what asks something of a thing rather than what it is: "Bo Berg's job"."""
_QUOTES = " “”\"'‘’,"
_WHO = re.compile(r"\W*who", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|an?|then|former)\b(?!.*\b(?:the|an?|then|former)\b)")
_STANDS_FOR = re.compile(
    r"\b(?:stands?\s+for|short\s+for|abbreviat\w+|acronym|initials|full\s+(?:name|form))\b", re.I
)
_ASKS_A_MEANING = re.compile(
    r"\b(?:mean(?:s|t|ing)?|stands?\s+for|define|definition|explain|term|word|phrase|refers?\s+to)\b", re.I
)

_APPOSITION = re.compile(
    rf"(?:\s?,|\s[–—-])\s(?:\d{{2}},\s)?(?P<what>(?:(?:now|then|once|also|currently)\s)?(?:the\s|an?\s|who\s(?:is|was|has|serves|served)\s|"
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
    term = asked_term(asked) or _follow_up_term(request)
    if not term:
        return None
    query, hits = retrieve(resources.library, replace(request.query, typed=term))
    term = asked_term(query.standalone) or term
    articles = list({hit.article.id: hit.article for hit in hits}.values())
    found = [
        one
        for article in articles
        for one in definitions(article, term, abbreviated=bool(_STANDS_FOR.search(asked)))
    ]
    best = sorted(found, key=lambda one: -one.weight)
    distinct = without_near_duplicates([one.quote for one in best], lambda quote: quote.text)
    quotes = unshown(request, list(distinct))[:MOST_SHOWN]
    if not quotes:
        return None
    answer = compose(request, resources, AnswerKind.DEFINITION, [("", quotes)])
    return replace(answer, standalone=query.standalone, hits=hits)


def asked_term(question: str) -> str:
    """Return what a question asks to define: a name or a short term; "" where it asks anything else."""
    asked = " ".join(question.split()).rstrip(" ?!.")
    match = next(filter(None, (form.search(asked) for form in _ASKS)), None)
    if not match:
        is_abbreviation = _BARE_ABBREVIATION.fullmatch(f"{asked}?") and asked.lower() not in STOP_WORDS
        return asked if is_abbreviation else ""
    term = _MEANT_BY.sub("", match["term"]).strip(_QUOTES)
    is_definite = term.lower().startswith("the ")
    term = _AROUND.sub("", _AROUND.sub("", term)).strip(_QUOTES)
    if not 1 < len(term) <= LONGEST_TERM or _POINTS.match(term) or _ASKS_OF_IT.search(term):
        return ""
    if term[0].isupper() or _ASKS_A_MEANING.search(asked):
        return "" if _CLAUSE.search(term) and not term[0].isupper() else term
    # "Who is the mayor?" asks for a fact, "who is bo berg" and "what is a gull" for what they are.
    is_name = bool(_WHO.match(asked)) and len(term.split()) in (2, 3)
    return term if not is_definite and (is_name or " " not in term) and not _CLAUSE.search(term) else ""


def _follow_up_term(request: Request) -> str:
    """Return the name that a follow-up has nothing but: "and bo berg?"; "" where it says more."""
    opening = OPENING.match(request.question)
    name = request.question[opening.end() :].strip(f"{_QUOTES} ?!.") if opening else ""
    said = name.lower().split()
    return name if 0 < len(said) <= LONGEST_NAME and STOP_WORDS.isdisjoint(said) else ""


def surely_defines(question: str) -> bool:
    """Whether a question asks for nothing but who somebody is by name, or what an abbreviation stands for."""
    asked = " ".join(question.split()).rstrip(" ?!.")
    term = asked_term(asked)
    if not term:
        return False
    if _STANDS_FOR.search(asked) or _BARE_ABBREVIATION.fullmatch(f"{asked}?"):
        return True
    form = _WHO_IS.fullmatch(asked)
    if form is None:
        return bool(_WHAT_IS.fullmatch(asked)) and term.isupper() and term.isalpha()
    words = term.split()
    capitals = sum(word[0].isupper() for word in words)
    return len(words) in (2, 3) and capitals in (0, len(words)) and not form["the"]


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
