import gzip
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ingest
from index.errors import ArticleNotFound, LibraryBusy
from index.library import Library
from index.loaders import MAX_NAMED
from tests.fakes import WordEmbedder, numbered_article
from ui.chat import adding
from ui.chat.adding import BUSY, UNEXPECTED, LibraryWriter, SourceProgress, follow
from ui.chat.uploads import Upload


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        yield library


@pytest.fixture
def writer(library: Library) -> LibraryWriter:
    return LibraryWriter(library)


def upload(folder: Path, name: str, text: str | bytes) -> Upload:
    place = folder / f"taken {len(list(folder.iterdir()))}"
    place.mkdir()
    file = place / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Upload(name, file)


def lines(*texts: str) -> str:
    return "\n".join(json.dumps({"text": text}) for text in texts)


def last(steps: Iterator[tuple[SourceProgress, ...]]) -> tuple[SourceProgress, ...]:
    return list(steps)[-1]


def test_good_files_are_added_beside_bad_ones_and_each_says_what_became_of_it(
    tmp_path: Path, writer: LibraryWriter
) -> None:
    sources = [
        upload(tmp_path, "trams.txt", "The new tram runs along the river every day."),
        upload(tmp_path, "photo.png", b"\x89PNG"),
        Upload("large.pdf", problem="over 200 MB; split it"),
        upload(tmp_path, "news.jsonl", f'{lines("Bees make honey in spring.")}\n{{"x": 1}}\n'),
    ]
    good, photo, large, news = last(writer.add(sources))
    assert (good.counts, good.failed, good.done) == ((1, 0, 0), 0, True)
    assert "not a format" in photo.problems[0] and str(tmp_path) not in photo.problems[0]
    assert large.problems == ("over 200 MB; split it",)
    assert (news.counts, news.failed, news.problems) == (
        (1, 0, 0),
        1,
        ('news.jsonl:2: has no text; give the article as "text"',),
    )
    assert writer.library.record.counts()[0] == 2


def test_what_could_not_be_read_of_a_stored_article_is_told(tmp_path: Path, writer: LibraryWriter) -> None:
    rows = [{"text": f"Report {n} on bees.", "published": "someday"} for n in range(MAX_NAMED + 2)]
    (news,) = last(writer.add([upload(tmp_path, "news.jsonl", "\n".join(map(json.dumps, rows)))]))
    assert (sum(news.counts), news.failed) == (len(rows), 0)
    assert news.left_out[0] == 'news.jsonl:1: "published" is no day that can be read ("someday")'
    assert (len(news.left_out), news.fields_left_out) == (MAX_NAMED, MAX_NAMED + 2)


def test_a_file_of_another_format_comes_with_what_to_do(tmp_path: Path, writer: LibraryWriter) -> None:
    (table,) = last(writer.add([upload(tmp_path, "table.csv", "a,b")]))
    assert table.problems[0].endswith("; save tables and data as .jsonl, one article a line")


def test_an_uploaded_article_is_known_by_its_name_and_not_by_where_it_lay(
    tmp_path: Path, writer: LibraryWriter
) -> None:
    first = last(writer.add([upload(tmp_path, "river.txt", "The river rose by a metre.")]))[0]
    again = last(writer.add([upload(tmp_path, "river.txt", "The river rose by a metre.")]))[0]
    newer = last(writer.add([upload(tmp_path, "river.txt", "The river rose by two metres.")]))[0]
    assert (first.counts, again.counts, newer.counts) == ((1, 0, 0), (0, 0, 1), (0, 1, 0))
    (article,) = writer.library.record.articles()
    assert (article.id, article.path) == ("river", "uploaded/river.txt")
    assert "two metres" in article.text
    assert ingest.articles_without_file(writer.library, tmp_path) == []


def test_lines_of_an_uploaded_file_are_known_by_their_number(tmp_path: Path, writer: LibraryWriter) -> None:
    packed = gzip.compress(lines("Bees make honey.", "Cats sleep all day.").encode())
    last(writer.add([upload(tmp_path, "news.jsonl.gz", packed)]))
    packed = gzip.compress(lines("Bees make honey.", "Cats sleep at night.").encode())
    changed = last(writer.add([upload(tmp_path, "news.jsonl.gz", packed)]))[0]
    assert changed.counts == (0, 1, 1)
    paths = {article.path for article in writer.library.record.articles()}
    assert paths == {"uploaded/news.jsonl.gz#1", "uploaded/news.jsonl.gz#2"}


