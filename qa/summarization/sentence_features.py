"""Features of an article's sentences that tell how much of it each says."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.passages import Span
from index.text.scripts import analyse
from index.text.words import STOP_WORDS, words
from qa.summarization.quotations import quoted_shares

STEM_LENGTH = 6
"""Number of letters to which a word is cut, so that its inflections are one term."""

MOST_WORDS = 40
"""Number of words from which on a sentence counts as no longer."""

LEAD = 3
"""Number of sentences that news begins with what it is about."""

WEAK_LEAD_FACTOR = 0.5
"""Factor of the logarithm of the rank where the lead is less central than the whole: an essay comes to
its point later. Of three sentences of the nine such articles among the 48 of
`benchmarks/fit_summary_weights.py` 0.78 were key or fine with 1, 0.82 with 0.4; the essay among the
sample articles is so, too."""

FEATURES = (
    "log_position",
    "length",
    "title_coverage",
    "lexical_centrality",
    "quoted_share",
    "opens_with_pronoun",
    "first_person",
    "lacks_verb",
)
"""Names of the features, in the order of the columns.

log_position: the logarithm of the sentence's rank in the article, from 1, times `WEAK_LEAD_FACTOR` where the
article does not begin with what it is about. length: its words, of `MOST_WORDS`.
title_coverage: the share of the title's terms that it has. lexical_centrality: the cosine of its term vector
and that of all other sentences. quoted_share: the share of its characters in quotation marks.
opens_with_pronoun: whether it opens with a word that points back. first_person: "I", "we" and "you" among its
words. lacks_verb: whether no word of it looks like a finite verb, as in a caption.
"""

_FURTHER_STOP_WORDS = STOP_WORDS.union(
    """
    after all also another any because before between both during each even every first get got how just last
    like made make many more most much new no not now one only other out over own said same say says since
    still two under until upon very while who within without
    """.split()
)
_OPENS_WITH_PRONOUN = re.compile(
    r"^[“\"‘'(\s]*(?:(?:and|but|so|yet|still|also|then|later|instead|however|meanwhile|or|nor),?\s+)?"
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|such|we|i|you|there|one)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our|us|me|you|your)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|be|been|says?|"
    r"said|\w+ed|\w+n['’]t|told|made|took|came|went|began|won|lost|got|gave|found|left|held|led|rose|fell|"
    r"grew|saw|became|wrote|set|put|hit|cut)\b",
    re.IGNORECASE,
)


def content_terms(text: str) -> list[str]:
    """Return a text's terms without stop words: words cut to stems, bigrams of scripts without blanks."""
    return [
        word[:STEM_LENGTH] if len(word) > STEM_LENGTH else word.rstrip("s") or word
        for word in words(analyse(text))
        if word not in _FURTHER_STOP_WORDS and (len(word) > 1 or not word.isascii() or word.isdecimal())
    ]


def sentence_features(
    article: Article, sentences: Sequence[Span], terms: Sequence[Sequence[str]]
) -> NDArray[np.float64]:
    """Return the features of an article's sentences, shape (sentences, features), in the order of `FEATURES`.

    `terms` holds the content terms of each sentence.
    """
    texts = [article.text[start:end] for start, end in sentences]
    lengths = np.array([len(words(text)) for text in texts], dtype=np.float64)
    title = set(content_terms(article.title))
    centrality = lexical_centrality(terms)
    first_persons = np.array([len(_FIRST_PERSON.findall(text)) for text in texts])
    return np.column_stack(
        (
            np.log1p(np.arange(len(texts))) * _position_factor(centrality),
            np.minimum(lengths, MOST_WORDS) / MOST_WORDS,
            [len(title.intersection(said)) / max(1, len(title)) for said in terms],
            centrality,
            quoted_shares(article.text, sentences),
            [bool(_OPENS_WITH_PRONOUN.match(text)) for text in texts],
            first_persons / np.maximum(lengths, 1),
            [not _VERB.search(text) for text in texts],
        )
    ).astype(np.float64)


def _position_factor(centrality: NDArray[np.float64]) -> float:
    if len(centrality) <= LEAD:
        return 1.0
    return 1.0 if centrality[:LEAD].mean() >= centrality.mean() else WEAK_LEAD_FACTOR


def lexical_centrality(terms: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Return the cosine of each text's term vector and that of all others together, shape (texts,).

    A term weighs log(1 + its count).
    """
    everywhere = Counter(term for said in terms for term in said)
    # The others' vector is that of all texts but for the text's own terms: only their squares change.
    squares = sum(math.log1p(count) ** 2 for count in everywhere.values())
    central = np.zeros(len(terms))
    for place, said in enumerate(terms):
        own = Counter(said)
        product = norm = 0.0
        others = squares
        for term, count in own.items():
            mine, theirs = math.log1p(count), math.log1p(everywhere[term] - count)
            product += mine * theirs
            norm += mine * mine
            others += theirs * theirs - math.log1p(everywhere[term]) ** 2
        if product > 0:
            central[place] = product / math.sqrt(norm * others)
    return central
