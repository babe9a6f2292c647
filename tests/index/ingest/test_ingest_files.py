"""Articles of files and of lines in them: what is edited, copied, moved or gone, and which id it has."""

import json
from datetime import date
from pathlib import Path

import pytest

from index import ingest
from index.library import Library
from index.loaders import find_files
from tests.fakes import WordEmbedder, article, numbered_article
from tests.index.ingest.ingest_helpers import add, add_files, found, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


# Files


def test_an_edited_file_is_updated_and_keeps_its_id(library: Library, folder: Path) -> None:
    (folder / "Lake talks.txt").write_text("The lakes froze.")
    assert add_files(library, folder) == [("added", "lake-talks")]
    (folder / "Lake talks.txt").write_text("The lakes thawed.")
    assert add_files(library, folder) == [("updated", "lake-talks")]
    assert texts(library) == {"lake-talks": "The lakes thawed."}


def test_a_copy_of_a_file_changes_nothing(library: Library, folder: Path, embedder: WordEmbedder) -> None:
    for name in ("one.md", "two.md"):
        (folder / name).write_text("# Lakes\n\nThe lakes froze.")
    first = add_files(library, folder)
    assert first == [("added", "one"), ("unchanged", "one")]
    assert add_files(library, folder) == [("unchanged", "one")] * 2
    assert library.record.article("one").path == str(folder / "one.md")
    assert len(embedder.embedded) == 1


def test_a_copy_kept_before_an_edit_is_an_article_of_its_own(
    library: Library, folder: Path, embedder: WordEmbedder
) -> None:
    (folder / "lakes.md").write_text("# Lakes\n\nThe lakes froze.")
    add_files(library, folder)
    for name in ("lakes (old).md", "old lakes.md"):
        (folder / name).write_text("# Lakes\n\nThe lakes froze.")
    (folder / "lakes.md").write_text("# Lakes\n\nThe lakes thawed.")
    embedder.embedded.clear()
    assert [file.name for file in find_files(folder)] == ["lakes (old).md", "lakes.md", "old lakes.md"]
    assert sorted(add_files(library, folder)) == [
        ("unchanged", "lakes"),
        ("unchanged", "lakes-old"),
        ("updated", "lakes"),
    ]
    assert library.record.article("lakes-old").path == str(folder / "lakes (old).md")
    assert found(library, "froze") == ["lakes-old"]
    assert found(library, "thawed") == ["lakes"]
    assert len(embedder.embedded) == 1
    assert [name for _, name in add_files(library, folder)] == ["lakes-old", "lakes", "lakes-old"]


def test_old_content_in_another_file_after_the_edit_is_an_article_of_its_own(
    library: Library, folder: Path
) -> None:
    (folder / "a.md").write_text("# Lakes\n\nThe lakes froze.")
    add_files(library, folder)
    (folder / "b.md").write_text("# Lakes\n\nThe lakes froze.")
    (folder / "a.md").write_text("# Lakes\n\nThe lakes thawed.")
    assert add_files(library, folder) == [("updated", "a"), ("added", "b")]
    assert found(library, "froze") == ["b"]


def test_a_moved_file_keeps_its_article(library: Library, folder: Path, embedder: WordEmbedder) -> None:
    (folder / "one.md").write_text("# Lakes\n\nThe lakes froze.")
    add_files(library, folder)
    embedder.embedded.clear()
    (folder / "deeper").mkdir()
    (folder / "one.md").rename(folder / "deeper" / "two.md")
    assert [made.id for made in ingest.articles_without_file(library, folder)] == ["one"]
    assert add_files(library, folder) == [("unchanged", "one")]
    assert library.record.article("one").path == str(folder / "deeper" / "two.md")
    assert ingest.articles_without_file(library, folder) == []
    assert embedder.embedded == []


def test_a_page_from_an_address_keeps_it_when_a_file_has_the_same_text(
    library: Library, folder: Path
) -> None:
    page = article("The lakes froze.", title="lakes", url="http://news.example/lakes")
    add(library, [page])
    add(library, [article("The lakes froze.", title="lakes", path=str(folder / "lakes.txt"))])
    assert library.record.article("lakes").url == page.url
    changed = article("The lakes thawed.", title="lakes", url=page.url)
    assert add(library, [changed]) == [("updated", "lakes")]


