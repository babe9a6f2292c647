"""The grants that the documentation gives, as they stand there."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.articles import Article
from index.conversations import new_id
from index.errors import LibraryError
from index.passages import Passage
from index.progress import silent
from index.store.place import SharedPlace
from index.store.shared import SharedStore
from index.text.scripts import Phrase
from tests.fakes import article
from tests.servers.postgres import PostgresPlace, administer, new_place
from tests.store.postgres_store import PostgresRecordStore

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "postgresql.md"
LAKES = article("Lakes froze.", id="a")


@pytest.fixture(scope="module")
def place() -> PostgresPlace:
    """A library of an owner, with the roles that the documentation makes."""
    owned = new_place()
    with closing(PostgresRecordStore(owned)) as store:
        store.record.put(LAKES, whole(LAKES), None, named=True)
    [statements] = re.findall("```sql\n(.*?)```", DOCUMENTATION.read_text(encoding="utf-8"), re.DOTALL)
    administer(statements.replace("article_qa", owned.schema))
    return owned


@pytest.fixture(params=["qa_editor", "qa_reader"])
def store(request: pytest.FixtureRequest, place: PostgresPlace) -> Iterator[PostgresRecordStore]:
    with closing(opened(place, request.param)) as store:
        yield store


def opened(place: PostgresPlace, role: str) -> PostgresRecordStore:
    address = place.address.replace("postgres:@", f"{role}@")
    return PostgresRecordStore(PostgresPlace(address, place.schema))


def whole(made: Article) -> list[Passage]:
    return [Passage(0, 0, len(made.text))]


def test_either_role_searches_and_keeps_what_a_chat_keeps(store: PostgresRecordStore) -> None:
    assert store.record.full_text.search([Phrase("lakes")], 5)
    assert store.record.full_text.occurring([Phrase("lakes froze")])
    assert [entry.id for entry in store.record.catalog.entries()] == ["a"]
    conversation = new_id()
    for question in ("One?", "Two?"):
        store.conversations().append("ann", conversation, 1, question, {"text": "So."})
    store.conversations().replace_last("ann", conversation, 2, "Three?", {"text": "So."})
    store.feedback().give("ann", conversation, 2, liked=True)
    store.feedback().give("ann", conversation, 2, liked=False)
    assert store.annotations().keep(LAKES.content_hash, "speech", "model", "[]")
    assert store.token_counts().reserve(date(2026, 3, 14), 5, 1_000)
    store.sessions().begin("token", "Ann", "account", now=1.0, until=2.0)
    store.sessions().end("token")
    store.conversations().delete("ann", conversation)


def test_an_editor_adds_and_removes_articles_and_needs_no_more(place: PostgresPlace) -> None:
    rivers = article("Rivers rose.", id="b")
    with closing(opened(place, "qa_editor")) as store:
        with store.recording():
            store.record.put(rivers, whole(rivers), None, named=True)
            store.record.put(rivers, whole(rivers), None, named=True)
        store.record.full_text.merge()
        assert store.record.drop("b") == rivers.content_hash
        with pytest.raises(LibraryError, match="permission denied"), store.database.writing() as connection:
            connection.execute("CREATE TABLE more (number INTEGER)")


def test_a_reader_changes_no_article(place: PostgresPlace) -> None:
    with closing(opened(place, "qa_reader")) as store:
        with pytest.raises(LibraryError, match=r"permission denied.*Grant it the rights"):
            store.record.put(LAKES, whole(LAKES), None, named=True)
        with pytest.raises(LibraryError, match="permission denied"):
            store.record.set_meta(embedder="another")
        assert store.record.article("a") == LAKES


def test_a_reader_without_chroma_servers_is_told_what_it_may_be_granted_and_then_has_an_index(
    place: PostgresPlace, tmp_path: Path
) -> None:
    SharedStore(SharedPlace(place.address, tmp_path / "owner", place.schema)).close()
    address = place.address.replace("postgres:@", "qa_reader@")
    here = SharedPlace(address, tmp_path, place.schema)
    with closing(SharedStore(here)) as store:
        store.repair(silent)
        with pytest.raises(LibraryError, match=r"not made yet\. .*docs/postgresql\.md"):
            store.index.query(np.ones(4, dtype=np.float32), 1)
        [grant] = re.findall("`(GRANT [^`]*)`", DOCUMENTATION.read_text(encoding="utf-8"))
        administer(grant.replace("article_qa", place.schema))
        store.repair(silent)
        assert store.index.query(np.ones(4, dtype=np.float32), 1) == []
        assert store.index_lag() == 0


def test_an_owner_needs_no_right_to_create_schemas() -> None:
    made = new_place()
    administer("CREATE ROLE qa_owner LOGIN")
    administer(f"CREATE SCHEMA {made.schema} AUTHORIZATION qa_owner")
    with closing(opened(made, "qa_owner")) as store:
        store.record.put(LAKES, whole(LAKES), None, named=True)
        store.record.full_text.merge()
        assert store.record.counts() == (1, 1)
