import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.training.conftest import BATCH, STEPS, Trained
from training import trainer as run
from training.examples import EPOCHS_PER_DATASET, examples
from training.hyperparameters import Hyperparameters, InitialFiles
from training.model_card import CARD
from training.network import loss
from training.trainer import train

SMALL = Hyperparameters(batch_size=8, max_examples=64, learning_rate=1e-3)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A run on the tiny network that nothing stopped."""

    folder: Path
    losses: list[float]

    def copied(self, into: Path) -> Path:
        return Path(shutil.copytree(self.folder, into))


class Stopped(Exception):
    """The run was stopped."""


@pytest.fixture(scope="module")
def small(tiny_base: Path) -> Iterator[None]:
    """Train a tiny network, with a checkpoint every second step."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "packaged_folder", lambda: tiny_base)
        patch.setattr(run, "SAVE_EVERY", 2)
        yield


@pytest.fixture(scope="module")
def at_once(small: None, data: Path, tmp_path_factory: pytest.TempPathFactory) -> AtOnce:
    folder = tmp_path_factory.mktemp("runs") / "at once"
    return AtOnce(folder, train(data, folder, SMALL))


def failing(works: Callable[..., Any], *, times: int) -> Callable[..., Any]:
    """Make a function that works so many times and then stops the run."""
    left = times

    def works_for_a_while(*arguments: Any, **options: Any) -> Any:
        nonlocal left
        if left == 0:
            raise Stopped
        left -= 1
        return works(*arguments, **options)

    return works_for_a_while


def weights(folder: Path, name: str = "network.pt") -> dict[str, Tensor]:
    state: dict[str, Any] = torch.load(folder / name, weights_only=True)
    return state if name == "network.pt" else state["network"]


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def test_the_loss_falls(trained: Trained) -> None:
    first, last = (sum(losses) / 6 for losses in (trained.losses[:6], trained.losses[-6:]))
    assert len(trained.losses) == STEPS
    assert last < 0.8 * first


def test_the_card_says_what_it_was_made_of(trained: Trained, data: Path) -> None:
    card = json.loads((trained.folder / CARD).read_text(encoding="utf-8"))
    read = examples(data, 1)[: STEPS * BATCH]
    assert card["settings"]["max_examples"] == STEPS * BATCH
    assert card["settings"]["seed"] == 1
    assert (card["examples"], card["steps"]) == (len(read), STEPS)
    assert card["without_answer"] == sum(example.answer is None for example in read) > 0
    for kind in EPOCHS_PER_DATASET:
        content = (data / "reading" / f"train-{kind}.jsonl.gz").read_bytes()
        assert card["data"][f"reading/train-{kind}"]["sha256"] == hashlib.sha256(content).hexdigest()


def test_nothing_half_written_is_left(trained: Trained) -> None:
    assert {path.name for path in trained.folder.iterdir()} == {"checkpoint.pt", "network.pt", CARD}
    assert same(weights(trained.folder), weights(trained.folder, "checkpoint.pt"))


