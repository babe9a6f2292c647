import logging
from typing import Any

import pytest

from tests.ui.serving.requesting import Inside, requested
from ui.serving.json_log import FIELDS, REQUESTS
from ui.serving.request_log import REQUEST_ID, RequestLog, route_of


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    caplog.set_level(logging.INFO, REQUESTS.name)

    class Lines(list[dict[str, Any]]):
        def __iter__(self) -> Any:
            return iter(
                [record.__dict__[FIELDS] for record in caplog.records if record.name == REQUESTS.name]
            )

    return Lines()


def test_every_request_has_an_id_that_its_response_and_its_line_tell(lines: list[dict[str, Any]]) -> None:
    inside = Inside()
    app = RequestLog(inside, logged=True)
    first, second = (requested(app, "/config", client="192.0.2.1") for _ in range(2))
    ids = [response.headers["x-request-id"] for response in (first, second)]
    assert ids[0] != ids[1]
    assert [scope[REQUEST_ID] for scope in inside.scopes] == ids
    assert [(one["request"], one["route"], one["status"], one["client"]) for one in lines] == [
        (name, "/config", 200, "192.0.2.1") for name in ids
    ]


def test_an_id_of_a_proxy_is_kept_and_nonsense_is_not() -> None:
    app = RequestLog(Inside())
    assert requested(app, "/", headers={"x-request-id": "a-1.b_2"}).headers["x-request-id"] == "a-1.b_2"
    for nonsense in ("a b", "x" * 65, '"}', ""):
        given = requested(app, "/", headers={"x-request-id": nonsense}).headers["x-request-id"]
        assert given != nonsense and len(given) == 16


def test_nothing_is_logged_unless_that_is_wanted(lines: list[dict[str, Any]]) -> None:
    requested(RequestLog(Inside()), "/config")
    assert list(lines) == []


def test_no_line_tells_what_lets_somebody_read_along(lines: list[dict[str, Any]]) -> None:
    app = RequestLog(Inside(), logged=True)
    for path in (
        "/gradio_api/queue/data?session_hash=secret",
        "/gradio_api/call/ask/secret",
        "/secret?a=secret",
    ):
        requested(app, path)
    assert [one["route"] for one in lines] == ["/gradio_api", "/gradio_api", "/…"]
    assert "secret" not in str(list(lines))


def test_a_route_is_told_as_its_template() -> None:
    class Route:
        path = "/gradio_api/heartbeat/{session_hash}"

    assert route_of({"route": Route(), "path": "/gradio_api/heartbeat/secret"}) == Route.path
    assert route_of({"path": "/"}) == "/"


def test_a_request_that_fails_is_logged_all_the_same(lines: list[dict[str, Any]]) -> None:
    async def fails(*_given: Any) -> None:
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError):
        requested(RequestLog(fails, logged=True), "/config")
    assert [one["status"] for one in lines] == [0]
