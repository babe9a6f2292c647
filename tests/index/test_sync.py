import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from index import sync
from index.articles import Article
from index.check import check
from index.errors import ArticleNotFound, UnreadableArticle
from index.filters import Filter
from index.library import Library
from index.loaders import find_files, load_file
from index.search import search
from index.sync import Change
from tests.fakes import WordEmbedder, article, numbered_article


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Library]:
    """A library that is found to be sound after each test."""
    with Library.open(tmp_path / "library", embedder, create=True) as library:
        yield library
        assert check(library) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def add(library: Library, items: Sequence[Article | UnreadableArticle]) -> list[tuple[str, str]]:
    """Add articles that can all be stored; return what became of each."""
    became: list[tuple[str, str]] = []
    assert sync.add(library, items, lambda change, made: became.append((change.value, made.id))) == []
    return became


def add_files(library: Library, folder: Path) -> list[tuple[str, str]]:
    return add(library, [made for file in find_files(folder) for made in load_file(file)])


def texts(library: Library) -> dict[str, str]:
    return {made.id: made.text for made in library.record.articles()}


def found(library: Library, query: str) -> list[str]:
    """Return the ids of the articles that hold a word, by full text and by vectors alike."""
    hits = search(library, [query], 50)
    assert len({(hit.article_id, hit.start) for hit in hits}) == len(hits)
    return [hit.article_id for hit in hits if query in hit.text]


def holders(library: Library, query: str) -> set[str]:
    """Return the ids of the articles that are found by a word, each asked alone: copies are folded else."""
    return {
        article.id
        for article in library.record.articles()
        if any(query in hit.text for hit in search(library, [query], 1, Filter.of(articles=[article.id])))
    }


# Adding


def test_what_is_new_is_added_and_found(library: Library, embedder: WordEmbedder) -> None:
    made = [numbered_article(number, sentences=9) for number in range(5)]
    assert add(library, made) == [("added", f"a{number}") for number in range(5)]
    assert list(library.record.articles()) == made
    assert found(library, "case3x8") == ["a3"]
    assert len(embedder.embedded) == library.record.counts()[1]


def test_what_is_there_is_left_alone_and_not_embedded_again(library: Library, embedder: WordEmbedder) -> None:
    made = [numbered_article(number) for number in range(5)]
    add(library, made)
    embedder.embedded.clear()
    assert add(library, made) == [("unchanged", f"a{number}") for number in range(5)]
    assert embedder.embedded == []
    assert library.record.counts()[0] == 5


def test_what_changed_takes_the_place_of_the_old(library: Library, embedder: WordEmbedder) -> None:
    add(library, [numbered_article(number, sentences=9) for number in range(3)])
    embedder.embedded.clear()
    changed = article("Now the lakes froze.", id="a1", title="Report 1")
    assert add(library, [numbered_article(0, sentences=9), changed]) == [
        ("unchanged", "a0"),
        ("updated", "a1"),
    ]
    assert embedder.embedded == ["Report 1\nNow the lakes froze."]
    assert library.record.article("a1") == changed
    assert library.record.counts()[0] == 3
    assert found(library, "subject1") == found(library, "case1x8") == []
    assert found(library, "lakes") == ["a1"]


def test_a_title_alone_can_change(library: Library, embedder: WordEmbedder) -> None:
    add(library, [article("The lakes froze.", id="a", title="Winter")])
    assert add(library, [article("The lakes froze.", id="a", title="Summer")]) == [("updated", "a")]
    assert embedder.embedded[-1] == "Summer\nThe lakes froze."


def test_what_is_known_of_an_article_can_change_without_embedding(
    library: Library, embedder: WordEmbedder
) -> None:
    add(library, [article("Lakes froze.", id="a", path="/gone/old.jsonl#1")])
    embedder.embedded.clear()
    corrected = article(
        "Lakes froze.", id="a", source="Herald", published=date(2024, 6, 16), path="/gone/new.jsonl#7"
    )
    assert add(library, [corrected]) == [("unchanged", "a")]
    assert library.record.article("a") == corrected
    assert embedder.embedded == []


def test_a_named_article_in_two_files_takes_what_is_known_of_it_from_the_last(
    library: Library, folder: Path
) -> None:
    old = {"id": "a", "text": "Lakes froze.", "published": "2024-06-16"}
    (folder / "1.jsonl").write_text(json.dumps(old))
    (folder / "2.jsonl").write_text(json.dumps({**old, "published": "2024-06-17"}))
    assert add_files(library, folder) == [("added", "a"), ("unchanged", "a")]
    assert library.record.article("a").published == date(2024, 6, 17)


