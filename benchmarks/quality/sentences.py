"""Answer sentences: how often a quote shows a marked one, and the MAP and MRR of their ranking."""

from collections.abc import Sequence

from benchmarks.data import Row
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part, judge
from index.retrieval.hybrid_search import Hit
from qa.assistant import Assistant
from qa.evaluation import Evaluation, Question
from qa.evaluation.figures import average_precision, mean, normalise, share
from qa.thresholds import ANSWER_THRESHOLD


def clapnq(bench: Bench) -> Part:
    """Measure whether the quotes show the sentences that people marked as answering."""
    every = bench.rows("sentences/clapnq")
    questions = [
        Question(
            row["id"],
            row["question"],
            tuple(row["evidence"]),
            articles=tuple(passage["id"] for passage in row["passages"]),
        )
        for row in bench.sampled_rows(every)
    ]
    passages = {passage["id"]: passage for row in every for passage in row["passages"]}
    with bench.assistant(passages.values(), name="clapnq") as assistant:
        given = bench.ask(questions, assistant)
    met = given.at(ANSWER_THRESHOLD)
    return Part(
        "clapnq",
        f"sentences/clapnq: {given.asked} questions, each asked of its own passages; right is a quote that "
        "holds a marked sentence or stands in one; a refusal is no right quote.",
        (
            Measured("a marked sentence is quoted first", _share_shown(met, 1), at_least=0.75),
            Measured("a marked sentence is quoted in the first three", _share_shown(met, 3), at_least=0.90),
            Measured("AUROC of answerable", given.figures["refusal_auroc"], at_least=0.85),
            Measured("quoted first (if every answer were given)", _share_shown(given, 1)),
            Measured("in the first three (if every answer were given)", _share_shown(given, 3)),
        ),
        judge(given, ANSWER_THRESHOLD, _shown(given, 1)),
        plotted=True,
    )


def trecqa(bench: Bench) -> Part:
    """Measure how the reader ranks candidate sentences, each an article of its own."""
    test = [row for row in bench.rows("sentences/trecqa") if row["id"].startswith("test")]
    known = [row for row in test if len({bool(one["label"]) for one in row["candidates"]}) == 2]
    asked = bench.sampled_rows(known)
    judged, precisions, reciprocals = [], [], []
    for row in asked:
        order = _ranked(bench, row)
        labels = [bool(row["candidates"][place]["label"]) for place in order]
        precisions.append(average_precision(labels) or 0.0)
        reciprocals.append(1 / (labels.index(True) + 1))
        judged.append(_judged_by_rank(row, order, labels))
    return Part(
        "trecqa",
        f"sentences/trecqa, test: {len(asked)} questions; left out, as is usual, are "
        f"{len(test) - len(known)} without a right or without a wrong candidate.",
        (
            Measured("mean average precision", mean(precisions), at_least=0.80),
            Measured("mean reciprocal rank", mean(reciprocals), at_least=0.85),
        ),
        tuple(judged),
    )


def _share_shown(evaluation: Evaluation, first: int) -> float | None:
    """Return the share of the answerable questions whose first quotes show a marked sentence."""
    shown = zip(evaluation.outcomes, _shown(evaluation, first), strict=True)
    return share([right for outcome, right in shown if outcome.question.has_answer])


def _shown(evaluation: Evaluation, first: int) -> list[bool]:
    return [
        any(
            same_sentence(quote, marked)
            for quote in (outcome.reply.quotes[:first] if outcome.reply else ())
            for marked in outcome.question.answers or ()
        )
        for outcome in evaluation.outcomes
    ]


def same_sentence(quote: str, marked: str) -> bool:
    """Tell whether one holds the other as whole words, both normalised: quotes may be longer or shorter."""
    first, second = f" {normalise(quote)} ", f" {normalise(marked)} "
    return bool(first.strip() and second.strip()) and (first in second or second in first)


def _ranked(bench: Bench, row: Row) -> list[int]:
    """Return the candidates' places, best first: by the reader's confidence, then as the search has them."""
    names = [f"{row['id']}-{place}" for place in range(len(row["candidates"]))]
    articles = [{"id": name, "text": one["text"]} for name, one in zip(names, row["candidates"], strict=True)]
    with bench.assistant(articles) as assistant:
        hits = _all_of(assistant, row["question"], names)
        readings = bench.reader.read(row["question"], hits)
    sure: dict[str, float] = {}
    for reading in readings:
        sure[reading.article.id] = max(reading.confidence, sure.get(reading.article.id, 0.0))
    found = list(dict.fromkeys(hit.article_id for hit in hits))
    return sorted(
        range(len(names)), key=lambda place: (-sure.get(names[place], 0.0), found.index(names[place]))
    )


def _all_of(assistant: Assistant, question: str, names: Sequence[str]) -> tuple[Hit, ...]:
    """Return all candidates as hits; those that the search passes over come last, with no score."""
    hits = assistant.search(question, k=2 * len(names))
    found = {hit.article_id for hit in hits}
    passed_over = [assistant.library.record.article(name) for name in names if name not in found]
    return (*hits, *(Hit(article, 0, len(article.text), 0.0) for article in passed_over))


def _judged_by_rank(row: Row, order: Sequence[int], labels: Sequence[bool]) -> Judged:
    candidates = row["candidates"]
    rank = labels.index(True) + 1
    return Judged(
        id=row["id"],
        question=row["question"],
        expected=tuple(one["text"] for one in candidates if one["label"]),
        quoted=(candidates[order[0]]["text"],),
        right=labels[0],
        why="" if labels[0] else f"The first right sentence has rank {rank} of {len(order)}.",
    )
