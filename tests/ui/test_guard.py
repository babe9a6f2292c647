from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.guard import CLOSED, LARGEST_UPLOAD, UPLOAD, Guard

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

HOST = "qa.example:7860"


def answered(method: str, path: str, **headers: str) -> int:
    """Send a request through the guard and return the status; 200 is what the app behind it answers."""
    sent: list[Mapping[str, Any]] = []

    async def app(_scope: "Scope", _receive: "Receive", send: "Send") -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"in"})

    async def receive() -> "Message":
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: "Message") -> None:
        sent.append(message)

    named = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    # Nothing here ever waits, so no event loop is needed; the browser of other tests keeps one running.
    with pytest.raises(StopIteration):
        Guard(app)(scope, receive, send).send(None)
    assert len(sent) == 2
    status = sent[0]["status"]
    if status == 200:
        assert any(name == b"content-security-policy" for name, _ in sent[0]["headers"])
    else:
        assert sent[1]["body"] == b""
    return int(status)


@given(st.sampled_from(CLOSED), st.text(max_size=20), st.sampled_from(["GET", "POST", "HEAD"]))
def test_the_file_routes_are_closed_to_everybody(route: str, rest: str, method: str) -> None:
    assert answered(method, f"{route}{rest}", content_length="1") == 404


def test_the_upload_route_is_open_for_one_file_of_limited_size() -> None:
    assert answered("POST", UPLOAD, content_length="1000") == 200
    assert answered("POST", UPLOAD, content_length=str(LARGEST_UPLOAD + 1000)) == 200
    assert answered("POST", UPLOAD, content_length=str(LARGEST_UPLOAD * 2)) == 413


@pytest.mark.parametrize("length", ["", "-1", "1e9", "many"])
def test_an_upload_that_does_not_say_its_length_is_refused(length: str) -> None:
    assert answered("POST", UPLOAD, content_length=length) == 411
    assert answered("POST", UPLOAD, transfer_encoding="chunked") == 411


@pytest.mark.parametrize(("method", "path"), [("GET", UPLOAD), ("PUT", UPLOAD), ("POST", f"{UPLOAD}s")])
def test_nothing_but_the_sending_of_a_file_is_open_there(method: str, path: str) -> None:
    assert answered(method, path, content_length="1") == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": f"https://{HOST}"},
        {"sec_fetch_site": "same-origin", "origin": f"http://{HOST}"},
        {"sec_fetch_site": "none"},
        {"origin": "https://articles.example", "x_forwarded_host": "articles.example"},
        {"origin": "https://articles.example", "sec_fetch_site": "same-origin"},
    ],
)
def test_the_page_itself_and_programs_may_give_orders(headers: dict[str, str]) -> None:
    assert answered("POST", "/gradio_api/queue/join", **headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://qa.example:8000"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "origin": f"http://{HOST}"},
    ],
)
def test_other_sites_may_only_read_what_anybody_may(headers: dict[str, str]) -> None:
    assert answered("POST", "/gradio_api/queue/join", **headers) == 403
    assert answered("POST", UPLOAD, content_length="1", **headers) == 403
    assert answered("GET", "/", **headers) == 200
