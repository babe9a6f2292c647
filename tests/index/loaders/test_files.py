import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import InputError, UnreadableArticle
from index.loaders import FORMATS, count_articles, discover_files, files, find_files, load_file
from tests.index.loaders.samples import BODY, article, error, write


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """Give a folder that its reader may list and a folder `locked` inside, which nobody but root may."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    write(folder, "a.txt", BODY)
    write(folder, "locked/b.txt", BODY)
    write(folder, "secret.txt", BODY).chmod(0)
    (folder / "locked").chmod(0)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        (folder / "locked").chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_is_searched_through_and_sorted(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a.MD",
        "sub/c.jsonl.gz",
        "sub/deep/d.Html",
        "e.markdown",
        "f.pdf",
        "g.docx",
        "h.jsonl",
        "i.htm",
    ]
    for name in names:
        write(tmp_path, name, BODY)
    for name in (".hidden.txt", ".git/x.txt", "sub/.cache/y.txt", "z.py", "noext", "w.gz", "txt"):
        write(tmp_path, name, BODY)
    assert find_files(tmp_path) == sorted(tmp_path / name for name in names)


def test_what_is_left_out_of_a_folder_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "letter.eml", "sub/table.CSV", "photo.jpg", "Thumbs.db", "noext"):
        write(tmp_path, name, BODY)
    found = discover_files(tmp_path)
    assert found.files == (tmp_path / "a.txt",)
    names = ("letter.eml", "noext", "photo.jpg", "sub/table.CSV")
    assert found.left_out == tuple(tmp_path / name for name in names)
    assert found.passed_over == ()


def test_hidden_folders_and_those_of_programs_are_passed_over(tmp_path: Path) -> None:
    inside = [".git", ".venv", "node_modules", "sub/__pycache__", "packages", "library", "venv"]
    for folder in inside:
        write(tmp_path, f"{folder}/a.txt", BODY)
        write(tmp_path, f"{folder}/deep/b.eml", BODY)
    write(tmp_path, "packages/pyvenv.cfg", "")
    write(tmp_path, "library/library.sqlite", "")
    for name in ("a.txt", ".hidden.txt", ".DS_Store", "._a.txt"):
        write(tmp_path, name, BODY)
    found = discover_files(tmp_path)
    assert found.files == (tmp_path / "a.txt",)
    assert found.left_out == ()
    assert found.passed_over == tuple(sorted(tmp_path / name for name in [".hidden.txt", *inside]))


@pytest.mark.parametrize("name", ["node_modules", ".git", "venv"])
def test_a_folder_that_is_named_is_looked_through(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, f"{name}/a.txt", BODY)
    assert find_files(tmp_path / name) == [path]


def test_a_folder_of_nothing_but_other_formats_names_them(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, f"{number:02}.eml", BODY)
    with pytest.raises(InputError, match=r"Left out: 00\.eml, 01\.eml, .*09\.eml and 2 more\.$"):
        find_files(tmp_path)


def test_a_file_is_found_by_itself_even_when_hidden(tmp_path: Path) -> None:
    path = write(tmp_path, ".notes.txt", BODY)
    assert find_files(path) == [path]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no-such does not exist\. Check the path"):
        find_files(tmp_path / "no-such")


def test_a_path_with_a_nul_is_an_error() -> None:
    with pytest.raises(InputError):
        find_files(Path("a\0b.txt"))


def test_a_folder_without_a_known_format_names_the_formats(tmp_path: Path) -> None:
    write(tmp_path, "a.xyz", BODY)
    with pytest.raises(
        InputError, match=r"holds no file that can be read; the formats are \.txt, .*\.jsonl\.gz"
    ):
        find_files(tmp_path)


def test_a_file_of_an_unknown_format_names_the_formats(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xyz", BODY)
    with pytest.raises(InputError, match=r"a\.xyz: not a format that can be read; the formats are \.txt"):
        find_files(path)
    assert ".docx" in error(path)


def test_links_that_run_in_circles_end(tmp_path: Path) -> None:
    path = write(tmp_path, "sub/a.txt", BODY)
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "link.txt").symlink_to(path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = find_files(tmp_path)
    assert [file.name for file in found] == ["gone.txt", "link.txt", "self.txt", "a.txt"]
    assert article(tmp_path / "link.txt").path == str(tmp_path / "link.txt")
    assert "does not exist" in error(tmp_path / "gone.txt")
    assert "check" in error(tmp_path / "self.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
def test_a_locked_folder_is_an_error(locked_folder: Path) -> None:
    with pytest.raises(InputError, match=r"locked cannot be opened: permission denied"):
        find_files(locked_folder / "locked")
    with pytest.raises(InputError, match="permission denied"):
        find_files(locked_folder / "locked" / "b.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
def test_a_locked_subfolder_or_file_is_reported_and_stops_nothing(locked_folder: Path) -> None:
    found = find_files(locked_folder)
    assert [path.name for path in found] == ["a.txt", "locked", "secret.txt"]
    assert article(found[0]).text == BODY
    assert "permission denied" in error(found[1])
    assert "permission denied" in error(found[2])


def test_a_file_that_is_gone_by_now_is_reported(tmp_path: Path) -> None:
    assert "does not exist; check the path" in error(tmp_path / "gone.txt")


def test_what_is_no_regular_file_is_reported_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "no regular file" in error(pipe)
    assert find_files(write(tmp_path, "a.txt", BODY).parent) == [tmp_path / "a.txt"]


def test_a_folder_named_like_a_file_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert "no regular file" in error(folder)


def test_a_file_name_that_cannot_be_stored_is_reported(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(BODY)
    assert find_files(tmp_path) == [path]
    (loaded,) = load_file(path)
    assert isinstance(loaded, UnreadableArticle)
    str(loaded).encode("utf-8")
    assert "rename it" in loaded.reason


def test_a_file_name_of_two_lines_makes_a_message_of_one(tmp_path: Path) -> None:
    (loaded,) = load_file(write(tmp_path, "a\nb\x1b.txt", ""))
    assert isinstance(loaded, UnreadableArticle)
    assert str(loaded).splitlines() == [str(loaded)]
    assert "\x1b" not in str(loaded)


def test_a_relative_path_gives_an_absolute_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "sub/a.txt", BODY)
    monkeypatch.chdir(tmp_path)
    assert article(Path("sub/../sub/a.txt")).path == str(tmp_path / "sub" / "a.txt")


def test_a_huge_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    assert "over 200 MB" in error(write(tmp_path, "a.txt", BODY))


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_file_of_any_format_is_reported(tmp_path: Path, suffix: str) -> None:
    message = error(write(tmp_path, f"a{suffix}", b""))
    assert message.endswith("empty; add a file that holds an article")


@pytest.mark.parametrize("suffix", FORMATS)
def test_random_bytes_of_any_format_are_reported(tmp_path: Path, suffix: str) -> None:
    for loaded in load_file(write(tmp_path, f"a{suffix}", bytes(range(256)) * 8)):
        assert isinstance(loaded, UnreadableArticle)


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.txt", b"one\ntwo\n", 1),
        ("a.jsonl", b"{}\n{}\n{}", 3),
        ("a.jsonl", b"", 1),
        ("a.jsonl.gz", gzip.compress(b"{}\n{}\n", mtime=0), 2),
        ("a.jsonl.gz", b"no gzip", 1),
        ("a.jsonl.gz", gzip.compress(b"{}\n" * 9, mtime=0)[:-9], 1),
        ("a.xyz", b"", 1),
    ],
)
def test_articles_are_counted(tmp_path: Path, name: str, data: bytes, count: int) -> None:
    assert count_articles(write(tmp_path, name, data)) == count


def test_counting_never_raises(tmp_path: Path) -> None:
    assert count_articles(tmp_path / "gone.jsonl") == 1
    assert count_articles(tmp_path) == 1
    assert count_articles(Path("a\0.jsonl")) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_file_is_counted_by_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr(files, "_COUNTED", 2_000_000)
    data = b"".join(b'{"text": "%d"}\n' % (number * 7919 % 100_003) for number in range(300_000))
    path = write(tmp_path, "a.jsonl.gz" if packed else "a.jsonl", gzip.compress(data, 1) if packed else data)
    assert count_articles(path) == pytest.approx(300_000, rel=0.1)
