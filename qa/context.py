"""What a quote leaves unsaid: the sentence before it that names whom or what it speaks of."""

import re

from index.articles import Article
from index.passages import Span, sentences
from qa.language.name_extraction import name_texts
from qa.page_furniture import is_page_furniture

SENTENCES_BACK = 3
CHARACTERS_BACK = 1500
LONGEST_CONTEXT = 400
"""Characters. A sentence longer than that would bury the quote it is to explain."""

_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their)\b", re.IGNORECASE)
_OPENS_WITH_A_POINTER = re.compile(
    r"^[“\"‘'(\s]*(?:(?:and|but|so|yet|still|also|then|later|instead|however|meanwhile),?\s+)?"
    r"(?:it|its|this|that|these|those|such|both|neither|the (?:former|latter|two|three|same)|"
    r"there(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|can|could)\b))\b",
    re.IGNORECASE,
)
# One person, told of before; "the authorities in Oslo" are nobody that was named.
_OPENS_WITH_A_SPEAKER = re.compile(
    r"^[“\"‘'(\s]*[Tt]he (?:[a-z][\w-]* ){0,3}[a-z][\w-]*[^\Ws](?: (?:of|on|in|at|for|from) [^.?!]{1,60})? "
    r"(?:said|says|added|adds|told|noted|notes|wrote|writes|explained|argued|warned|insisted)\b"
)


def naming_sentence(article: Article, start: int, end: int) -> Span | None:
    """Return the place of the sentence before a quote that names what its pronouns stand for.

    None where the quote at `start:end` names them itself, or where no sentence shortly before it does.
    """
    quote = article.text[start:end]
    begin = max(article.body_start, start - CHARACTERS_BACK)
    known = {
        word for name in name_texts(article.text[begin:start]) for word in name.split() if word[0].isupper()
    }
    if not _leaves_unsaid(quote, known):
        return None
    before = sentences(article.text, begin, start)
    for place in reversed(before[-SENTENCES_BACK:]):
        # Where reading began in the middle, the first sentence may be the end of one.
        whole = place != before[0] or begin == article.body_start
        text = article.text[slice(*place)]
        if whole and len(text) <= LONGEST_CONTEXT and name_texts(text) and not is_page_furniture(text):
            return place
    return None


def _leaves_unsaid(quote: str, known: set[str]) -> bool:
    if _OPENS_WITH_A_POINTER.match(quote) or _OPENS_WITH_A_SPEAKER.match(quote):
        return True
    person = _PERSON.search(quote)
    if person is None:
        return False
    said = quote[: person.start()]
    # A surname that opens the quote is told from a common word by the sentences before it.
    return not name_texts(said) and known.isdisjoint(re.findall(r"[^\W\d_]+", said))
