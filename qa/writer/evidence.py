"""The evidence that an answer is written from: quotes, numbered as the model sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from index.passages import Span
from index.retrieval.hybrid_search import Hit
from index.retrieval.near_duplicates import without_near_duplicates
from qa.answers import Answer, AnswerKind, Citation, QuoteKey
from qa.context import naming_sentence
from qa.grounding import Evidence
from qa.intents import Request, Resources
from qa.language.sentence_ends import CLOSING, QUESTION_MARKS
from qa.page_furniture import is_page_furniture
from qa.reader.excerpts import Sentence, sentences_in
from qa.reader.sentence_selection import rank_sentences
from qa.writer.prompt_injection import addresses_a_model

MOST_QUOTES = 24
"""Number of quotes that an answer to a question for a fact is written from, at most."""

HITS_READ = 12
"""Number of the passages found whose sentences are looked at, the best ones."""

MOST_SENTENCES_SHOWN = 40
"""Number of the quotes of a longer answer, a timeline of many days, that the model reads."""

LONGEST_QUOTE = 1500
"""Number of characters of a sentence of a passage, at most: what is longer is a table or a list."""


def gather_evidence(request: Request, answer: Answer, resources: Resources) -> tuple[Citation, ...]:
    """Return the quotes that an answer may rest on, likeliest first, numbered from 1.

    Those of the answer made of quotes come first; of a fact, what was read as an answer and the sentences of
    the passages found that promise most come after them. Questions and what speaks to a model are left out.
    """
    cited = list(answer.citations[:MOST_SENTENCES_SHOWN])
    if answer.hits:
        shown = _shown_before(request) if answer.kind is AnswerKind.MORE else frozenset()
        known = [(one.article.id, one.start, one.end) for one in cited]
        places = [
            *((one.article, one.start, one.end) for one in answer.not_quoted),
            *((one.hit.article, one.start, one.end) for one in _promising(answer.standalone, answer.hits)),
        ]
        others = [
            Citation(1, article, start, end)
            for article, start, end in places
            if (article.id, start, end) not in shown and end - start <= LONGEST_QUOTE
        ]
        apart = [one for one in others if not any(_overlaps(one.key, key) for key in known)]
        unique = without_near_duplicates([*cited, *apart], lambda citation: citation.quote)
        added = [one for one in islice(unique, MOST_QUOTES) if one in apart]
        cited += _described(_without_overlaps(added), resources)
    told = filter(_tells, cited)
    return tuple(replace(citation, n=n) for n, citation in enumerate(told, start=1))


def _tells(citation: Citation) -> bool:
    """Whether a quote tells the reader something; a question does not, nor what speaks to a model."""
    asks = citation.quote.rstrip(CLOSING).endswith(QUESTION_MARKS)
    return not asks and not any(map(addresses_a_model, (citation.quote, citation.context_text)))


def as_evidence(citation: Citation) -> Evidence:
    """Return a quote as a claim is checked against it."""
    article = citation.article
    return Evidence(
        citation.quote,
        citation.context_text,
        citation.speaker_text,
        article.published,
        article.title,
        article.source or "",
    )


def _promising(question: str, hits: Sequence[Hit]) -> list[Sentence]:
    """Return the sentences of the best passages, the most promising first."""
    sentences = [one for one in sentences_in(hits[:HITS_READ]) if not is_page_furniture(one.text)]
    if not sentences:
        return []
    lengths = [len(sentence.text.split()) for sentence in sentences]
    return [sentences[number] for number in rank_sentences(question, sentences, lengths)]


def _described(citations: Sequence[Citation], resources: Resources) -> Iterable[Citation]:
    """Yield citations with what their sentences point at and whoever says them."""
    speakers = resources.attributor.speakers([(one.article, one.start, one.end) for one in citations])
    for one, speaker in zip(citations, speakers, strict=True):
        context: Span | None = naming_sentence(one.article, one.start, one.end)
        yield replace(one, context=context, speaker=speaker)


def _shown_before(request: Request) -> frozenset[QuoteKey]:
    answers = (turn.answer for turn in request.history)
    return frozenset(
        citation.key for answer in answers if isinstance(answer, Answer) for citation in answer.citations
    )


def _without_overlaps(citations: Sequence[Citation]) -> list[Citation]:
    kept: list[Citation] = []
    for one in citations:
        if not any(_overlaps(one.key, other.key) for other in kept):
            kept.append(one)
    return kept


def _overlaps(one: QuoteKey, other: QuoteKey) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
