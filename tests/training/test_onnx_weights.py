from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from qa.reader.model import ReaderModel
from tests.training.conftest import Trained
from training.network import ReaderNetwork
from training.onnx_weights import dequantized_weights


def test_every_weight_is_what_it_was_but_for_rounding(trained: Trained, exported: Path) -> None:
    wanted = torch.load(trained.folder / "network.pt", weights_only=True)
    found = dequantized_weights(exported / "reader.onnx")
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        assert (found[name] - value).norm() <= 0.05 * value.norm() + 1e-6, name


def test_the_network_of_the_shipped_file_says_what_the_file_says() -> None:
    shipped = ReaderModel()
    network = ReaderNetwork(packaged_folder()).eval()
    network.load_state_dict(dequantized_weights(shipped.file))
    passage = "The lighthouse on Gull Rock was designed by Tilda Moberg. Its tower is 41 metres high."
    encoded, (start, end, _) = shipped.outputs("Who designed the lighthouse?", "", passage)
    words, kinds = torch.tensor([encoded.ids]), torch.tensor([encoded.type_ids])
    with torch.no_grad():
        given = network(words, torch.ones_like(words), kinds)
    for wanted, found in ((start, given[0][0]), (end, given[1][0])):
        torch.testing.assert_close(found, torch.from_numpy(wanted), rtol=0, atol=1e-3)
