"""`qa add`: files, folders and addresses, good and bad."""

import gzip
import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.library_commands.library import BOAT, MILL, ids, in_a_process, one_problem


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(samples.pdf(["A line of text."])))
    writer.encrypt(user_password="secret", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


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


def test_an_article_is_kept_without_a_day_that_cannot_be_read(qa: Run, tmp_path: Path) -> None:
    rows = [{"id": "one", "text": "First.", "published": "soon"}, {"id": "two", "content": "Last."}]
    file = samples.write(tmp_path, "news.jsonl", "\n".join(map(json.dumps, rows)))
    for counted in ("2 added", "2 unchanged"):
        ran = qa("add", file)
        assert (ran.status, ran.err) == (0, "")
        assert counted in ran.out
        assert ran.out.splitlines()[-1] == f'  {file}:1: "published" is no day that can be read ("soon")'
    assert ids(qa) == ["one", "two"]


def test_what_a_folder_holds_besides_is_told_at_the_end(qa: Run, folder: Path) -> None:
    samples.write(folder, "letter.eml", "Dear reader")
    samples.write(folder, "node_modules/readme.md", "# No article")
    ran = qa("add", folder)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("2 added")
    left_out, passed_over = ran.out.splitlines()[1:]
    assert "cannot be read: letter.eml. The formats are .txt" in left_out
    assert passed_over.endswith(": node_modules.")


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


def test_an_address_of_another_kind_is_called_one(qa: Run) -> None:
    assert "ftp://paper.example/a is no address that can be read" in one_problem(
        qa("add", "ftp://paper.example/a")
    )


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


def test_an_empty_path_is_not_the_folder_one_is_in(
    qa: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = qa("add", "")
    assert ran.status == 1
    assert ran.problems == ["qa: A path is empty. Name a file, a folder or an address."]
    assert not (tmp_path / "library").exists()


def test_an_address_is_one_however_it_is_spelt(qa: Run) -> None:
    ran = qa("add", "HTTP://127.0.0.1:9/news")
    assert ran.status == 1
    assert "no connection" in ran.err
