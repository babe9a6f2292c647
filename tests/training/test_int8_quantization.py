from pathlib import Path

import pytest
import torch
from torch import nn

from training.examples import examples
from training.int8_quantization import quantize_weights
from training.network import ReaderNetwork, encoded, training_tokenizer


@pytest.fixture
def network(tiny_base: Path) -> ReaderNetwork:
    torch.manual_seed(2)
    return ReaderNetwork(tiny_base).eval()


def test_it_says_what_it_said(network: ReaderNetwork, data: Path) -> None:
    inputs = encoded(training_tokenizer(), examples(data, 1)[:20])[0]
    with torch.no_grad():
        before = network(**inputs)
        quantize_weights(network)
        after = network(**inputs)
    assert float(before[0].std()) > 1e-3
    for one, other in zip(before, after, strict=True):
        torch.testing.assert_close(one, other, rtol=0.02, atol=0.02)


def test_every_weight_is_kept_in_eight_bits(network: ReaderNetwork) -> None:
    quantize_weights(network)
    assert not [layer for layer in network.modules() if isinstance(layer, nn.Linear | nn.Embedding)]
    stored = dict(network.named_buffers())
    packed = [name for name in stored if name.endswith(".packed")]
    assert len(packed) > 10
    assert all(stored[name].dtype == torch.int8 for name in packed)
    assert not [name for name, values in network.named_parameters() if values.dim() > 1]


ROWS = torch.tensor([[3e-4, -1e-4, 2e-4], [3e3, 1e3, -2e3], [0.0, 0.0, 0.0], [1.0, -127.0, 0.4]])
"""Small, large, none, and one that is far larger than those beside it."""


def test_each_row_of_a_matrix_is_kept_to_a_step_of_its_own() -> None:
    layer = nn.Linear(3, 4)
    words = nn.Embedding(4, 3)
    with torch.no_grad():
        layer.weight.copy_(ROWS)
        words.weight.copy_(ROWS)
    bias = layer.bias.detach().clone()
    quantized = nn.Sequential(layer, words)
    quantize_weights(quantized)
    with torch.no_grad():
        columns = quantized[0](torch.eye(3)) - bias
        vectors = quantized[1](torch.arange(4))
    assert columns.dtype == vectors.dtype == torch.float32
    half_a_step = ROWS.abs().amax(1, keepdim=True) / 127 / 2
    assert ((columns.T - ROWS).abs() <= half_a_step * 1.001 + 1e-6).all()
    assert ((vectors - ROWS).abs() <= half_a_step * 1.001).all()