def test_the_same_content_under_two_ids_is_embedded_once_and_both_are_found(
    library: Library, embedder: WordEmbedder
) -> None:
    both = [article("The lakes froze. " * 20, id=name) for name in "ab"]
    assert add(library, both) == [("added", "a"), ("added", "b")]
    passages = len(library.record.passages("a"))
    assert len(embedder.embedded) == passages > 1
    add(library, [article("The lakes froze. " * 20, id="c")])
    assert len(embedder.embedded) == passages
    assert holders(library, "lakes") == {"a", "b", "c"}
    sync.remove(library, ["a"])
    assert holders(library, "lakes") == {"b", "c"}
    add(library, [article("Rivers.", id="b")])
    assert holders(library, "lakes") == {"c"}
    sync.remove(library, ["c"])
    assert found(library, "lakes") == []


def test_contents_that_change_hands_in_one_run_are_all_kept(library: Library, embedder: WordEmbedder) -> None:
    add(library, [article("Lakes.", id="a"), article("Rivers.", id="b")])
    embedder.embedded.clear()
    swapped = [article("Rivers.", id="a"), article("Lakes.", id="b"), article("Lakes.", id="c")]
    assert add(library, swapped) == [("updated", "a"), ("updated", "b"), ("added", "c")]
    assert texts(library) == {"a": "Rivers.", "b": "Lakes.", "c": "Lakes."}
    assert holders(library, "Lakes") == {"b", "c"}
    assert embedder.embedded == []


def test_the_last_of_one_id_in_a_run_wins(library: Library) -> None:
    run = [article(text, id="a") for text in ("One.", "Two.", "Two.", "One.")]
    assert [change for change, _ in add(library, run)] == ["added", "updated", "unchanged", "updated"]
    assert texts(library) == {"a": "One."}


def test_an_article_without_a_body_is_kept(library: Library) -> None:
    assert add(library, [article("", id="a"), article(" \n", id="b"), article("Title", id="c", body_start=5)])
    assert library.record.counts() == (3, 0)
    assert add(library, [article("", id="a")]) == [("unchanged", "a")]


def test_errors_among_the_articles_come_back_and_stop_nothing(library: Library) -> None:
    bad = UnreadableArticle("x.pdf", "is damaged")
    items: list[Article | UnreadableArticle] = [bad, numbered_article(1)]
    items += [article("\ud800", id="b"), article("x", id="c", source="\udfff"), bad]
    errors = sync.add(library, items)
    assert [str(error) for error in errors] == [
        "x.pdf: is damaged",
        "b: holds half of a character (a lone surrogate); correct it",
        "c: holds half of a character (a lone surrogate); correct it",
        "x.pdf: is damaged",
    ]
    assert list(texts(library)) == ["a1"]


