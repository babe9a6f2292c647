import sys

import pytest

from index.store.values import ServerState
from qa.answers import AnswerKind
from ui.serving.metrics import Metrics, metrics_if_installed
from ui.serving.question_report import Outcome, QuestionReport
from ui.serving.readiness import NO_INDEX, NO_LIBRARY, NO_PRIMARY, Health

HEALTHY = Health(articles=3, passages=40, index_lag=2)


def told(metrics: Metrics, health: Health = HEALTHY, running: int = 0) -> dict[str, float]:
    """The samples by name and labels."""
    lines = metrics.exposition(health, running).decode().splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def report(outcome: Outcome, kind: AnswerKind | None = AnswerKind.FACT, error: str = "") -> QuestionReport:
    return QuestionReport("r", "Who sold the boat?", outcome, 0.3, kind, 0.8, 2, 100, 20, error)


def test_questions_are_counted_by_kind_and_outcome_with_their_time_and_tokens() -> None:
    metrics = Metrics()
    for outcome in (Outcome.ANSWERED, Outcome.ANSWERED, Outcome.REFUSED):
        metrics.observe(report(outcome))
    metrics.observe(report(Outcome.ERROR, None, "LibraryError"))
    samples = told(metrics)
    assert samples['article_qa_questions_total{kind="fact",outcome="answered"}'] == 2
    assert samples['article_qa_questions_total{kind="fact",outcome="refused"}'] == 1
    assert samples['article_qa_questions_total{kind="summary",outcome="answered"}'] == 0
    assert samples['article_qa_questions_total{kind="none",outcome="error"}'] == 1
    assert samples['article_qa_errors_total{error="LibraryError"}'] == 1
    assert samples['article_qa_question_seconds_bucket{kind="fact",le="0.25"}'] == 0
    assert samples['article_qa_question_seconds_bucket{kind="fact",le="0.5"}'] == 3
    assert samples['article_qa_model_tokens_total{direction="read"}'] == 400
    assert samples['article_qa_model_tokens_total{direction="written"}'] == 80


def test_no_label_tells_what_was_asked() -> None:
    metrics = Metrics()
    metrics.observe(report(Outcome.ANSWERED))
    assert b"boat" not in metrics.exposition(HEALTHY, 0)


def test_the_state_of_the_server_is_told_and_of_a_lost_library_the_last_that_is_known() -> None:
    metrics = Metrics()
    samples = told(metrics, running=4)
    gauges = ("ready", "index_reachable", "index_lag", "articles", "passages", "questions_running")
    assert [samples[f"article_qa_{name}"] for name in gauges] == [1, 1, 2, 3, 40, 4]
    lost = told(metrics, Health((NO_LIBRARY,)))
    assert [lost[f"article_qa_{name}"] for name in ("ready", "articles")] == [0, 3]
    assert told(metrics, Health((), (NO_INDEX,)))["article_qa_index_reachable"] == 0


def test_replicas_are_counted_and_the_last_of_them_tells_how_far_behind() -> None:
    primary = ServerState("one", is_primary=True)
    servers = (
        primary,
        ServerState("two", lag=0.5),
        ServerState("three", lag=7.0),
        ServerState("four", problem="gone"),
    )
    gauges = ("database_writable", "replicas_readable", "replica_lag_seconds")

    def replicas(health: Health) -> list[float]:
        return [told(Metrics(), health)[f"article_qa_{name}"] for name in gauges]

    assert replicas(Health(servers=servers)) == [1, 2, 7.0]
    assert replicas(Health((), (NO_PRIMARY,), servers=servers[:2])) == [0, 1, 0.5]
    assert replicas(HEALTHY) == [1, 0, 0]


def test_two_servers_in_one_process_do_not_share_their_counters() -> None:
    one, other = Metrics(), Metrics()
    one.observe(report(Outcome.ANSWERED))
    assert told(other)['article_qa_questions_total{kind="fact",outcome="answered"}'] == 0


def test_without_the_package_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert metrics_if_installed() is None
