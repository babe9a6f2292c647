import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.store.local import LocalStore
from index.store.sqlite.sessions import FILE_NAME, SqliteSessions
from ui.auth.accounts import Account, Accounts
from ui.auth.sessions import LASTS, SignIns, kept_sessions

Server = Callable[..., SignIns]


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(people: Accounts, tmp_path: Path, clock: Clock) -> Iterator[Server]:
    """Start the part of a server that knows who is signed in."""
    with ExitStack() as started:

        def start(accounts: Accounts = people) -> SignIns:
            sessions = started.enter_context(closing(SqliteSessions(tmp_path)))
            return SignIns(accounts, sessions, clock)

        yield start


def begun(sign_ins: SignIns, people: Accounts, name: str = "ada") -> str:
    account = people.find(name)
    assert account
    return sign_ins.begin(account)


def test_a_token_tells_who_it_is_until_the_end(server: Server, people: Accounts) -> None:
    sign_ins = server()
    ada, again, bo = begun(sign_ins, people), begun(sign_ins, people), begun(sign_ins, people, "bo")
    assert len({ada, again, bo}) == 3
    sign_ins.end(ada)
    assert [sign_ins.name(token) for token in (ada, again, bo)] == [None, "ada", "bo"]
    assert [sign_ins.name(token) for token in ("", "ada", again[:-1], "\udcff")] == [None] * 4


def test_a_restart_signs_nobody_out(server: Server, people: Accounts) -> None:
    first = server()
    kept, ended = begun(first, people), begun(first, people)
    first.end(ended)
    second = server()
    assert second.name(kept) == "ada"
    assert second.name(ended) is None


def test_two_servers_of_one_library_agree(server: Server, people: Accounts) -> None:
    one, other = server(), server()
    token = begun(one, people)
    assert other.name(token) == "ada"
    other.end(token)
    assert one.name(token) is None


def test_a_changed_password_and_a_removed_account_end_a_sign_in(server: Server, people: Accounts) -> None:
    ada, bo = begun(server(), people), begun(server(), people, "bo")
    changed = server(Accounts([Account.of("ada", "another")]))
    assert (changed.name(ada), changed.name(bo)) == (None, None)


def test_a_sign_in_ends_by_itself(server: Server, people: Accounts, clock: Clock) -> None:
    sign_ins = server()
    token = begun(sign_ins, people)
    clock.now += LASTS
    assert sign_ins.name(token) == "ada"
    clock.now += 1
    assert sign_ins.name(token) is None


def test_the_file_lets_nobody_in(server: Server, people: Accounts, tmp_path: Path) -> None:
    token = begun(server(), people)
    written = (tmp_path / FILE_NAME).read_bytes()
    assert b"ada" in written
    assert token.encode() not in written
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_where_nothing_can_be_written_people_sign_in_all_the_same(
    people: Accounts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(LocalStore(tmp_path, create=True)) as store:
        (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
        with caplog.at_level(logging.WARNING):
            sign_ins = SignIns(people, kept_sessions(store))
        assert "Sign-ins will not survive a restart" in caplog.text
        assert sign_ins.name(begun(sign_ins, people)) == "ada"
    assert (tmp_path / FILE_NAME).read_bytes() == b"no database" * 100


def test_a_store_keeps_the_sessions_and_closes_them(people: Accounts, tmp_path: Path) -> None:
    with closing(LocalStore(tmp_path, create=True)) as store:
        sign_ins = SignIns(people, kept_sessions(store))
        token = begun(sign_ins, people)
    with pytest.raises(LibraryError):
        sign_ins.name(token)
    with closing(LocalStore(tmp_path)) as store:
        assert SignIns(people, kept_sessions(store)).name(token) == "ada"
