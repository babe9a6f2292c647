"""Questions on whole articles, samples and news, and the latency of an answer."""

import os
import platform
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter

from benchmarks.data import set_path
from benchmarks.quality.bench import ANSWER_ALWAYS, Bench
from benchmarks.quality.results import Measured, Part, judge
from benchmarks.quality.selective_risk import selective_risk_figures
from index.embedding.processor import processor_name
from qa.assistant import Assistant
from qa.evaluation import Evaluation, Question, load_questions
from qa.evaluation.figures import contains_answer, percentile
from qa.thresholds import ANSWER_THRESHOLD

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds"
SAMPLE_QUESTIONS = ROOT / "tests" / "questions.jsonl"
STRANGERS = Path(__file__).parent / "strangers.jsonl"
"""Questions on the samples by somebody who knew neither the program nor the other questions. No
weight is fitted on them; that the mean margin tells something was seen on them, among others."""
COLLECTIONS = Path(__file__).parent / "collections.jsonl"
"""Questions on three news articles of one subject each; six of fourteen are near misses that none answers."""

WARM_UP = 5
TIMED = 50
"""Numbers of questions asked before the clock runs, and timed, at most."""

IF_GIVEN = " (if every answer were given)"


def samples(bench: Bench) -> Part:
    """Measure on the sample articles that a newcomer starts with."""
    evaluation = _on_samples(bench, SAMPLE_QUESTIONS)
    return Part(
        "samples",
        f"tests/questions.jsonl: {evaluation.asked} questions on the sample articles; "
        "a refusal is no right quote.",
        (
            *_first_figures(evaluation, first=0.92, three=0.98, auroc=0.95),
            *selective_risk_figures(evaluation, strict=0.05),
            *_reading_figures(bench, evaluation),
        ),
        judge(evaluation, ANSWER_THRESHOLD),
        plotted=True,
    )


def strangers(bench: Bench) -> Part:
    """Measure on the same articles with the questions of a stranger, who asks as readers do."""
    evaluation = _on_samples(bench, STRANGERS)
    return Part(
        "strangers",
        f"{evaluation.asked} questions by a stranger on the sample articles; a refusal is no right quote.",
        (*_first_figures(evaluation), *selective_risk_figures(evaluation)),
        judge(evaluation, ANSWER_THRESHOLD),
        plotted=True,
    )


def _on_samples(bench: Bench, questions: Path) -> Evaluation:
    with bench.assistant(SAMPLES) as assistant:
        return bench.ask(bench.sampled(load_questions(questions)), assistant)


def news(bench: Bench) -> Part:
    """Measure search, quotes, marks and refusals on news questions; those of weak relevance are left out."""
    with _news_assistant(bench, ANSWER_ALWAYS) as assistant:
        evaluation = bench.ask(bench.sampled(_news_questions(bench)), assistant)
        texts = {article.id: article.text for article in assistant.library.record.articles()}
    gold = evaluation.only(lambda outcome: outcome.question.type == "gold")
    verbatim = gold.only(lambda outcome: _stands_in(outcome.question, texts))
    return Part(
        "news",
        f"news: {len(gold.outcomes)} gold questions ({len(verbatim.outcomes)} whose answer stands verbatim "
        f"in the article) and {len(evaluation.outcomes) - len(gold.outcomes)} unanswerable ones on "
        f"{len(texts):,} articles; weak ones are left out; a refusal is no right quote.",
        (
            *_search_figures(gold),
            *_quote_figures(verbatim, gold),
            Measured(
                "answerable against unanswerable: AUROC", evaluation.figures["refusal_auroc"], at_least=0.96
            ),
            *selective_risk_figures(evaluation, default=0.25, strict=0.10),
            *_reading_figures(bench, evaluation),
        ),
        judge(evaluation, ANSWER_THRESHOLD),
        plotted=True,
    )


def collections(bench: Bench) -> Part:
    """Measure on small collections, as a person has them: there the search tells little of what answers."""
    questions = bench.sampled(load_questions(COLLECTIONS))
    with _news_assistant(bench, ANSWER_ALWAYS) as assistant:
        evaluation = bench.ask(questions, assistant)
    return Part(
        "collections",
        f"{evaluation.asked} questions, each asked of three news articles on its subject; "
        "a refusal is no right quote.",
        (*_first_figures(evaluation), *selective_risk_figures(evaluation)),
        judge(evaluation, ANSWER_THRESHOLD),
        plotted=True,
    )


