"""Summaries: how many of the sentences that are chosen a good summary keeps, or must not have."""

from collections.abc import Sequence
from time import perf_counter

from benchmarks.data import Row, set_path
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from index.articles import Article
from qa.evaluation.figures import percentile, share
from qa.summarization import summarize_article

SENTENCES = 3


def summaries(bench: Bench) -> Part:
    """Measure the sentences of a summary against those that a person marked, and against a reference."""
    marked = bench.sampled_rows(bench.rows("summaries/keys"))
    with bench.assistant(set_path(bench.data, "news/articles"), name="news") as assistant:
        began = perf_counter()
        chosen: list[tuple[str, ...]] = []
        seconds: list[float] = []
        for row in marked:
            summary = assistant.summarize([row["id"]], SENTENCES)
            seconds.append(perf_counter() - began)
            began = perf_counter()
            chosen.append(tuple(citation.quote for citation in summary.citations))
    marks = [[mark_of(quote, row) for quote in quotes] for quotes, row in zip(chosen, marked, strict=True)]
    every = [mark for of_article in marks for mark in of_article]
    reference = bench.sampled_rows(bench.rows("summaries/news"))
    return Part(
        "summaries",
        f"summaries/keys: {SENTENCES} sentences of each of {len(marked)} articles, marked by a reader; "
        f"summaries/news: {SENTENCES} of each of {len(reference)}, against a summary that looks made by "
        "word counts.",
        (
            Measured("key", share([mark == "key" for mark in every]), at_least=0.74),
            Measured("key or fine", share([mark in {"key", "fine"} for mark in every]), at_least=0.90),
            Measured("never", share([mark == "never" for mark in every]), at_most=0.02),
            Measured("in the reference summary of summaries/news", _in_reference(reference), at_least=0.65),
            Measured("milliseconds a summary, median", _milliseconds(seconds), at_most=150, form="{:.0f}"),
        ),
        tuple(map(_judged, marked, chosen, marks)),
    )


def mark_of(quote: str, row: Row) -> str:
    """Return the mark of the sentence that a quote is, or holds most of; "" where it has none."""
    said = " ".join(quote.split())
    shared = [
        len(sentence) if sentence in said else len(said) if said in sentence else 0
        for sentence in (" ".join(sentence.split()) for sentence in row["sentences"])
    ]
    best = max(range(len(shared)), key=shared.__getitem__)
    return next((mark for mark in ("key", "fine", "never") if shared[best] and best in row[mark]), "")


def _in_reference(rows: Sequence[Row]) -> float | None:
    """Return the share of the sentences chosen that the reference summaries hold."""
    held: list[bool] = []
    for row in rows:
        article = Article(id=row["id"], title=row["title"], text=row["text"])
        kept = " ".join(" ".join(row["summary"]).split())
        held += [" ".join(one.text.split()) in kept for one in summarize_article(article, SENTENCES)]
    return share(held)


def _milliseconds(seconds: Sequence[float]) -> float | None:
    return percentile([1000 * one for one in seconds], 50) if seconds else None


def _judged(row: Row, quotes: tuple[str, ...], marks: Sequence[str]) -> Judged:
    keys = tuple(row["sentences"][place] for place in row["key"])
    missed = [quote for quote, mark in zip(quotes, marks, strict=True) if mark not in {"key", "fine"}]
    right = not missed
    why = "" if right else f"Not worth keeping: {' / '.join(missed)}"
    return Judged(row["id"], f"Summarize “{row['title']}”.", keys, quotes, right, why)
