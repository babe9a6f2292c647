"""`qa add` where files are gone, and where it is interrupted."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import ingest
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.library_commands.library import ids


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


def test_ctrl_c_keeps_what_was_stored(
    qa: Run, words: WordEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 1)
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
    assert qa("check").out.startswith("All is well: 4 articles, 4 passages.\n")


def test_ctrl_c_at_the_first_article_leaves_an_empty_library(
    qa: Run, words: WordEmbedder, folder: Path
) -> None:
    def interrupt(_texts: Sequence[str]) -> None:
        raise KeyboardInterrupt

    words.before_embedding = interrupt
    assert qa("add", folder).status == 130
    assert "is empty. Run `qa add PATH...`" in qa("list").out