def test_only_what_was_read_from_files_that_are_gone_is_gone(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("C# notes.txt", "stays #1.txt", "leaves #2.txt"):
        (folder / name).write_text(f"On {name}.")
    lines = [json.dumps({"text": f"On line {number}."}) for number in range(2)]
    (folder / "lines.jsonl").write_text("\n".join(lines))
    (folder / "more.jsonl").write_text(json.dumps({"text": "On more."}))
    add_files(library, folder)
    add(library, [article("From the web.", url="http://news.example/"), article("From nowhere.", id="n")])
    assert len(texts(library)) == 8
    assert ingest.articles_without_file(library, folder) == []
    (folder / "leaves #2.txt").unlink()
    (folder / "more.jsonl").unlink()
    names = ["leaves-2", "on-more"]
    assert sorted(made.id for made in ingest.articles_without_file(library, folder)) == names
    monkeypatch.chdir(folder)
    assert sorted(made.id for made in ingest.articles_without_file(library, Path("../articles"))) == names
    assert ingest.articles_without_file(library, folder / "elsewhere") == []
    assert ingest.articles_without_file(library, folder.with_name("art")) == []


# JSONL and ids


def test_a_named_article_in_two_files_takes_what_is_known_of_it_from_the_last(
    library: Library, folder: Path
) -> None:
    old = {"id": "a", "text": "Lakes froze.", "published": "2024-06-16"}
    (folder / "1.jsonl").write_text(json.dumps(old))
    (folder / "2.jsonl").write_text(json.dumps({**old, "published": "2024-06-17"}))
    assert add_files(library, folder) == [("added", "a"), ("unchanged", "a")]
    assert library.record.article("a").published == date(2024, 6, 17)


def test_lines_have_their_place_and_those_appended_are_added(library: Library, folder: Path) -> None:
    lines = [json.dumps({"text": f"Number {number}.", "title": f"T{number}"}) for number in range(4)]
    (folder / "news.jsonl").write_text("\n".join(lines[:3]))
    assert add_files(library, folder) == [("added", "t0"), ("added", "t1"), ("added", "t2")]
    assert library.record.article("t1").path == f"{folder / 'news.jsonl'}#2"
    (folder / "news.jsonl").write_text("\n".join(lines))
    assert [change for change, _ in add_files(library, folder)] == ["unchanged"] * 3 + ["added"]


def test_an_edited_line_is_updated(library: Library, folder: Path) -> None:
    (folder / "news.jsonl").write_text('{"text": "Lakes froze."}\n{"text": "Rivers rose."}')
    add_files(library, folder)
    (folder / "news.jsonl").write_text('{"text": "Lakes froze."}\n{"text": "Rivers sank."}')
    assert [change for change, _ in add_files(library, folder)] == ["unchanged", "updated"]
    assert sorted(texts(library).values()) == ["Lakes froze.", "Rivers sank."]


def test_lines_that_move_down_lose_nothing_and_are_not_embedded_again(
    library: Library, folder: Path, embedder: WordEmbedder
) -> None:
    lines = [json.dumps({"text": f"Number {number}."}) for number in range(6)]
    (folder / "news.jsonl").write_text("\n".join(lines[1:]))
    add_files(library, folder)
    embedder.embedded.clear()
    (folder / "news.jsonl").write_text("\n".join(lines))
    add_files(library, folder)
    assert sorted(texts(library).values()) == [f"Number {number}." for number in range(6)]
    assert len(embedder.embedded) == 1


def test_a_line_without_an_id_never_takes_the_place_of_one_with(library: Library, folder: Path) -> None:
    named = '{"id": "n1", "text": "Lakes froze."}'
    (folder / "news.jsonl").write_text(named)
    add_files(library, folder)
    (folder / "news.jsonl").write_text('{"text": "Rivers rose."}\n' + named)
    assert sorted(add_files(library, folder)) == [("added", "rivers-rose"), ("unchanged", "n1")]
    assert texts(library) == {"n1": "Lakes froze.", "rivers-rose": "Rivers rose."}


def test_an_id_the_library_made_is_not_overwritten_by_one_given(library: Library, folder: Path) -> None:
    (folder / "lakes.txt").write_text("The lakes froze.")
    add_files(library, folder)
    errors = ingest.add(
        library, [article("Other lakes.", id="lakes", path="/news.jsonl#3"), numbered_article(1)]
    )
    assert [str(error) for error in errors] == [
        f"/news.jsonl#3: the id 'lakes' is that of {folder / 'lakes.txt'}. Give this article another id."
    ]
    assert texts(library) == {"lakes": "The lakes froze.", "a1": numbered_article(1).text}


@pytest.mark.parametrize("together", [True, False])
def test_ids_that_would_be_the_same_are_numbered(library: Library, folder: Path, together: bool) -> None:
    for place, suffix in enumerate(("a", "b", "c")):
        (folder / suffix).mkdir()
        (folder / suffix / "lakes.txt").write_text(f"Number {place}.")
    add(library, [article("Named.", id="lakes-2")])
    if together:
        add_files(library, folder)
    else:
        for suffix in ("a", "b", "c"):
            add_files(library, folder / suffix)
    assert texts(library) == {
        "lakes-2": "Named.",
        "lakes": "Number 0.",
        "lakes-3": "Number 1.",
        "lakes-4": "Number 2.",
    }


def test_an_id_given_after_one_was_made_in_the_same_run_is_refused_by_name(library: Library) -> None:
    errors = ingest.add(
        library, [article("Lakes froze.", title="lakes"), article("Other lakes.", id="lakes")]
    )
    assert len(errors) == 1
    assert texts(library) == {"lakes": "Lakes froze."}
