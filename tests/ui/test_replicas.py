"""The commands and the chat on a library with a streaming replica, with and without its primary."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.store.place import SharedPlace
from index.store.postgres.address import split_addresses
from qa.assistant import Assistant
from qa.defaults import default_embedder, place_of
from tests.fakes import article
from tests.servers.replicated import ReplicatedServers, replicated_servers
from tests.servers.shared_places import shared_place
from ui.chat.chat_controller import ChatController, Session
from ui.chat.client_state import ClientState
from ui.cli import main

FERRY = article("Bo Berg sold the ferry to Aahus in March.", title="Ferry", id="ferry")


@pytest.fixture
def running() -> Iterator[ReplicatedServers]:
    with replicated_servers().mended_afterwards() as servers:
        yield servers


@pytest.fixture
def place(running: ReplicatedServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedPlace:
    """A place that the environment names."""
    place = running.place(tmp_path)
    with Library.open(place, default_embedder(), create=True) as library:
        assert not ingest.add(library, [FERRY])
    running.catch_up()
    monkeypatch.setenv("QA_DATABASE_URL", place.address)
    monkeypatch.setenv("QA_DATABASE_SCHEMA", place.schema)
    monkeypatch.setenv("QA_DATABASE_REPLICA_URL", ",".join(place.replicas))
    monkeypatch.setenv("QA_LIBRARY", str(place.folder))
    return place


def test_a_check_tells_which_servers_are_used(
    place: SharedPlace, running: ReplicatedServers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    primary, replica = capsys.readouterr().out.splitlines()[-2:]
    assert primary.startswith("Primary postgresql://") and primary.endswith(" is used.")
    assert replica.startswith("Replica postgresql://") and " is used, " in replica
    running.replica.kill()
    assert main(["check"]) == 0
    said = capsys.readouterr()
    assert "is not used. No connection to the library at" in said.out.splitlines()[-1]
    assert said.out.startswith("All is well: 1 article")


def test_without_its_primary_questions_are_answered_and_the_chat_says_what_is_not_kept(
    place: SharedPlace, running: ReplicatedServers, capsys: pytest.CaptureFixture[str]
) -> None:
    with Assistant.open(place) as assistant:
        controller = ChatController(assistant, (), 0.5)
        state, session = ClientState("key", "Bo Berg"), Session()
        *_, kept = controller.ask("To whom did Bo Berg sell the ferry?", state, session)
        assert kept.warning == "" and kept.state
        running.catch_up()
        running.primary.kill()
        *_, asked = controller.ask("When was the ferry sold?", kept.state, session)
        assert session.turns[-1].answer and session.turns[-1].answer.answered
        assert asked.warning.startswith("This answer could not be kept with your conversations. ")
        assert asked.warning.endswith("You can go on asking.") and "\n" not in asked.warning
        *_, again = controller.ask("Who sold the ferry?", asked.state or kept.state, session)
        assert session.turns[-1].answer and session.turns[-1].answer.answered
        assert again.warning
    assert main(["ask", "To whom did Bo Berg sell the ferry?"]) == 0
    assert "Aahus" in capsys.readouterr().out
    assert main(["add", str(place.folder / "nothing.txt")]) == 1
    assert main(["remove", "ferry"]) == 1
    assert "Cannot connect to the library at" in capsys.readouterr().err


def test_replicas_are_of_the_database_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = shared_place(tmp_path)
    monkeypatch.setenv("QA_DATABASE_URL", here.address)
    monkeypatch.setenv("QA_DATABASE_REPLICA_URL", "postgresql://two,three:5433/news, postgres://four/news")
    replicas = ("postgresql://two,three:5433/news", "postgres://four/news")
    for named in (None, here.address, replace(here, replicas=replicas)):
        place = place_of(named)
        assert isinstance(place, SharedPlace) and place.replicas == replicas
    other = place_of("postgresql://elsewhere/news")
    assert isinstance(other, SharedPlace) and other.replicas == ()
    assert split_addresses(" ") == ()