@pytest.mark.usefixtures("small")
def test_a_run_that_was_stopped_and_resumed_gives_what_one_run_gives(
    data: Path,
    at_once: AtOnce,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    in_two = tmp_path / "in two"
    assert len(at_once.losses) == 8
    with monkeypatch.context() as patched:
        patched.setattr(run, "_step", failing(run._step, times=5))
        with pytest.raises(Stopped):
            train(data, in_two, SMALL)
    assert not same(weights(in_two), weights(at_once.folder))
    assert train(data, in_two, SMALL) == at_once.losses[4:]
    assert "step 4" in capsys.readouterr().err
    assert same(weights(in_two), weights(at_once.folder))
    assert (in_two / CARD).read_bytes() == (at_once.folder / CARD).read_bytes()


@pytest.mark.usefixtures("small")
def test_a_kill_while_saving_leaves_the_checkpoint_before(
    data: Path, at_once: AtOnce, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = failing(torch.save, times=2)

    def save_half(content: object, path: Path) -> None:
        path.write_bytes(b"half")
        save(content, path)

    with monkeypatch.context() as patched:
        patched.setattr(torch, "save", save_half)
        with pytest.raises(Stopped):
            train(data, tmp_path / "killed", SMALL)
    assert train(data, tmp_path / "killed", SMALL) == at_once.losses[2:]
    assert same(weights(tmp_path / "killed"), weights(at_once.folder))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("saved", [0, 1])
def test_a_kill_at_the_last_save_costs_no_weights(
    data: Path, at_once: AtOnce, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: int
) -> None:
    """Each save writes two files; killed before either of the last two, the next run finishes both."""
    with monkeypatch.context() as patched:
        patched.setattr(torch, "save", failing(torch.save, times=3 * 2 + saved))
        with pytest.raises(Stopped):
            train(data, tmp_path / "killed", SMALL)
    train(data, tmp_path / "killed", SMALL)
    assert same(weights(tmp_path / "killed"), weights(at_once.folder))


@pytest.mark.usefixtures("small")
def test_a_finished_run_is_not_done_again(data: Path, at_once: AtOnce, tmp_path: Path) -> None:
    finished = at_once.copied(tmp_path / "finished")
    assert train(data, finished, SMALL) == []
    assert same(weights(finished), weights(at_once.folder))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "other", [replace(SMALL, seed=2), replace(SMALL, adversarial_epsilon=0.0), Hyperparameters()]
)
def test_other_settings_on_the_same_folder_are_refused(
    data: Path, at_once: AtOnce, tmp_path: Path, other: Hyperparameters
) -> None:
    finished = at_once.copied(tmp_path / "finished")
    with pytest.raises(SystemExit, match=r"other settings.*--into"):
        train(data, finished, other)
    assert same(weights(finished), weights(at_once.folder))


@pytest.mark.usefixtures("small")
def test_a_run_can_begin_with_the_weights_of_another(data: Path, at_once: AtOnce, tmp_path: Path) -> None:
    earlier = at_once.folder / "network.pt"
    still = replace(SMALL, max_examples=16, learning_rate=0.0, weight_decay=0.0)
    train(data, tmp_path / "second", still, InitialFiles(initial_weights=earlier))
    assert same(weights(tmp_path / "second"), weights(at_once.folder))
    train(data, tmp_path / "afresh", still)
    assert not same(weights(tmp_path / "afresh"), weights(at_once.folder))
    card = json.loads((tmp_path / "second" / CARD).read_text(encoding="utf-8"))
    assert card["settings"]["initial_weights"] == hashlib.sha256(earlier.read_bytes()).hexdigest()
    assert card["begun_with"] == json.loads((at_once.folder / CARD).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("small")
def test_each_batch_is_learnt_as_it_is_and_made_harder(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[float] = []

    def kept(*arguments: Any) -> Tensor:
        found = loss(*arguments)
        lost.append(float(found.detach()))
        return found

    monkeypatch.setattr(run, "loss", kept)
    settings = replace(SMALL, max_examples=32, dropout=0.0, adversarial_epsilon=2.0)
    told = train(data, tmp_path / "both", settings)
    assert lost[::2] == pytest.approx(told)
    assert all(harder > plain for plain, harder in zip(lost[::2], lost[1::2], strict=True))
    lost.clear()
    train(data, tmp_path / "plain", replace(settings, adversarial_epsilon=0.0))
    assert len(lost) == len(told)
    assert not same(weights(tmp_path / "both"), weights(tmp_path / "plain"))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("missing", ["initial_weights", "hard_negatives"])
def test_a_file_that_is_absent_is_named(data: Path, tmp_path: Path, missing: str) -> None:
    with pytest.raises(SystemExit, match=r"nowhere.* is absent"):
        train(data, tmp_path / "run", SMALL, InitialFiles(**{missing: tmp_path / "nowhere"}))
    assert not (tmp_path / "run").exists()
