"""Query understanding and retrieval: a question is completed, then spelt and abbreviated as articles do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.errors import QuestionError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit, hybrid_search
from qa.abbreviations import expand_abbreviation
from qa.agreement_questions import asks_for_agreement
from qa.conversation import standalone
from qa.spelling import correct_spelling
from qa.temporal_intent import query_time_of
from qa.turns import Turn

LONGEST_QUESTION = 2000
"""Number of characters of a question at most: more than a page was pasted by mistake."""

PASSAGES_FOUND = 24
"""Number of passages retrieved for an answer; the reader chooses which of their sentences it reads."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched.

    Attributes:
        typed: the question as it was typed; its own words are searched too.
        standalone: the question completed from the conversation, in the words that the articles use.
        filters: the only articles that are searched.
        asked: the day of asking.
        rewritten: the question in other words, which are searched, too: as a language model understands it.
    """

    typed: str
    standalone: str
    filters: SearchFilter
    asked: date
    rewritten: tuple[str, ...] = ()


def check_question(question: str) -> None:
    """Raise QuestionError where a question is empty or longer than `LONGEST_QUESTION`."""
    if not question.strip():
        raise QuestionError("The question is empty. Type what you want to know from your articles.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. "
            "Ask it in fewer words, or add a long text as an article."
        )


def understand(
    question: str,
    history: Sequence[Turn] = (),
    filters: SearchFilter = NO_FILTER,
    asked: date | None = None,
) -> Query:
    """Return a question as a query: completed, and what "Do the articles agree …?" asks underneath."""
    return Query(question.strip(), _underneath(standalone(question, history)), filters, asked or date.today())


def retrieve(library: Library, query: Query, k: int = PASSAGES_FOUND) -> tuple[Query, tuple[Hit, ...]]:
    """Return the `k` best passages, best first, and the query that found them.

    The first passages found tell how the articles spell what the question misspells, and which form of an
    abbreviation they use; where that is another than the question's, it is searched anew.
    """
    many = max(k, PASSAGES_FOUND)
    hits = _search(library, query, many)
    first = hits[:PASSAGES_FOUND]
    spelt = correct_spelling(query.standalone, library, first)
    worded = expand_abbreviation(
        spelt,
        first,
        lambda name: _search(
            library, replace(query, typed=name, standalone=name, rewritten=()), PASSAGES_FOUND
        ),
    )
    if worded != query.standalone:
        query = replace(query, standalone=_underneath(worded))
        hits = _search(library, query, many)
    return query, hits[:k]


def _underneath(question: str) -> str:
    return asks_for_agreement(question) or question


def _search(library: Library, query: Query, k: int) -> tuple[Hit, ...]:
    forms = list(dict.fromkeys((query.typed, query.standalone, *query.rewritten)))
    time = query_time_of(query.standalone, query.asked)
    return hybrid_search(library, forms, k, query.filters, query.asked, query_time=time)
