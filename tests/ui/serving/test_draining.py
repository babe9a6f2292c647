import pytest

from tests.fakes import WordEmbedder
from tests.store.memory import memory_library
from tests.ui.serving.requesting import Inside, requested
from ui.serving import draining as module
from ui.serving.draining import Activity, Draining, wait_until_idle
from ui.serving.readiness import Readiness

BEGIN = ("/gradio_api/queue/join", "/gradio_api/call/ask", "/gradio_api/upload")


@pytest.fixture
def activity() -> Activity:
    return Activity(Readiness(memory_library(WordEmbedder())))


def test_nothing_is_begun_on_a_server_that_is_being_stopped_and_what_runs_is_read_to_its_end(
    activity: Activity,
) -> None:
    app = Draining(Inside(), activity)
    assert [requested(app, path, method="POST").status_code for path in BEGIN] == [200] * 3
    activity.readiness.stopping = True
    for path in BEGIN:
        refused = requested(app, path, method="POST")
        assert refused.status_code == 503
        assert refused.json() == {"detail": "Not now: the server is being stopped. Ask again in a moment."}
        assert requested(app, path).status_code == 200
    assert requested(app, "/gradio_api/run/predict", method="POST").status_code == 200
    assert activity.requests == 0


def test_requests_are_counted_but_for_those_that_never_end(activity: Activity) -> None:
    counts: list[int] = []

    class Counting(Inside):
        async def __call__(self, *given: object) -> None:
            counts.append(activity.requests)
            await super().__call__(*given)  # type: ignore[arg-type]

    app = Draining(Counting(), activity)
    requested(app, "/gradio_api/queue/data")
    requested(app, "/gradio_api/heartbeat/x")
    assert (counts, activity.requests) == ([1, 0], 0)


def test_a_request_that_fails_is_over(activity: Activity) -> None:
    async def fails(*_given: object) -> None:
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError):
        requested(Draining(fails, activity), "/")
    assert activity.requests == 0


def test_it_is_idle_after_a_moment_without_work_and_the_wait_has_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SETTLED", 0.1)
    # Between asking and reading the answer there is a pause.
    work = iter([True, False, True, *[False] * 1000])
    assert wait_until_idle(lambda: next(work), 30)
    assert next(work, None) is False
    assert not wait_until_idle(lambda: True, 0.2)
    assert wait_until_idle(lambda: False, 0)
