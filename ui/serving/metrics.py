"""Metrics in Prometheus' text format. A label holds kinds, outcomes and names of classes, never a text."""

from qa.answers import AnswerKind
from ui.serving.question_report import Outcome, QuestionReport
from ui.serving.readiness import NO_INDEX, NO_PRIMARY, Health

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
"""Upper bounds of the histogram of seconds: quotes take tenths of a second, written answers many."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

MISSING = (
    'No metrics: run `pip install "article-qa[server]"` in the environment of `qa`, then start it again.'
)


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        """Begin at zero. Raises ImportError where the package is missing."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter(
            "article_qa_questions", "Questions that are over.", ("kind", "outcome"), registry=registry
        )
        self._seconds = Histogram(
            "article_qa_question_seconds",
            "Seconds per question.",
            ("kind",),
            buckets=BUCKETS,
            registry=registry,
        )
        self._errors = Counter("article_qa_errors", "Failed questions.", ("error",), registry=registry)
        self._tokens = Counter(
            "article_qa_model_tokens", "Tokens of the language model.", ("direction",), registry=registry
        )
        self._ready = Gauge("article_qa_ready", "1 where questions are answered.", registry=registry)
        self._reachable = Gauge(
            "article_qa_index_reachable", "1 where the vector index replies.", registry=registry
        )
        self._lag = Gauge(
            "article_qa_index_lag", "Changes that the vector index has yet to follow.", registry=registry
        )
        self._primary = Gauge(
            "article_qa_database_writable", "1 where the primary of the database replies.", registry=registry
        )
        self._replicas = Gauge(
            "article_qa_replicas_readable", "Replicas of the database that are read from.", registry=registry
        )
        self._behind = Gauge(
            "article_qa_replica_lag_seconds",
            "Seconds by which the last of these is behind the primary.",
            registry=registry,
        )
        self._articles = Gauge("article_qa_articles", "Articles in the library.", registry=registry)
        self._passages = Gauge("article_qa_passages", "Passages in the library.", registry=registry)
        self._running = Gauge("article_qa_questions_running", "Questions being answered.", registry=registry)
        for kind in AnswerKind:
            for outcome in (Outcome.ANSWERED, Outcome.REFUSED):
                # A rate can be told only of what was there from the beginning.
                self._questions.labels(kind.value, outcome.value)

    def observe(self, report: QuestionReport) -> None:
        """Count a question."""
        kind = report.kind.value if report.kind else "none"
        self._questions.labels(kind, report.outcome.value).inc()
        self._seconds.labels(kind).observe(report.seconds)
        self._tokens.labels("read").inc(report.tokens_read)
        self._tokens.labels("written").inc(report.tokens_written)
        if report.error:
            self._errors.labels(report.error).inc()

    def exposition(self, health: Health, running: int) -> bytes:
        """Return all metrics with the state of the server and the number of questions being answered."""
        from prometheus_client import generate_latest

        self._ready.set(health.ready)
        self._running.set(running)
        if health.ready:
            # Of a library that cannot be read, the last that is known stays.
            self._reachable.set(NO_INDEX not in health.notes)
            self._lag.set(health.index_lag)
            replicas = [one for one in health.servers if not one.is_primary and not one.problem]
            self._primary.set(NO_PRIMARY not in health.notes)
            self._replicas.set(len(replicas))
            self._behind.set(max((one.lag for one in replicas), default=0.0))
            self._articles.set(health.articles)
            self._passages.set(health.passages)
        return generate_latest(self._registry)


def metrics_if_installed() -> Metrics | None:
    """Return new metrics; None where the package `prometheus-client` is missing."""
    try:
        return Metrics()
    except ImportError:
        return None
