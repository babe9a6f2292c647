from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.chat.uploads import FOLDER, Uploads, _file_name


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def arrived(folder: Path, name: str, text: str = "text") -> str:
    """Put a file where gradio puts what is uploaded."""
    place = folder / f"hash of {name}"
    place.mkdir()
    (place / name).write_text(text, encoding="utf-8")
    return str(place / name)


def test_files_are_taken_over_under_their_own_names_and_deleted_when_done_with(folder: Path) -> None:
    rows = [
        {"name": "news & more?.txt", "path": arrived(folder, "news  more.txt", "one")},
        {"name": "C:\\docs\\news.txt", "path": arrived(folder, "news.txt", "two")},
        {"name": "news.txt", "path": arrived(folder, "other.txt", "three")},
    ]
    uploads = Uploads({"files": rows})
    assert [upload.name for upload in uploads.files] == ["news & more?.txt", "news.txt", "news.txt"]
    assert [upload.file and upload.file.read_text() for upload in uploads.files] == ["one", "two", "three"]
    uploads.clear()
    assert list(folder.iterdir()) == []


def test_a_file_that_did_not_arrive_is_told_beside_those_that_did(folder: Path) -> None:
    rows = [
        {"name": "large.pdf", "problem": "large"},
        {"name": "good.txt", "path": arrived(folder, "good.txt")},
        {"name": "cut.txt", "problem": "failed"},
        {"name": "odd.txt", "problem": "<b>"},
    ]
    large, good, cut, odd = Uploads({"files": rows}).files
    assert good.file and good.problem is None
    assert large.file is None and large.problem and "200 MB" in large.problem
    assert cut.problem == odd.problem and "try it again" in str(cut.problem)


def test_no_file_but_an_uploaded_one_is_taken(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("home") / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    mine = Uploads({"files": [{"name": "a.txt", "path": arrived(folder, "a.txt")}]})
    theirs = mine.files[0].file
    link = folder / "hash" / "link.txt"
    link.parent.mkdir()
    link.symlink_to(secret)
    paths = [str(secret), f"{folder}/hash/../../{secret}", str(theirs), str(link), str(folder), "", None, 3]
    refused = Uploads({"files": [{"name": "x.txt", "path": path} for path in paths]})
    assert [upload.file for upload in refused.files] == [None] * len(paths)
    assert secret.read_text(encoding="utf-8") == "secret"
    assert theirs and theirs.exists()


@pytest.mark.parametrize("data", [None, [], {}, {"files": "x"}, {"files": [None, 3, "x"]}])
def test_what_is_no_handing_in_holds_no_files(folder: Path, data: object) -> None:
    assert Uploads(data).files == ()


@given(st.text(max_size=400))
def test_any_name_becomes_one_a_file_system_takes(name: str) -> None:
    safe = _file_name(name)
    assert safe not in {"", ".", ".."} and not set(safe) & set("/\\\0\n")
    assert 0 < len(safe.encode()) <= 255


def test_long_names_keep_their_ending_and_stay_apart() -> None:
    first, second = _file_name("é" * 150 + "1.jsonl.gz"), _file_name("é" * 149 + "ä1.jsonl.gz")
    assert first.endswith(".jsonl.gz") and first != second
