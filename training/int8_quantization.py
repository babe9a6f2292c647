"""Weight-only int8 quantization: the network's weights are stored in int8 and computed with in float32.

The file is a quarter of the size, and every processor computes the same: integer products of activations
saturate on processors without VNNI (`MatMulInteger` of ONNX Runtime there answered differently), and rounding
the activations costs five times as much exactness as rounding the weights.
"""

import torch
from torch import Tensor, nn

LARGEST = 127


def quantize_weights(network: nn.Module) -> None:
    """Replace all linear layers and embeddings of a network by ones whose weights are kept in int8.

    Each output channel, and each word's vector, has a scale of its own: with one for a whole matrix the small
    rows lose most of their digits.
    """
    for name, layer in list(network.named_children()):
        if isinstance(layer, nn.Linear):
            setattr(network, name, _QuantizedLinear(layer))
        elif isinstance(layer, nn.Embedding):
            setattr(network, name, _QuantizedEmbedding(layer))
        else:
            quantize_weights(layer)


def _quantized(weights: Tensor) -> tuple[Tensor, Tensor]:
    """Return int8 values and a float32 scale for each row, whose product is nearest to the weights."""
    scales = (weights.abs().amax(1, keepdim=True) / LARGEST).clamp(min=torch.finfo(torch.float32).tiny)
    return torch.round(weights / scales).to(torch.int8), scales


class _QuantizedLinear(nn.Module):
    """A linear layer; ONNX Runtime multiplies values and scales out once, when it loads the file."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        packed, scales = _quantized(layer.weight.detach())
        self.packed, self.scales = nn.Buffer(packed), nn.Buffer(scales)
        self.bias = layer.bias

    def forward(self, states: Tensor) -> Tensor:
        product: Tensor = states @ (self.packed.float() * self.scales).T
        return product + self.bias


class _QuantizedEmbedding(nn.Module):
    """An embedding; only the vectors that are looked up are multiplied out."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        packed, scales = _quantized(embedding.weight.detach())
        self.packed, self.scales = nn.Buffer(packed), nn.Buffer(scales)

    def forward(self, numbers: Tensor) -> Tensor:
        return self.packed[numbers].float() * self.scales[numbers]
