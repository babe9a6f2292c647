"""Candidate sentences: those of an article that may stand in a summary, and not a page's leftovers."""

import re

from index.articles import Article
from index.passages import Span, sentences
from index.text.scripts import is_mainly_non_latin
from qa.language.sentence_ends import CLOSING, FULL_STOPS, QUESTION_MARKS
from qa.page_furniture import is_page_furniture
from qa.reader.datelines import without_datelines
from qa.summarization.quotations import quoted_shares

MIN_WORDS = 6
"""Number of words of a candidate, at least: a shorter one is a heading, an exclamation or half a remark."""

MIN_WORDS_QUOTED = 12
"""Number of words of a candidate of which most is quoted, at least: a shorter one hardly tells anything."""

MOSTLY = 0.5
"""Share of a sentence from which on most of it is quoted."""

MIN_CHARACTERS_NON_LATIN = 10
"""Number of characters of a candidate in a script that may write no blanks between words, at least."""

LONGEST_CANDIDATE = 700
"""Number of characters of a candidate, at most: a longer one is a quotation of several sentences."""

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w[\w’'.-]*")


def candidate_sentences(article: Article) -> list[Span]:
    """Return the places of the body's sentences that may stand in a summary, in order.

    Headings, bylines, captions, credits, calls to subscribe, links, notes about the story and its writer,
    questions and scraps are left out. An article of nothing but short sentences, or of lines without a full
    stop, is taken as it is, without what is surely a page's own.
    """
    text = article.text
    prose = [
        place
        for place in without_datelines(text, sentences(text, article.body_start))
        if not is_page_furniture(text[slice(*place)])
    ]
    quoted = quoted_shares(text, prose)
    candidates = [
        place for place, share in zip(prose, quoted, strict=True) if is_telling(text[slice(*place)], share)
    ]
    return candidates or [place for place in prose if _is_statement(text[slice(*place)])]


def is_telling(sentence: str, quoted_share: float = 0.0) -> bool:
    """Whether a sentence is a whole statement of some length, as far as its form tells."""
    if len(sentence) > LONGEST_CANDIDATE or not sentence.rstrip(CLOSING).endswith(FULL_STOPS):
        return False
    if is_mainly_non_latin(sentence) and len(sentence) >= MIN_CHARACTERS_NON_LATIN:
        return True
    fewest = MIN_WORDS_QUOTED if quoted_share > MOSTLY else MIN_WORDS
    return len(_WORD.findall(sentence)) >= fewest


def _is_statement(sentence: str) -> bool:
    return bool(_LETTER.search(sentence)) and not sentence.rstrip(CLOSING).endswith(QUESTION_MARKS)
