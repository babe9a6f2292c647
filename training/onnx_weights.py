"""Weights of an exported reader, dequantized so that training can go on from the shipped file.

Each is off by its rounding to int8; a few hundred steps mend that.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor


def load_weights(file: Path) -> dict[str, Tensor]:
    """Return the state dict in a run's `network.pt` or in an exported `reader.onnx`."""
    return dequantized_weights(file) if file.suffix == ".onnx" else dict(torch.load(file, weights_only=True))


def dequantized_weights(exported: Path) -> dict[str, Tensor]:
    """Return the float32 state dict of the network that `training.export` wrote to a file."""
    import onnx

    graph = onnx.load(str(exported)).graph
    stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: value for name, value in stored.items() if name.endswith((".bias", "LayerNorm.weight"))}
    for name, packed in stored.items():
        if name.endswith(".packed"):
            layer = name.removesuffix(".packed")
            state[f"{layer}.weight"] = packed * stored[f"{layer}.scales"]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}
