import json
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch

from qa.conversation.term_classifier import NETWORK, TermClassifier
from tests.training.followups import conversations
from training.followups.examples import Rewrite, rewrites
from training.followups.export import export
from training.followups.network import TermNetwork
from training.followups.trainer import TermHyperparameters, train
from training.model_card import CARD

SETTINGS = TermHyperparameters(epochs=2, batch_size=4, learning_rate=1e-3, warm_up_steps=2, dropout=0.0)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> list[Rewrite]:
    return rewrites(conversations.write(tmp_path_factory.mktemp("data")), "mtrag")


@pytest.fixture(scope="module")
def trained(
    learnt: list[Rewrite], shallow_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[float]]:
    folder = tmp_path_factory.mktemp("trained")
    return folder, train(learnt, folder, SETTINGS, base=shallow_base)


def test_the_loss_falls(trained: tuple[Path, list[float]]) -> None:
    losses = trained[1]
    assert sum(losses[-4:]) < 0.7 * sum(losses[:4])


def test_the_card_tells_the_settings(trained: tuple[Path, list[float]]) -> None:
    card = json.loads((trained[0] / CARD).read_text(encoding="utf-8"))
    assert card["settings"]["seed"] == SETTINGS.seed
    assert card["steps"] == len(trained[1])


def test_what_is_exported_tells_what_was_learnt(
    trained: tuple[Path, list[float]], shallow_base: Path, tmp_path: Path, learnt: list[Rewrite]
) -> None:
    with warnings.catch_warnings():
        # What torch says of its own exporter is no news.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", module="torch|transformers")
        export(trained[0], tmp_path, shallow_base)
    told = TermClassifier(tmp_path).scores(learnt[0].question, learnt[0].turns)
    assert min(told.terms["ada"], told.terms["lind"]) > told.terms["built"]
    assert told.needs_completion > 0.5
    assert {file.name for file in tmp_path.iterdir()} == {NETWORK, CARD}


def test_a_network_begins_with_the_readers_encoder(
    trained: tuple[Path, list[float]], shallow_base: Path
) -> None:
    weights = torch.load(trained[0] / "network.pt", weights_only=True)
    pair = torch.stack((torch.ones(384), torch.zeros(384)))
    reader = {name: value for name, value in weights.items() if name.startswith("bert.")}
    reader["bert.embeddings.token_type_embeddings.weight"] = pair
    torch.save(reader, trained[0] / "reader.pt")
    network = TermNetwork(shallow_base)
    network.begin_with_reader(trained[0] / "reader.pt")
    name = "embeddings.word_embeddings.weight"
    assert torch.equal(network.bert.state_dict()[name], weights[f"bert.{name}"])
    types = network.bert.embeddings.token_type_embeddings.weight.detach().numpy()
    assert np.array_equal(types[:, 0], [1, 0, 0, 0, 0, 0])
