from pathlib import Path
from typing import Any

import pytest

import ui.chat
from index.errors import InputError
from qa.assistant import Assistant
from qa.thresholds import ANSWER_THRESHOLD
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply
from tests.ui.commands import Run
from ui.auth import accounts
from ui.auth.accounts import Account
from ui.auth.auth_middleware import Authenticator
from ui.chat_command import OVERHEARD, check_reach, is_loopback
from ui.serving.settings import ServingSettings

ANYWHERE = [
    "0.0.0.0",
    "::",
    "",
    "192.168.1.20",
    "example.org",
    "127.0.0.1.example.org",
    "localhost.",
    "::ffff:0:1",
]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Keep what would be served, and how."""
    calls: list[dict[str, Any]] = []

    def serve(assistant: Assistant, **options: Any) -> None:
        calls.append({"held": assistant.library.record.counts()[0], **options})

    monkeypatch.setattr(ui.chat, "serve", serve)
    monkeypatch.setattr(accounts, "COST", 4)
    return calls


def test_a_library_that_is_not_there_yet_is_begun_so_that_the_page_can_help_to_fill_it(
    qa: Run, served: list[dict[str, Any]], tmp_path: Path
) -> None:
    ran = qa("chat", "--no-browser", "--example", "Who?")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    (options,) = served
    assert options == {
        **{"held": 0, "examples": ["Who?"], "host": "127.0.0.1", "port": 7860},
        **{
            "open_browser": False,
            "threshold": ANSWER_THRESHOLD,
            "sign_in": None,
            "shared": False,
            "model": "",
            "settings": ServingSettings(),
        },
    }
    assert (tmp_path / "library" / "library.sqlite").is_file()


def test_people_are_asked_to_sign_in(qa: Run, served: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text(Account.of("bo", "berg").line, encoding="utf-8")
    ran = qa("chat", "--no-browser", "--auth", "ada:lovelace", "--auth-file", file)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    authenticator = served[0]["sign_in"]
    assert isinstance(authenticator, Authenticator)
    assert (tmp_path / "library" / "sign-ins.sqlite").is_file()


@pytest.mark.parametrize(
    "said", [("--auth", "ada:lovelace"), ("--public",), ("--host", "0.0.0.0", "--public")], ids=" ".join
)
def test_a_chat_of_several_people_is_told_so(
    qa: Run, served: list[dict[str, Any]], said: tuple[str, ...]
) -> None:
    assert qa("chat", "--no-browser", *said).status == 0
    assert served[0]["shared"] is True


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_machine_may_ask_without_signing_in(host: str) -> None:
    assert is_loopback(host)
    check_reach(host, public=False, signed_in=False)


def test_a_proxy_makes_this_machine_a_networks() -> None:
    with pytest.raises(InputError, match="behind a proxy"):
        check_reach("127.0.0.1", public=False, signed_in=False, behind_proxy=True)
    check_reach("127.0.0.1", public=True, signed_in=False, behind_proxy=True)
    check_reach("127.0.0.1", public=False, signed_in=True, behind_proxy=True)


@pytest.mark.parametrize("host", ANYWHERE)
def test_a_network_may_not_unless_that_is_said(host: str) -> None:
    with pytest.raises(InputError, match="lets everybody on the network read your articles") as refused:
        check_reach(host, public=False, signed_in=False)
    assert "`qa password NAME`" in str(refused.value)
    assert "--public" in str(refused.value)
    check_reach(host, public=True, signed_in=False)
    check_reach(host, public=False, signed_in=True)


def test_the_command_refuses_before_it_opens_anything(
    qa: Run, served: list[dict[str, Any]], tmp_path: Path
) -> None:
    ran = qa("chat", "--no-browser", "--host", "0.0.0.0")
    assert (ran.status, ran.out) == (1, "")
    assert ran.problems[0].startswith("qa: Listening on 0.0.0.0 lets everybody on the network read")
    assert len(ran.problems) == 1
    assert served == []
    assert not (tmp_path / "library").exists()


def test_who_signs_in_over_a_network_is_told_of_https(qa: Run, served: list[dict[str, Any]]) -> None:
    assert qa("chat", "--host", "0.0.0.0", "--auth", "ada:lovelace").err == OVERHEARD
    assert qa("chat", "--host", "0.0.0.0", "--public").err == ""
    assert [options["host"] for options in served] == ["0.0.0.0"] * 2


def test_no_password_is_ever_printed(qa: Run, served: list[dict[str, Any]]) -> None:
    for given in ("s3cret", ":s3cret", "ada:s3cret"):
        ran = qa("chat", "--auth", given, "--auth", "ada:s3cret")
        assert ran.status == 1
        assert "s3cret" not in ran.out + ran.err


def test_the_model_that_writes_is_named_to_the_page_and_not_asked_before_a_question(
    qa: Run, served: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenAIServer([Reply.of("Ready.")]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        monkeypatch.setenv("QA_MODEL", "gull")
        assert qa("chat", "--no-browser").status == 0
        assert qa("chat", "--no-browser", "--model", "openai:tern").status == 0
        assert qa("chat", "--no-browser", "--quotes-only").status == 0
        assert server.requests == []
    assert [options["model"] for options in served] == ["openai:gull", "openai:tern", ""]


def test_a_model_that_cannot_be_used_is_an_error_before_anything_is_opened(
    qa: Run, served: list[dict[str, Any]], tmp_path: Path
) -> None:
    ran = qa("chat", "--no-browser", "--model", "gull")
    assert ran.status == 1 and "names no model" in ran.err
    assert served == []
    assert not (tmp_path / "library").exists()
