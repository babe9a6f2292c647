import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from index.embedding.packaged_model import sha256
from training.attribution import trainer
from training.attribution.hyperparameters import TaggerHyperparameters
from training.attribution.trainer import train
from training.model_card import CARD

SMALL = TaggerHyperparameters(batch_size=4, steps=12, warm_up_steps=2, decay_steps=6, held_out=20)


@pytest.fixture(scope="module")
def at_once(tiny: None, corpus: Path, reader: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that nothing stopped."""
    folder = tmp_path_factory.mktemp("at once")
    losses = train(corpus, folder, replace(SMALL, learning_rate=2e-3), reader)
    assert len(losses) == SMALL.steps
    assert losses[-1] < 0.75 * losses[0]
    return folder


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(
    at_once: Path, corpus: Path, reader: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(SMALL, learning_rate=2e-3)
    left = 6
    step = trainer._step

    def stopping(*arguments: object) -> float:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return step(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(trainer, "_step", stopping)
        with pytest.raises(KeyboardInterrupt):
            train(corpus, tmp_path, settings, reader)
    assert len(train(corpus, tmp_path, settings, reader)) == 8
    whole, resumed = (torch.load(folder / "network.pt", weights_only=True) for folder in (at_once, tmp_path))
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], atol=1e-5, rtol=1e-4)


def test_another_runs_folder_is_refused(at_once: Path, corpus: Path, reader: Path) -> None:
    with pytest.raises(SystemExit, match="other settings"):
        train(corpus, at_once, SMALL, reader)


def test_the_words_of_the_encoder_stay_as_the_reader_learned_them(at_once: Path, reader: Path) -> None:
    name = "bert.embeddings.word_embeddings.weight"
    first, last = (torch.load(file, weights_only=True)[name] for file in (reader, at_once / "network.pt"))
    assert torch.equal(first, last)


def test_the_card_tells_what_it_was_made_of(at_once: Path, corpus: Path, reader: Path) -> None:
    card = json.loads((at_once / CARD).read_text(encoding="utf-8"))
    assert card["settings"]["steps"] == SMALL.steps
    assert card["articles"] == 57
    assert card["data"] == {"train.jsonl.gz": sha256(corpus)}
    assert card["begun_with"] == {}  # a run that has no card
    assert set(card["code"]) >= {"network.py", "trainer.py"}


def test_the_learning_rate_rises_stays_and_falls_to_nothing() -> None:
    rates = [SMALL.rate(step) for step in range(SMALL.steps + 1)]
    assert rates[:3] == [0.5, 1, 1]
    assert rates[6:] == pytest.approx([1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0])


def test_a_run_can_go_on_from_the_weights_of_another(at_once: Path, corpus: Path, tmp_path: Path) -> None:
    settings = replace(SMALL, steps=2, trains_words=True)
    (loss, _) = train(corpus, tmp_path, settings, at_once / "network.pt")
    assert loss < 2.5
    name = "bert.embeddings.word_embeddings.weight"
    first, last = (torch.load(run / "network.pt", weights_only=True)[name] for run in (at_once, tmp_path))
    assert not torch.equal(first, last)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    assert card["begun_with"] == json.loads((at_once / CARD).read_text(encoding="utf-8"))
