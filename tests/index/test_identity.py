import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import UnreadableArticle
from index.identity import IngestOutcome as Outcome
from index.identity import identify, is_gone, new_id, source_file
from index.store.protocol import Record
from index.store.sqlite.database import Database
from index.store.sqlite.record import SqliteRecord
from tests.fakes import article


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    database = Database(tmp_path / "library", create=True)
    record = SqliteRecord(database)
    for name, text, path, named in [
        ("lakes", "The lakes froze.", "/gone/lakes.txt", False),
        ("rivers", "Rivers rose.", "/gone/news.jsonl#1", True),
        ("web", "From the web.", None, False),
    ]:
        made = article(text, id=name, path=path, url=None if path else "http://news.example/")
        record.put(made, [], None, named=named)
    yield record
    database.close()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "New."}, (Outcome.ADDED, "new", False)),
        ({"text": "New.", "id": "n7"}, (Outcome.ADDED, "n7", False)),
        ({"text": "Rivers rose.", "id": "rivers"}, (Outcome.UNCHANGED, "rivers", True)),
        ({"text": "Rivers sank.", "id": "rivers"}, (Outcome.UPDATED, "rivers", True)),
        ({"text": "The lakes thawed.", "path": "/gone/lakes.txt"}, (Outcome.UPDATED, "lakes", True)),
        ({"text": "The lakes froze.", "path": "/other/lakes.txt"}, (Outcome.UNCHANGED, "lakes", True)),
        ({"text": "The lakes froze.", "id": "n8"}, (Outcome.ADDED, "n8", False)),
        ({"text": "Other.", "path": "/other/lakes.txt"}, (Outcome.ADDED, "lakes-2", False)),
        ({"text": "Other.", "path": "/gone/news.jsonl#1"}, (Outcome.ADDED, "other", False)),
        ({"text": "Web again.", "url": "http://news.example/"}, (Outcome.UPDATED, "web", True)),
        (
            {"text": "Web.", "url": "http://news.example/", "path": "/x.html"},
            (Outcome.ADDED, "x", False),
        ),
    ],
)
def test_an_article_is_recognised_by_id_then_place_then_content(
    record: Record, fields: dict[str, str], expected: tuple[Outcome, str, bool]
) -> None:
    found = identify(record, article(**fields), ())
    assert (found.outcome, found.article.id, found.stored is not None) == expected


def test_an_id_that_the_library_made_is_refused_to_others(record: Record) -> None:
    with pytest.raises(
        UnreadableArticle, match=r"is that of /gone/lakes\.txt\. Give this article another id"
    ):
        identify(record, article("Other.", id="lakes"), ())


def test_content_that_is_about_to_change_is_no_longer_known(record: Record) -> None:
    copy = article("The lakes froze.", path="/other/copy.txt")
    assert identify(record, copy, {"lakes"}).outcome is Outcome.ADDED


def test_a_moved_file_takes_its_article_along_and_a_copy_does_not(record: Record, tmp_path: Path) -> None:
    moved = identify(record, article("The lakes froze.", path="/other/lakes.txt"), ())
    assert moved.article.path == "/other/lakes.txt"
    still_there = tmp_path / "lakes.txt"
    still_there.touch()
    record.describe(article("The lakes froze.", id="lakes", path=str(still_there)))
    copied = identify(record, article("The lakes froze.", path="/other/lakes.txt"), ())
    assert copied.article is copied.stored
    assert copied.article.path == str(still_there)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/a/news.jsonl#12", "/a/news.jsonl"),
        ("/a/NEWS.JSONL.GZ#1", "/a/NEWS.JSONL.GZ"),
        ("/a/C# notes.txt", "/a/C# notes.txt"),
        ("/a/part #2", "/a/part #2"),
        ("/a/news.jsonl#x.txt", "/a/news.jsonl#x.txt"),
        ("/a#1/b.jsonl#2#3.jsonl#4", "/a#1/b.jsonl#2#3.jsonl"),
        ("/a/new\nline.jsonl#2", "/a/new\nline.jsonl"),
        (None, None),
    ],
)
def test_a_line_was_read_from_its_file(path: str | None, file: str | None) -> None:
    assert source_file(article("Text.", path=path)) == (Path(file) if file else None)


def test_ids_are_of_the_file_or_the_title_and_never_taken(record: Record) -> None:
    assert new_id(record, article("Text.", title="T", path="/a/Big Lakes.txt"), ()) == "big-lakes"
    assert new_id(record, article("Text.", title="A title", path="/a/b.jsonl#3"), ()) == "a-title"
    assert new_id(record, article("Text.", title="A title", url="http://a.b/c"), {"a-title"}) == "a-title-2"
    assert new_id(record, article("Text.", title="Lakes"), {"lakes-2"}) == "lakes-3"


def test_only_what_is_surely_gone_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert not is_gone(tmp_path / "here")
    assert is_gone(tmp_path / "nowhere")
    assert is_gone(tmp_path / "here" / "below")
    assert is_gone(tmp_path / "link")

    def refuse(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "stat", refuse)
    assert not is_gone(tmp_path / "locked away")
