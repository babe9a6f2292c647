import gzip
import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from index.embedding.packaged_model import sha256
from qa.grounding.verifier import NETWORK, CrossEncoderVerifier
from tests.training.grounding.claims import write
from training.grounding import trainer
from training.grounding.evaluation import JUDGED, best_threshold, evaluate
from training.grounding.examples import IGNORED, pair_tokenizer, tensors
from training.grounding.export import export
from training.grounding.hyperparameters import VerifierHyperparameters
from training.grounding.labelled import SETS, labelled_examples
from training.grounding.network import VerifierNetwork
from training.grounding.trainer import train
from training.model_card import CARD

SMALL = VerifierHyperparameters(
    batch_size=6,
    steps=16,
    learning_rate=1e-3,
    warm_up_steps=2,
    decay_steps=8,
    frozen_layers=1,
    made=20,
    sets=("fever_symmetric", "wice_spans"),
)
ARTICLE = {
    "id": "1",
    "title": "",
    "text": "Bo Berg, the mayor of Aahus, opened 12 ferries to Havnia on Friday.",
}


@pytest.fixture(scope="module")
def claims(data: Path) -> Path:
    """A data folder that has articles and labelled claims, too."""
    for name in ("news/articles", "summaries/news", "attribution/train"):
        file = data / f"{name}.jsonl.gz"
        file.parent.mkdir(exist_ok=True)
        with gzip.open(file, "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(ARTICLE) + "\n")
    return write(data)


@pytest.fixture(scope="module")
def reader(shallow_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the encoder of a reader."""
    network = VerifierNetwork(shallow_base)
    file = tmp_path_factory.mktemp("reader") / "reader.pt"
    torch.save({name: value for name, value in network.state_dict().items() if "bert" in name}, file)
    return file


@pytest.fixture
def small(claims: Path, reader: Path, shallow_base: Path) -> Callable[[Path], list[float]]:
    """Train a small network into a folder."""
    return lambda folder: train(claims, folder, SMALL, reader, shallow_base)


@pytest.fixture(scope="module")
def trained(
    claims: Path, reader: Path, shallow_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[float]]:
    folder = tmp_path_factory.mktemp("trained")
    return folder, train(claims, folder, SMALL, reader, shallow_base)


@pytest.fixture(scope="module")
def exported(
    trained: tuple[Path, list[float]], shallow_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    with warnings.catch_warnings():
        # What torch says of its own exporter is no news.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", module="torch|transformers")
        export(trained[0], folder, shallow_base)
    return folder


def test_the_loss_falls(trained: tuple[Path, list[float]]) -> None:
    losses = trained[1]
    assert len(losses) == SMALL.steps
    assert sum(losses[-4:]) < 0.9 * sum(losses[:4])


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(
    trained: tuple[Path, list[float]],
    small: Callable[[Path], list[float]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left, step = 10, trainer._step

    def stopping(*arguments: object) -> float:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(trainer, "SAVE_EVERY", 7)
    with monkeypatch.context() as patch:
        patch.setattr(trainer, "_step", stopping)
        with pytest.raises(KeyboardInterrupt):
            small(tmp_path)
    assert len(small(tmp_path)) == SMALL.steps - 7
    whole, resumed = (
        torch.load(folder / "network.pt", weights_only=True) for folder in (trained[0], tmp_path)
    )
    for name, value in whole.items():
        torch.testing.assert_close(value, resumed[name], atol=1e-5, rtol=1e-4)


def test_the_first_layers_stay_as_the_reader_has_them(
    trained: tuple[Path, list[float]], reader: Path
) -> None:
    before, after = (torch.load(file, weights_only=True) for file in (reader, trained[0] / "network.pt"))
    layers = [f"bert.encoder.layer.{layer}.output.dense.weight" for layer in (0, 1)]
    assert [torch.equal(before[name], after[name]) for name in layers] == [True, False]


def test_the_card_tells_what_it_was_made_of(trained: tuple[Path, list[float]], reader: Path) -> None:
    card = json.loads((trained[0] / CARD).read_text(encoding="utf-8"))
    assert card["begun_with"] == {"reader": sha256(reader)}
    assert card["settings"]["steps"] == SMALL.steps
    assert card["examples"]["wice_spans"] > 0
    assert "wice" not in card["examples"]


def test_a_run_goes_on_from_the_weights_of_another(
    trained: tuple[Path, list[float]], claims: Path, shallow_base: Path, tmp_path: Path
) -> None:
    begun = trained[0] / "network.pt"
    train(claims, tmp_path, replace(SMALL, steps=1, learning_rate=0.0), begun, shallow_base)
    first, last = (torch.load(run, weights_only=True) for run in (begun, tmp_path / "network.pt"))
    assert torch.equal(
        first["bert.encoder.layer.1.output.dense.weight"], last["bert.encoder.layer.1.output.dense.weight"]
    )


def test_only_known_words_of_the_claim_are_labelled(claims: Path) -> None:
    (one, *_) = labelled_examples(claims, "wice_spans", learnt=True)
    inputs, labels, words = tensors(pair_tokenizer(), [one, replace(one, unsupported=None)])
    assert labels.tolist() == [0, 0]
    assert words[0].max() == 1
    assert set(words[0, 1:7].tolist()) == {0.0, 1.0}
    assert (words[1] == IGNORED).all()
    assert (words[0][inputs["token_type_ids"][0] == 1] == IGNORED).all()


def test_the_exported_file_says_what_the_network_says(
    trained: tuple[Path, list[float]], exported: Path, shallow_base: Path, claims: Path
) -> None:
    network = VerifierNetwork(shallow_base).eval()
    network.load_state_dict(torch.load(trained[0] / "network.pt", weights_only=True))
    every = list(labelled_examples(claims, "fever_symmetric", learnt=False))
    inputs, _, _ = tensors(pair_tokenizer(), every)
    with torch.no_grad():
        wanted = torch.sigmoid(network(**inputs)[0]).numpy()
    told = CrossEncoderVerifier(exported).scores([(one.claim, one.evidence) for one in every])
    assert np.abs(np.array(told) - wanted).max() < 0.1
    card = json.loads((exported / CARD).read_text(encoding="utf-8"))
    assert card["weights"] == sha256(exported / NETWORK)


def test_every_set_is_judged(exported: Path, claims: Path) -> None:
    figures = evaluate(claims, CrossEncoderVerifier(exported))
    assert set(figures) == set(JUDGED) < set(SETS)
    assert all(0 <= figure["auroc"] <= 1 for figure in figures.values())


def test_the_best_threshold_parts_right_from_wrong() -> None:
    assert best_threshold([0.1, 0.4, 0.6], [False, False, True]) == 0.6


def test_without_weights_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"training\.grounding"):
        export(tmp_path, tmp_path / "into")