def test_a_file_of_many_articles_is_stored_in_lots_and_tells_how_far_it_is(
    tmp_path: Path, writer: LibraryWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_SIZE", 3)
    many = lines(*(numbered_article(number).text for number in range(8)))
    steps = [step[0] for step in writer.add([upload(tmp_path, "many.jsonl", many)])]
    assert [sum(step.counts) for step in steps] == [0, 3, 6, 8, 8]
    assert {step.total for step in steps} == {8}
    assert [step.done for step in steps] == [False, False, False, False, True]


def test_a_file_on_this_machine_keeps_its_path(tmp_path: Path, writer: LibraryWriter) -> None:
    file = tmp_path / "sample.txt"
    file.write_text("A sample about trams.", encoding="utf-8")
    last(writer.add([file]))
    assert [article.path for article in writer.library.record.articles()] == [str(file)]


def test_where_others_use_the_chat_nothing_of_this_machine_is_fetched(library: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as secret:
        secret.settimeout(0.2)
        (told,) = last(
            LibraryWriter(library, shared=True).add([f"http://127.0.0.1:{secret.getsockname()[1]}/"])
        )
        with pytest.raises(TimeoutError):
            secret.accept()
    assert "leads to this machine or a private network" in told.problems[0]


def test_an_address_that_cannot_be_fetched_is_a_problem_of_its_own(
    tmp_path: Path, writer: LibraryWriter
) -> None:
    good = upload(tmp_path, "good.txt", "A text about trams.")
    address, added = last(writer.add(["ftp://example.org/x", good]))
    assert address.problems == ("only addresses that begin with http:// or https:// can be fetched",)
    assert added.counts == (1, 0, 0)


def test_a_library_that_another_process_writes_to_is_told_kindly(
    tmp_path: Path, writer: LibraryWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "LOCK_TIMEOUT", 0.0)
    good = upload(tmp_path, "good.txt", "A text about trams.")
    with Library.open(Path(writer.library.location), WordEmbedder()) as other, other.writer():
        assert last(writer.add([good]))[0].problems == (BUSY,)
        with pytest.raises(LibraryBusy):
            writer.remove("good")
    assert last(writer.add([good]))[0].counts == (1, 0, 0)


def test_a_short_writer_is_waited_for(tmp_path: Path, writer: LibraryWriter) -> None:
    with Library.open(Path(writer.library.location), WordEmbedder()) as other:
        writing, done = threading.Event(), threading.Event()

        def write() -> None:
            with other.writer():
                writing.set()
                done.wait(0.3)

        thread = threading.Thread(target=write)
        thread.start()
        writing.wait()
        assert last(writer.add([upload(tmp_path, "good.txt", "A text on trams.")]))[0].counts == (1, 0, 0)
        thread.join()


def test_a_bug_stops_one_file_only_and_is_not_shown(
    tmp_path: Path, writer: LibraryWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = writer.library.embedder
    assert isinstance(embedder, WordEmbedder)

    def fail(texts: object) -> None:
        if "bug" in str(texts):
            raise RuntimeError("secret")

    embedder.before_embedding = fail
    sources = [upload(tmp_path, "a.txt", "A bug in a text."), upload(tmp_path, "b.txt", "A text on trams.")]
    bug, good = last(writer.add(sources))
    assert bug.problems == (UNEXPECTED,)
    assert good.counts == (1, 0, 0)


def test_several_may_add_at_the_same_time(tmp_path: Path, writer: LibraryWriter) -> None:
    sources = [upload(tmp_path, f"n{n}.txt", numbered_article(n).text) for n in range(6)]
    threads = [threading.Thread(target=lambda one=one: last(writer.add([one]))) for one in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert writer.library.record.counts()[0] == 6


def test_removing_takes_the_article_out_of_the_library(tmp_path: Path, writer: LibraryWriter) -> None:
    last(writer.add([upload(tmp_path, "good.txt", "A text about trams.")]))
    assert writer.remove("good").id == "good"
    assert writer.library.record.counts() == (0, 0)
    with pytest.raises(ArticleNotFound):
        writer.remove("good")


def test_only_so_many_problems_are_told_but_all_are_counted(tmp_path: Path, writer: LibraryWriter) -> None:
    bad = upload(tmp_path, "bad.jsonl", "{}\n" * 50)
    progress = last(writer.add([bad]))[0]
    assert (len(progress.problems), progress.failed) == (adding.MAX_PROBLEMS, 50)


def test_following_gives_the_latest_step_and_always_the_last() -> None:
    assert list(follow(iter(range(1000)), pause=0.0))[-1] == 999
    assert list(follow(iter(()), pause=0.0)) == []


def test_what_nobody_follows_any_more_is_done_to_the_end() -> None:
    done = threading.Event()

    def steps() -> Iterator[int]:
        yield from range(100)
        done.set()

    following = follow(steps(), pause=0.0)
    next(following)
    following.close()  # type: ignore[attr-defined]
    assert done.wait(5)
