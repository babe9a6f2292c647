import pytest

from index.articles import Article
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library
from tests.ui.serving.requesting import Inside, requested
from ui.serving.metrics import MISSING, Metrics
from ui.serving.probes import WITHOUT_TOKEN, WRONG_TOKEN, Probes
from ui.serving.readiness import STOPPING, Readiness

SECRET = "0123456789abcdef"


@pytest.fixture
def readiness() -> Readiness:
    return Readiness(
        memory_library(WordEmbedder(), Article(id="boat", text="The boat was sold.", title="A boat"))
    )


def probes(readiness: Readiness, token: str = "", inside: Inside | None = None) -> Probes:
    return Probes(inside or Inside(), readiness, Metrics(), lambda: 3, token)


def test_a_server_lives_and_is_ready_and_says_so_to_anybody(readiness: Readiness) -> None:
    app = probes(readiness)
    for client in ("127.0.0.1", "192.0.2.1"):
        live, ready = requested(app, "/healthz", client=client), requested(app, "/readyz", client=client)
        assert (live.status_code, live.json()) == (200, {"alive": True})
        assert (ready.status_code, ready.json()) == (200, {"ready": True, "reasons": [], "notes": []})
        assert ready.headers["cache-control"] == "no-store"


def test_a_server_that_is_being_stopped_lives_and_is_not_ready(readiness: Readiness) -> None:
    app = probes(readiness)
    readiness.stopping = True
    ready = requested(app, "/readyz")
    assert (ready.status_code, ready.json()["reasons"]) == (503, [STOPPING])
    assert ready.text.count("\n") == 0
    assert requested(app, "/healthz").status_code == 200
    assert "article_qa_ready 0.0" in requested(app, "/metrics").text


def test_metrics_are_told_to_this_machine(readiness: Readiness) -> None:
    for client in ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"):
        told = requested(probes(readiness), "/metrics", client=client)
        assert told.status_code == 200
        assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert "article_qa_questions_running 3.0" in told.text
        assert "article_qa_articles 1.0" in told.text


@pytest.mark.parametrize("client", ["192.0.2.1", "::ffff:0:1", "", "localhost"])
def test_metrics_are_not_told_to_others(readiness: Readiness, client: str) -> None:
    refused = requested(probes(readiness), "/metrics", client=client)
    assert (refused.status_code, refused.text) == (403, f"{WITHOUT_TOKEN}\n")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
def test_a_proxy_on_this_machine_does_not_make_a_stranger_local(readiness: Readiness, header: str) -> None:
    assert requested(probes(readiness), "/metrics", headers={header: "127.0.0.1"}).status_code == 403


def test_a_token_lets_its_bearer_read_them_from_anywhere_and_nobody_else(readiness: Readiness) -> None:
    app = probes(readiness, SECRET)
    bearer = {"authorization": f"Bearer {SECRET}", "x-forwarded-for": "192.0.2.9"}
    assert requested(app, "/metrics", headers=bearer, client="192.0.2.1").status_code == 200
    for given in ({}, {"authorization": f"Bearer {SECRET[:-1]}"}, {"authorization": "Bearer "}):
        refused = requested(app, "/metrics", headers=given)
        assert (refused.status_code, refused.text) == (403, f"{WRONG_TOKEN}\n")


def test_without_the_package_a_line_tells_how_to_get_metrics(readiness: Readiness) -> None:
    app = Probes(Inside(), readiness, None, lambda: 0)
    told = requested(app, "/metrics")
    assert (told.status_code, told.text) == (404, f"{MISSING}\n")
    assert requested(app, "/metrics", client="192.0.2.1").status_code == 403


def test_everything_else_is_passed_on(readiness: Readiness) -> None:
    inside = Inside()
    app = probes(readiness, inside=inside)
    for path in ("/", "/healthz/", "/metrics/x", "//healthz", "/readyzz"):
        assert requested(app, path).text == "in"
    assert requested(app, "/healthz", method="POST").text == "in"
    assert len(inside.scopes) == 6
