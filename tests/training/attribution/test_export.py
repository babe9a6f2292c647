import json
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch

from index.embedding.packaged_model import sha256
from qa.attribution.model import TaggerModel
from training.attribution import export
from training.attribution.hyperparameters import TaggerHyperparameters
from training.attribution.network import AttributionNetwork
from training.attribution.trainer import train
from training.model_card import CARD

TEXT = "“The ice is thin,” said Bo Berg.\n\nAnn Lee denied it."
LARGEST_CHANGE = 0.1
"""Of a logit by storing the weights in int8."""


@pytest.fixture(scope="module")
def trained(tiny: None, corpus: Path, reader: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train(corpus, folder, TaggerHyperparameters(batch_size=4, steps=4, held_out=20), reader)
    return folder


@pytest.fixture(scope="module")
def exported(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", module="torch|transformers")
        export.export(trained, folder)
    return folder


def test_the_exported_file_says_what_the_network_says(trained: Path, exported: Path, tiny_base: Path) -> None:
    network = AttributionNetwork(tiny_base).eval()
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    model = TaggerModel(exported)
    (pieces,) = model.pieces(TEXT)
    ids = torch.tensor([[101, *pieces.ids.tolist(), 102]])
    types = torch.tensor([[0, *pieces.types.tolist(), 0]])
    with torch.no_grad():
        tags, cues, sources = (
            output[0].numpy()
            for output in network(input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=types)
        )
    logits = model.logits(pieces)
    for told, wanted in (
        (logits.tags, tags[1:-1]),
        (logits.cues, cues[1:-1, :-1]),
        (logits.sources, sources[1:-1, :-1]),
    ):
        assert told.shape == wanted.shape
        assert np.abs(told - wanted).max() < LARGEST_CHANGE


def test_the_card_names_the_exported_weights(exported: Path) -> None:
    card = json.loads((exported / CARD).read_text(encoding="utf-8"))
    assert card["weights"] == sha256(exported / "tagger.onnx")


def test_without_weights_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"training\.attribution"):
        export.export(tmp_path, tmp_path / "into")
