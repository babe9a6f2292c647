from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from qa.reader.training.eight_bits import make_ready
from qa.reader.training.example import Example
from qa.reader.training.examples import examples
from qa.reader.training.network import ReaderNetwork, encoded, training_tokenizer


@pytest.fixture(scope="module")
def shown(data: Path) -> list[Example]:
    return examples(data, 1)[:20]


@pytest.fixture
def network(tiny_base: Path) -> ReaderNetwork:
    """A network one of whose channels is far larger than the others, as in any that was trained."""
    torch.manual_seed(2)
    network = ReaderNetwork(tiny_base).eval()
    with torch.no_grad():
        for name, weights in network.named_parameters():
            if name.endswith("output.LayerNorm.bias"):
                weights[3] = 5
    return network


def read(network: ReaderNetwork, some: list[Example]) -> tuple[tuple[Tensor, ...], list[Tensor]]:
    """What the network says, and what goes into its layers of the encoder."""
    inputs: list[Tensor] = []
    layers = [layer for layer in network.bert.encoder.modules() if isinstance(layer, nn.Linear)]
    hooks = [layer.register_forward_pre_hook(lambda _, given: inputs.append(given[0])) for layer in layers]
    with torch.no_grad():
        found: tuple[Tensor, ...] = network(**encoded(training_tokenizer(), some)[0])
    for hook in hooks:
        hook.remove()
    return found, inputs


def peaks(inputs: list[Tensor]) -> list[float]:
    """How much larger the largest channel is than the middle one, for each layer."""
    sizes = [states.abs().flatten(0, -2).amax(0) for states in inputs]
    return [float(size.max() / size.median()) for size in sizes]


def test_it_says_what_it_said(network: ReaderNetwork, shown: list[Example]) -> None:
    before, _ = read(network, shown)
    make_ready(network, training_tokenizer(), shown)
    assert float(before[0].std()) > 1e-3
    for one, other in zip(before, read(network, shown)[0], strict=True):
        torch.testing.assert_close(one, other, rtol=0.02, atol=0.02)


def test_no_channel_stands_out(network: ReaderNetwork, shown: list[Example]) -> None:
    _, before = read(network, shown)
    make_ready(network, training_tokenizer(), shown)
    _, after = read(network, shown)
    assert len(before) == len(after)
    high = [number for number, peak in enumerate(peaks(before)) if peak > 3]
    assert len(high) >= 4
    assert all(peaks(after)[number] < 0.7 * peaks(before)[number] for number in high)


def test_each_word_keeps_its_vector_to_a_step_of_its_own(
    network: ReaderNetwork, shown: list[Example]
) -> None:
    words: nn.Embedding = network.bert.embeddings.word_embeddings
    with torch.no_grad():
        words.weight[7] *= 1e-3
        words.weight[8] *= 1e3
        words.weight[9] = 0
    exact = words.weight.detach().clone()
    make_ready(network, training_tokenizer(), shown)
    packed = network.bert.embeddings.word_embeddings(torch.tensor([7, 8, 9]))
    for number, found in zip((7, 8, 9), packed, strict=True):
        step = float(exact[number].abs().max()) / 127
        assert np.abs((found - exact[number]).numpy()).max() <= step / 2 * 1.001
