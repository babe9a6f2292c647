"""Requests of every kind on news articles: whether each is taken for its kind and quotes what it must.

`requests.jsonl` names the articles of each request by their ids, and what must and must not be quoted by its
place: `must` holds lists of [article, start, end] of which one lies in a quote, `must_not` places that lie in
none. `only` is the filter, `history` what is asked before, `least` and `most` the number of quotes.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.data import Row
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from index.filters import SearchFilter
from qa.answers import Answer
from qa.assistant import Assistant
from qa.evaluation.figures import share
from qa.thresholds import ANSWER_THRESHOLD
from qa.turns import Turn

REQUESTS = Path(__file__).with_name("requests.jsonl")
ASKED = date(2022, 12, 1)


def requests(bench: Bench) -> Part:
    """Measure requests of every kind on small groups of news articles."""
    with REQUESTS.open(encoding="utf-8") as lines:
        rows = bench.sampled_rows([json.loads(line) for line in lines])
    texts = {row["id"]: row for row in bench.rows("news/articles")}
    judged = list(_judge_groups(bench, rows, texts))
    return Part(
        "requests",
        f"{len(rows)} requests of every kind, on pairs of news articles.",
        (Measured("requests that are right", share([one.right for one in judged]), at_least=0.92),),
        tuple(judged),
    )


def _judge_groups(bench: Bench, rows: Sequence[Row], texts: dict[str, Row]) -> Iterator[Judged]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row["articles"]), []).append(row)
    for ids, of_group in groups.items():
        articles = [texts[article_id] for article_id in ids]
        with bench.assistant(articles, threshold=ANSWER_THRESHOLD) as assistant:
            for row in of_group:
                answer = ask(assistant, row)
                wrong = "; ".join(faults(answer, row, texts))
                quotes = tuple(citation.quote for citation in answer.citations)
                yield Judged(row["id"], row["request"], tuple(row["kinds"]), quotes, not wrong, wrong)


def ask(assistant: Assistant, row: Row) -> Answer:
    """Ask what is asked before, and then the request."""
    turns: list[Turn] = []
    only = SearchFilter.of(articles=row.get("only", ()))
    for question in row.get("history", ()):
        turns.append(Turn(question, assistant.answer(question, turns, only, ASKED)))
    return assistant.answer(row["request"], turns, only, ASKED)


def faults(answer: Answer, row: Row, texts: dict[str, Row]) -> Iterator[str]:
    """Yield what is wrong with an answer; nothing where it is right."""
    if answer.kind.value not in row["kinds"]:
        yield f"taken for {answer.kind.value}"
    if answer.answered is not row.get("answered", True):
        yield "answered" if answer.answered else "refused"
    for places in row.get("must", ()):
        if not any(_is_quoted(place, answer) for place in places):
            yield f"not quoted: {' / '.join(_words(place, texts) for place in places)}"
    for place in row.get("must_not", ()):
        if _is_quoted(place, answer):
            yield f"quoted: {_words(place, texts)}"
    number = len(answer.citations)
    if answer.answered and not row.get("least", 0) <= number <= row.get("most", number):
        yield f"{number} quotes"
    if len(answer.sections) < row.get("sections", 0):
        yield f"{len(answer.sections)} sections"


def _is_quoted(place: tuple[str, int, int], answer: Answer) -> bool:
    article, start, end = place
    return any(
        citation.article.id == article and citation.start < end and start < citation.end
        for citation in answer.citations
    )


def _words(place: tuple[str, int, int], texts: dict[str, Row]) -> str:
    article, start, end = place
    return " ".join(texts[article]["text"][start:end].split())
