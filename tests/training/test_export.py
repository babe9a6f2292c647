import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from qa.reader.excerpts import Excerpt
from qa.reader.model import ReaderModel
from tests.training.conftest import Trained
from training.examples import examples
from training.model_card import CARD
from training.network import ReaderNetwork
from training.weight_averaging import average

Logits = list[NDArray[np.float32]]
Asked = tuple[str, str, str]

LARGEST_CHANGE, MEAN_CHANGE = 0.3, 0.03
"""Of a logit by storing the weights in int8."""


@pytest.fixture(scope="module")
def asked(data: Path) -> list[Asked]:
    """Questions with titles and passages of different lengths."""
    some = [(one.question, one.title, one.passage) for one in examples(data, 1)[-12:]]
    return [*some, ("Who?", "", ""), ("Who?", "News", "Ann sells apples. " * 80)]


@pytest.fixture(scope="module")
def network(trained: Trained, shallow_base: Path) -> ReaderNetwork:
    network = ReaderNetwork(shallow_base).eval()
    network.load_state_dict(torch.load(trained.folder / "network.pt", weights_only=True))
    return network


def computed(network: ReaderNetwork, model: ReaderModel, one: Asked) -> Logits:
    """What the network says of the tokens that the model reads."""
    encoded, _ = model.outputs(*one)
    rows = encoded.ids, encoded.attention_mask, encoded.type_ids
    with torch.no_grad():
        return [output[0].numpy() for output in network(*(torch.tensor([row]) for row in rows))]


def largest_difference(first: Logits, second: Logits) -> float:
    assert [one.shape for one in first] == [other.shape for other in second]
    return max(float(np.abs(one - other).max()) for one, other in zip(first, second, strict=True))


def mean_error(model: ReaderModel, wanted: list[Logits], asked: list[Asked]) -> float:
    """The mean distance of what a model says of start and end from what is wanted."""
    differences = [
        np.abs(one - other)
        for places, question in zip(wanted, asked, strict=True)
        for one, other in zip(model.outputs(*question)[1][:2], places[:2], strict=True)
    ]
    return float(np.concatenate(differences).mean())


def test_float32_computes_what_the_network_computes(
    network: ReaderNetwork, exact_folder: Path, asked: list[Asked]
) -> None:
    model = ReaderModel(exact_folder)
    for one in asked:
        assert largest_difference(model.outputs(*one)[1], computed(network, model, one)) < 1e-3


def test_int8_stays_near(exact_folder: Path, exported: Path, asked: list[Asked]) -> None:
    exact, small = ReaderModel(exact_folder), ReaderModel(exported)
    for one in asked:
        logits, wanted = small.outputs(*one)[1], exact.outputs(*one)[1]
        assert largest_difference(logits, wanted) < LARGEST_CHANGE
        for some, others in zip(logits, wanted, strict=True):
            assert np.abs(some - others).mean() < MEAN_CHANGE or some.ndim == 0


def test_it_stays_nearer_than_with_rounded_activations(
    exact_folder: Path, exported: Path, asked: list[Asked], tmp_path: Path
) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        exact_folder / "reader.onnx", tmp_path / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True
    )
    shutil.copyfile(exact_folder / "tokenizer.json", tmp_path / "tokenizer.json")
    exact, small, dynamic = (ReaderModel(folder) for folder in (exact_folder, exported, tmp_path))
    wanted = [exact.outputs(*one)[1] for one in asked]
    assert mean_error(small, wanted, asked) < 0.8 * mean_error(dynamic, wanted, asked)


def test_what_is_shipped_is_small_and_is_read(exported: Path, asked: list[Asked]) -> None:
    assert {path.name for path in exported.iterdir()} == {"reader.onnx", "tokenizer.json", CARD}
    assert (exported / "reader.onnx").stat().st_size < 30_000_000
    model = ReaderModel(exported)
    for question, title, text in asked:
        (spans,) = model.read(question, [Excerpt.whole(title, text)])
        assert bool(spans) == bool(text)


def test_the_card_goes_along(trained: Trained, exported: Path) -> None:
    assert (exported / CARD).read_bytes() == (trained.folder / CARD).read_bytes()


def test_what_is_shipped_is_averaged_as_its_run_is(trained: Trained, exported: Path, tmp_path: Path) -> None:
    average(exported, trained.folder, tmp_path, 0.5)
    mean, run = (
        torch.load(folder / "network.pt", weights_only=True) for folder in (tmp_path, trained.folder)
    )
    assert mean.keys() == run.keys()
    assert all((mean[name] - run[name]).norm() <= 0.05 * run[name].norm() + 1e-6 for name in run)