@pytest.mark.parametrize("batch", [0, 1])
def test_an_embedder_that_fails_leaves_the_library_as_it_was(
    library: Library, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    add(library, [numbered_article(0)])
    monkeypatch.setattr(sync, "PASSAGES_AT_ONCE", 2)
    batches = iter(range(9))

    def fail(_texts: Sequence[str]) -> None:
        if next(batches) == batch:
            raise MemoryError

    embedder.before_embedding = fail
    changed = [article("Lakes.", id="a0"), *(numbered_article(number) for number in range(1, 9))]
    with pytest.raises(MemoryError):
        sync.add(library, changed)
    held = texts(library)
    if batch == 0:
        assert held == {"a0": numbered_article(0).text}
        assert found(library, "subject0") == ["a0"]
    else:
        assert held == {made.id: made.text for made in changed[: len(held)]}
        assert len(held) == 2
    embedder.before_embedding = lambda _texts: None
    add(library, changed)
    assert texts(library) == {made.id: made.text for made in changed}


def test_an_exception_of_the_one_who_gives_the_articles_keeps_what_was_stored(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PASSAGES_AT_ONCE", 2)

    def give() -> Iterator[Article]:
        yield from (numbered_article(number) for number in range(5))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync.add(library, give())
    assert list(texts(library)) == ["a0", "a1", "a2", "a3"]


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
    assert [made.id for made in sync.gone(library, folder)] == ["one"]
    assert add_files(library, folder) == [("unchanged", "one")]
    assert library.record.article("one").path == str(folder / "deeper" / "two.md")
    assert sync.gone(library, folder) == []
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
    assert sync.gone(library, folder) == []
    (folder / "leaves #2.txt").unlink()
    (folder / "more.jsonl").unlink()
    names = ["leaves-2", "on-more"]
    assert sorted(made.id for made in sync.gone(library, folder)) == names
    monkeypatch.chdir(folder)
    assert sorted(made.id for made in sync.gone(library, Path("../articles"))) == names
    assert sync.gone(library, folder / "elsewhere") == []
    assert sync.gone(library, folder.with_name("art")) == []


# JSONL and ids


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
    errors = sync.add(
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
    errors = sync.add(library, [article("Lakes froze.", title="lakes"), article("Other lakes.", id="lakes")])
    assert len(errors) == 1
    assert texts(library) == {"lakes": "Lakes froze."}


# Removing and rebuilding


def test_removing_takes_everything_of_an_article_away(library: Library) -> None:
    add(library, [numbered_article(number, sentences=9) for number in range(4)])
    assert [made.id for made in sync.remove(library, ["a2", "a0", "a2"])] == ["a2", "a0"]
    assert list(texts(library)) == ["a1", "a3"]
    assert found(library, "subject2") == []
    add(library, [numbered_article(2)])
    assert found(library, "subject2") == ["a2"]
    sync.remove(library, list(texts(library)))
    assert library.record.counts() == (0, 0)
    assert search(library, ["report"], 5) == ()


def test_removing_is_for_all_or_none(library: Library) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    with pytest.raises(ArticleNotFound, match="nowhere"):
        sync.remove(library, ["a0", "nowhere", "a1"])
    assert list(texts(library)) == ["a0", "a1", "a2"]


def test_rebuilding_embeds_nothing_again_and_tells_how_far_it_is(
    library: Library, embedder: WordEmbedder
) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    embedder.embedded.clear()
    told: list[tuple[str, int, int]] = []
    sync.rebuild(library, lambda *step: told.append(step))
    assert embedder.embedded == []
    assert told == [("Rebuilding the vector index", done, 3) for done in (1, 2, 3)]
    assert found(library, "subject1") == ["a1"]


def test_rebuilding_with_another_embedder_splits_and_embeds_all_again(library: Library) -> None:
    made = [numbered_article(number, sentences=9) for number in range(3)]
    add(library, [*made, article(made[0].text, id="copy", title=made[0].title), article("", id="empty")])
    add(library, [article("The lakes froze.", title="lakes", path="/gone/lakes.txt")])
    before = list(library.record.articles())
    passages = library.record.counts()[1]
    other = WordEmbedder(name="other", longest=30, dimensions=64)
    with Library.open_for_rebuild(library.folder, other) as opened:
        sync.rebuild(opened)
    with Library.open(library.folder, other) as opened:
        assert check(opened) == []
        assert list(opened.record.articles()) == before
        assert opened.record.counts()[1] > passages
        assert [opened.record.is_named(name) for name in ("a0", "copy", "lakes")] == [True, True, False]
        assert set(found(opened, "subject0")) == {"a0"}
        assert len(other.embedded) == len(set(other.embedded))
    with Library.open_for_rebuild(library.folder, WordEmbedder()) as opened:
        sync.rebuild(opened)


def test_rebuilding_that_fails_leaves_the_library_as_it_was(library: Library) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    other = WordEmbedder(name="other")

    def fail(texts: Sequence[str]) -> None:
        if "subject2" in texts[0]:
            raise MemoryError

    other.before_embedding = fail
    with Library.open_for_rebuild(library.folder, other) as opened, pytest.raises(MemoryError):
        sync.rebuild(opened)
    assert found(library, "subject1") == ["a1"]
    assert library.fits_embedder()


def test_every_article_is_reported_once_it_is_stored(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PASSAGES_AT_ONCE", 3)
    seen: list[Change] = []

    def report(change: Change, made: Article) -> None:
        assert library.record.article(made.id) == made
        seen.append(change)

    sync.add(library, [numbered_article(number) for number in (1, 2, 3, 1, 4)], report)
    assert sorted(change.value for change in seen) == ["added"] * 4 + ["unchanged"]
