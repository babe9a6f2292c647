"""A library that version 3 of the schema made, with its own code: opened, it holds everything it held.

`version3.zip` holds its files: two articles of one content, one whose id the library made, one in Cyrillic
letters; a conversation of an answer and a refusal, with feedback.
"""

import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.errors import ArticleNotFound
from index.filters import SearchFilter
from index.library import Library
from index.retrieval import vector_search
from index.retrieval.hybrid_search import hybrid_search
from index.store.local import LocalStore
from index.store.sqlite.database import FILE_NAME, Database
from index.store.sqlite.migrations import SCHEMA_VERSION
from qa.answer_json import deserialize
from tests.fakes import WordEmbedder, article
from tests.index.local import database_of

ARCHIVE = Path(__file__).parent / "version3.zip"
OWNER, CONVERSATION = "ann", "A" * 22


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(tmp_path / "library")
    return tmp_path / "library"


def assert_holds_all(library: Library) -> None:
    articles = {one.id: one for one in library.record.articles()}
    assert len(articles) == 4
    assert articles["mill"].text == articles["copy"].text
    assert articles["mill"].published == date(2024, 5, 1)
    assert articles["boat"].path == "/articles/boat.txt"
    assert hybrid_search(library, ["masts"], 1)[0].article_id == "boat"
    assert hybrid_search(library, ["яблоня"], 1)[0].article.author == "Ann Lee"
    only = SearchFilter.of(sources=["The Echo"])
    assert [hit.article_id for hit in hybrid_search(library, ["wheel of oak"], 9, only)] == ["copy"]


def test_everything_is_there_after_opening(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_search, "MAX_EXACT_PASSAGES", 0)
    steps: list[str] = []
    with Library.open(folder, WordEmbedder(), progress=lambda what, *_: steps.append(what)) as library:
        assert database_of(library).version() == SCHEMA_VERSION
        assert check(library) == []
        assert_holds_all(library)
    assert steps == ["Upgrading the library"] * (SCHEMA_VERSION - 3)


def test_conversations_answers_and_feedback_are_there(folder: Path) -> None:
    with Library.open(folder, WordEmbedder()) as library:

        def find(article_id: str) -> object:
            try:
                return library.record.article(article_id)
            except ArticleNotFound:
                return None

        turns = library.store.conversations().read(OWNER, CONVERSATION).turns
        answer, refusal = (deserialize(turn.outcome, find).answer for turn in turns)  # type: ignore[arg-type]
        assert answer
        assert {one.article.id for one in answer.citations} <= {"mill", "copy"}
        assert refusal
        assert not refusal.answered
        [judged] = library.store.feedback().rated_turns()
        assert (judged.opinion.liked, judged.opinion.remark) == (True, "Just so.")


def test_it_takes_articles_as_a_new_one_does(folder: Path) -> None:
    with Library.open(folder, WordEmbedder()) as library:
        assert (
            ingest.add(library, [article("Otters swam.", id="otters"), article("Boats sank.", id="mill")])
            == []
        )
        ingest.remove(library, ["copy"])
        assert check(library) == []
        assert hybrid_search(library, ["otters"], 1)[0].article_id == "otters"


def test_what_another_process_upgrades_while_it_is_read_is_read_as_it_then_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(LocalStore(folder), WordEmbedder()) as reader:
        with Library.open(folder, WordEmbedder()):
            pass
        # As if the version had been asked for just before.
        monkeypatch.setattr(Database, "version", lambda _database: 3)
        assert_holds_all(reader)


def test_where_it_cannot_be_written_it_is_read_as_it_is(folder: Path) -> None:
    store = LocalStore(folder)
    with Library(store, WordEmbedder()) as library:
        assert database_of(library).version() == 3
        assert_holds_all(library)
    connection = sqlite3.connect(folder / FILE_NAME)
    columns = connection.execute("SELECT name FROM pragma_table_info('vectors')").fetchall()
    connection.close()
    assert columns == [("content_hash",), ("number",), ("vector",)]
