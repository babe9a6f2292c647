import re

import pytest

from tests.ui.serving.requesting import Inside, requested
from ui.serving.trusted_proxies import BELIEVED, VISIT, TrustedProxies

SAID = {
    "x-forwarded-for": "192.0.2.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "news.example",
    "x-request-id": "abc",
    "accept": "text/html",
}


@pytest.mark.parametrize("proxy", ["10.0.0.7", "::ffff:10.0.0.7", "10.1.2.3", "2001:db8::1"])
def test_a_trusted_proxy_tells_who_asks_and_how(proxy: str) -> None:
    inside = Inside()
    app = TrustedProxies(inside, ["10.0.0.7", "10.1.0.0/16", "2001:db8::/32"])
    assert requested(app, "/", headers=SAID, client=proxy).status_code == 200
    assert inside.scopes[0]["client"][0] == "192.0.2.7"
    assert inside.scopes[0]["scheme"] == "https"
    assert inside.headers["x-forwarded-host"] == "news.example"


@pytest.mark.parametrize("stranger", ["10.0.0.8", "127.0.0.1", "", "nonsense"])
def test_nobody_else_is_believed(stranger: str) -> None:
    inside = Inside()
    headers = SAID | {name.decode(): "x" for name in BELIEVED if name.decode() not in SAID}
    requested(TrustedProxies(inside, ["10.0.0.7"]), "/", headers=headers, client=stranger)
    assert inside.scopes[0]["client"][0] == stranger
    assert inside.scopes[0]["scheme"] == "http"
    assert not {name.decode() for name in BELIEVED} & inside.headers.keys()
    assert inside.headers["accept"] == "text/html"


def test_what_a_visitor_puts_before_the_proxys_own_address_is_not_taken_for_theirs() -> None:
    inside = Inside()
    forged = {"x-forwarded-for": "127.0.0.1, 192.0.2.7"}
    requested(TrustedProxies(inside, ["10.0.0.7"]), "/", headers=forged, client="10.0.0.7")
    assert inside.scopes[0]["client"][0] == "192.0.2.7"


def test_nobody_tells_gradio_its_own_address() -> None:
    inside = Inside()
    requested(
        TrustedProxies(inside, ["10.0.0.7"]),
        "/",
        headers={"x-gradio-server": "http://evil"},
        client="10.0.0.7",
    )
    assert "x-gradio-server" not in inside.headers


def test_a_browser_gets_one_mark_for_a_proxy_to_go_by() -> None:
    app = TrustedProxies(Inside(), ["10.0.0.7"], marks_visits=True)
    first = requested(app, "/", headers=SAID, client="10.0.0.7").headers["set-cookie"]
    assert re.fullmatch(rf"{VISIT}=[0-9a-f]{{16}}; Path=/; HttpOnly; SameSite=Lax; Secure", first)
    assert "Secure" not in requested(app, "/", client="10.0.0.7").headers["set-cookie"]
    assert "set-cookie" not in requested(app, "/", headers={"cookie": first.partition(";")[0]}).headers
    assert "set-cookie" not in requested(app, "/theme.css").headers
    assert "set-cookie" not in requested(TrustedProxies(Inside(), ["10.0.0.7"]), "/").headers