def speed(bench: Bench) -> Part:
    """Measure how long a warm answer over the news takes, search and reading, as a user waits for it."""
    questions = _news_questions(bench)
    warm_up, timed = questions[:WARM_UP], bench.sampled(questions[WARM_UP:])[:TIMED]
    with _news_assistant(bench, ANSWER_THRESHOLD) as assistant:
        articles = assistant.library.record.counts()[0]
        for question in warm_up:
            _milliseconds(assistant, question)
        times = [_milliseconds(assistant, question) for question in timed]
    return Part(
        "speed",
        f"{len(times)} answers over {articles:,} articles, after {WARM_UP} others; wall clock, {_machine()}.",
        (
            Measured("a warm answer, median, ms", percentile(times, 50), at_most=300, form="{:.0f}"),
            Measured("a warm answer, 95th percentile, ms", percentile(times, 95), form="{:.0f}"),
        ),
    )


def _news_questions(bench: Bench) -> list[Question]:
    questions = load_questions(set_path(bench.data, "news/questions"))
    return [question for question in questions if question.type != "weak"]


def _news_assistant(bench: Bench, threshold: float) -> AbstractContextManager[Assistant]:
    return bench.assistant(set_path(bench.data, "news/articles"), name="news", threshold=threshold)


def _stands_in(question: Question, texts: dict[str, str]) -> bool:
    """Whether an answer stands in a relevant article, as the quotes are compared."""
    return any(contains_answer(texts.get(name, ""), question.answers or ()) for name in question.relevant)


def _first_figures(
    evaluation: Evaluation,
    *,
    first: float | None = None,
    three: float | None = None,
    auroc: float | None = None,
) -> tuple[Measured, ...]:
    """Return how often the first quotes are right, and how well refusals are told; what is to be reached."""
    figures, given = evaluation.at(ANSWER_THRESHOLD).figures, evaluation.figures
    in_first, in_three = "answer_in_first_quote", "answer_in_first_three_quotes"
    return (
        Measured("answer in the first quote", figures[in_first], at_least=first),
        Measured("answer in the first three quotes", figures[in_three], at_least=three),
        Measured("AUROC of refusals", figures["refusal_auroc"], at_least=auroc),
        Measured("answer in the first quote" + IF_GIVEN, given[in_first]),
        Measured("answer in the first three quotes" + IF_GIVEN, given[in_three]),
    )


def _search_figures(gold: Evaluation) -> tuple[Measured, ...]:
    figures = gold.figures
    return (
        Measured("gold: article hit@1", figures["article_hit_at_1"], at_least=0.70),
        Measured("gold: article hit@5", figures["article_hit_at_5"], at_least=0.92),
        Measured("gold: article MRR@10", figures["article_mrr_at_10"], at_least=0.78),
    )


def _reading_figures(bench: Bench, evaluation: Evaluation) -> tuple[Measured, ...]:
    """Return how much the network read for a question of the run just made, where that was counted."""
    if not (bench.counted and evaluation.asked):
        return ()
    tokens = bench.counted.tokens / evaluation.asked
    return (Measured("tokens read for a question, mean", tokens, at_most=900, form="{:.0f}"),)


def _quote_figures(verbatim: Evaluation, gold: Evaluation) -> tuple[Measured, ...]:
    """Return each figure as a user meets it, then as it would be if nothing were refused."""
    found: list[Measured] = []
    for name, evaluation, key, least in (
        ("gold, verbatim: answer in the first quote", verbatim, "answer_in_first_quote", 0.65),
        ("gold, verbatim: answer in the first three quotes", verbatim, "answer_in_first_three_quotes", 0.85),
        ("gold: the marked words are the answer (EM)", gold, "marked_words_exact_match", 0.42),
    ):
        found += [
            Measured(name, evaluation.at(ANSWER_THRESHOLD).figures[key], at_least=least),
            Measured(name + IF_GIVEN, evaluation.figures[key]),
        ]
    return tuple(found)


def _milliseconds(assistant: Assistant, question: Question) -> float:
    start = perf_counter()
    assistant.ask(question.question, asked=question.asked)
    return (perf_counter() - start) * 1000


def _machine() -> str:
    return f"{processor_name()}, {os.cpu_count()} cores, Python {platform.python_version()}"
