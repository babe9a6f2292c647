import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from index.errors import ArticleQAError, InputError, LibraryBusy, LibraryError, LibraryMissing, LibraryTooNew
from index.store.postgres import server_check, transactions
from index.store.postgres.address import location_of
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.errors import connection_error
from index.store.postgres.migrations import SCHEMA_VERSION
from index.store.postgres.schema import schema_version
from tests.servers.postgres import PostgresPlace, administer, new_place, postgres_address

SECRET = "correct-horse"


@pytest.fixture
def place() -> PostgresPlace:
    return new_place()


@pytest.fixture
def database(place: PostgresPlace) -> Iterator[PostgresDatabase]:
    with closing(PostgresDatabase(place.address, schema=place.schema, create=True)) as database:
        yield database


def end_sessions() -> None:
    administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'article-qa' AND pid <> pg_backend_pid()"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://bo:p%40ss@db.example:5433/news", "postgresql://bo@db.example:5433/news"),
        ("postgres://bo@a,b:5433/news?password=pass&sslmode=require", "postgresql://bo@a,b:5433/news"),
        ("postgresql:///news?host=/run/sql&user=bo", "postgresql://bo@%2Frun%2Fsql/news"),
        ("postgresql://[::1]:5433/n%C3%A4he", "postgresql://[::1]:5433/n%C3%A4he"),
        ("postgresql://", "postgresql:///"),
    ],
)
def test_a_location_shows_no_password(address: str, shown: str) -> None:
    assert location_of(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://bo:{SECRET}%zz@db/news",
        f"postgresql://bo:{SECRET}@[::1/news",
        f"postgresql://bo:a@{SECRET}@db/news",
        f"postgresql://bo:{SECRET}/a@db/news",
        f"postgresql://bo:7/{SECRET}@db/news",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(InputError, match="Write it as postgresql://") as caught:
        PostgresDatabase(address)
    assert "horse" not in str(caught.value)
    assert caught.value.__cause__ is None


def opening(address: str, schema: str = "test_nowhere", *, create: bool = False) -> ArticleQAError:
    with pytest.raises(ArticleQAError) as caught:
        PostgresDatabase(address, schema=schema, create=create)
    assert "horse" not in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


def test_what_cannot_be_opened_names_the_next_step(place: PostgresPlace) -> None:
    missing = opening(place.address, place.schema)
    assert isinstance(missing, LibraryMissing)
    assert "Run `qa add PATH...` to make one." in str(missing)
    assert "'X y' cannot name" in str(opening(place.address, "X y"))
    assert "Connection refused). Start the server" in str(
        opening(f"postgresql://bo:{SECRET}@127.0.0.1:1/news")
    )
    assert "Correct the host" in str(opening("postgresql://bo:horse@nowhere.example/news"))
    assert "Create the database" in str(opening(place.address.replace("/postgres?", "/nowhere?")))
    assert "Create the role" in str(opening(place.address.replace("postgres:@", "nobody:horse@")))


@pytest.mark.parametrize(
    "reason",
    [
        "server does not support SSL, but SSL was required",
        "SSL error: certificate verify failed",
        'root certificate file "ca.pem" does not exist\nEither provide the file, or change sslmode.',
    ],
)
def test_a_server_that_cannot_prove_who_it_is_names_the_settings_of_that(reason: str) -> None:
    error = psycopg.OperationalError(f'connection to server at "127.0.0.1", port 1 failed: {reason}')
    told = str(connection_error(error, "here"))
    assert reason.partition("\n")[0] in told
    assert "Correct sslmode and sslrootcert in QA_DATABASE_URL" in told


def test_a_wrong_password_is_told_and_not_printed() -> None:
    administer(f"CREATE ROLE wary LOGIN PASSWORD '{SECRET}'")
    with psycopg.connect(postgres_address()) as connection:
        [(file,)] = connection.execute("SHOW hba_file").fetchall()
    rules = Path(file).read_text()
    Path(file).write_text(f"local all wary scram-sha-256\n{rules}")
    administer("SELECT pg_reload_conf()")
    address = postgres_address().replace("postgres:@", "wary:wrong-horse@")
    assert "Correct the role and the password in QA_DATABASE_URL." in str(opening(address))
    assert "Correct the role and the password" in str(opening(address.replace(":wrong-horse", "")))
    assert isinstance(opening(address.replace("wrong", "correct")), LibraryMissing)


def test_a_role_without_rights_is_told_what_it_lacks(database: PostgresDatabase) -> None:
    administer("CREATE ROLE lowly LOGIN")
    address = postgres_address().replace("postgres:@", "lowly@")
    told = str(opening(address, create=True))
    assert "This role may not make the library at" in told
    assert "run `qa upgrade`" in told
    told = str(opening(address, database.schema))
    assert "permission denied for schema" in told
    assert "Grant it the rights" in told


def test_a_role_that_does_not_own_an_older_schema_is_sent_to_the_owner(database: PostgresDatabase) -> None:
    database.set_meta(schema=str(SCHEMA_VERSION - 1))
    administer("CREATE ROLE tenant LOGIN")
    administer(f"GRANT USAGE ON SCHEMA {database.schema} TO tenant")
    administer(f"GRANT ALL ON ALL TABLES IN SCHEMA {database.schema} TO tenant")
    told = str(opening(postgres_address().replace("postgres:@", "tenant@"), database.schema))
    assert "This role may not upgrade the library at" in told
    assert "run `qa upgrade`" in told


def test_an_old_server_and_a_database_of_another_encoding_are_refused(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    administer("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    told = str(opening(place.address.replace("/postgres?", "/latin?")))
    assert "stores text as LATIN1. Create one with ENCODING 'UTF8'" in told
    monkeypatch.setattr(server_check, "OLDEST_SERVER", 99)
    assert "Upgrade it to 99 or newer." in str(opening(place.address))


def test_a_schema_is_made_once_by_whoever_comes_first(place: PostgresPlace) -> None:
    def made(_number: int) -> int:
        with closing(PostgresDatabase(place.address, schema=place.schema, create=True)) as database:
            return schema_version(database)

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(made, range(6))) == {SCHEMA_VERSION}


def test_a_newer_schema_is_left_alone(database: PostgresDatabase) -> None:
    database.set_meta(schema=str(SCHEMA_VERSION + 1))
    assert isinstance(opening(postgres_address(), database.schema), LibraryTooNew)


def test_a_transaction_is_stored_whole_or_not_at_all(database: PostgresDatabase) -> None:
    with pytest.raises(RuntimeError), database.writing():  # noqa: PT012
        database.set_meta(a="1")
        with database.writing():
            database.set_meta(b="2")
        assert database.meta("b") == "2"
        raise RuntimeError("stop")
    assert database.meta("a") is None
    with database.writing():
        database.set_meta(a="1")
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(database.meta, "a").result(20) is None
    assert database.notes() == {"a": "1", "schema": str(SCHEMA_VERSION)}


def test_nothing_is_written_while_only_reading(database: PostgresDatabase) -> None:
    with pytest.raises(LibraryError, match="read-only"), database.reading() as connection:
        connection.execute("DELETE FROM meta")
    with database.reading():
        database.set_meta(a="1")  # in a transaction of its own
    assert database.meta("a") == "1"


def test_sessions_that_the_server_ended_cost_nothing(database: PostgresDatabase) -> None:
    with ThreadPoolExecutor(4) as threads:
        for _ in range(3):
            assert set(threads.map(database.meta, ["schema"] * 8)) == {str(SCHEMA_VERSION)}
            end_sessions()
    with database.writing():
        database.set_meta(a="1")
    assert database.meta("a") == "1"


def test_work_is_done_again_whose_session_ends_in_the_middle(database: PostgresDatabase) -> None:
    tried: list[int] = []

    def work(connection: "psycopg.Connection[tuple[Any, ...]]") -> int:
        connection.execute("INSERT INTO meta VALUES ('times', %s)", (str(len(tried)),))
        tried.append(1)
        if len(tried) < 3:
            end_sessions()
        return len(connection.execute("SELECT * FROM meta").fetchall())

    assert database.run(work) == 2
    assert database.meta("times") == "2"


def test_work_inside_a_transaction_is_not_done_again(database: PostgresDatabase) -> None:
    tried: list[int] = []

    def work(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        tried.append(1)
        end_sessions()
        connection.execute("SELECT 1")

    with pytest.raises(LibraryError, match="cannot be used"), database.writing():
        database.run(work)
    assert len(tried) == 1


def test_of_two_that_wait_for_each_other_one_is_run_again(database: PostgresDatabase) -> None:
    database.set_meta(a="0", b="0")
    both, times = threading.Barrier(2), SimpleNamespace(run=0)

    def write(first: str, second: str) -> None:
        def work(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
            times.run += 1
            update = "UPDATE meta SET value = value || '1' WHERE key = %s"
            connection.execute(update, (first,))
            if times.run <= 2:
                both.wait(20)
            connection.execute(update, (second,))

        database.run(work)

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(write, "a", "b"), threads.submit(write, "b", "a")]:
            done.result(20)
    assert (database.meta("a"), database.meta("b")) == ("011", "011")
    assert times.run > 2


def test_somebody_who_writes_is_waited_for_a_while(database: PostgresDatabase) -> None:
    with database.writing(), ThreadPoolExecutor(1) as thread:
        database.lock_articles()
        database.lock_articles()

        def write() -> None:
            with database.writing(patience=0.05):
                database.lock_articles()

        with pytest.raises(LibraryBusy, match="Wait until it is done"):
            thread.submit(write).result(20)


def test_a_full_disk_is_told_with_what_to_do(database: PostgresDatabase) -> None:
    with pytest.raises(LibraryError, match=r"disk of the library at .* is full .* Make room there"):
        database.run(
            lambda connection: connection.execute(
                "DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
            )
        )


def test_a_server_that_is_back_after_twenty_seconds_is_waited_for() -> None:
    """The pool tries again after twice as long each time: less patience would end before its next attempt."""
    from psycopg_pool.base import AttemptWithBackoff

    attempt, waited = AttemptWithBackoff(timeout=transactions.PATIENCE), 0.0
    while waited < 20:
        attempt.update_delay(waited)
        waited += attempt.delay
    assert waited + 5 < transactions.CONNECTION_PATIENCE
