"""The weights in an exported reader, so that training can go on from what is shipped.

They are those of eight bits: each a little off what was trained. A few hundred steps mend that.
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Stored = dict[str, NDArray[Any]]


def weights_in(file: Path) -> dict[str, Tensor]:
    """Return the network's state in a run's `network.pt` or in an exported `reader.onnx`."""
    return restored(file) if file.suffix == ".onnx" else dict(torch.load(file, weights_only=True))


def restored(exported: Path) -> dict[str, Tensor]:
    """Return the state of the network that `qa.reader.training.export` wrote a file of, in float32."""
    import onnx

    graph = onnx.load(str(exported)).graph
    stored: Stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state: Stored = {
        name.replace(".layer.bias", ".bias"): value
        for name, value in stored.items()
        if name.endswith((".bias", "LayerNorm.weight"))
    }
    for name in stored:
        if name.endswith(".packed"):
            embedding = name.removesuffix(".packed")
            state[f"{embedding}.weight"] = stored[name] * stored[f"{embedding}.scales"]
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = ".".join(node.name.strip("/").split("/")[:-1]).removesuffix(".layer")
            state[f"{layer}.weight"] = _weights(stored, layer, node.input[1].removesuffix("_quantized"))
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}


def _weights(stored: Stored, layer: str, matrix: str) -> NDArray[np.float32]:
    """Return a layer's weights (outputs, inputs), the factors of its channels taken out again."""
    packed, zero = (stored[matrix + ending].astype(np.float32) for ending in ("_quantized", "_zero_point"))
    weights: NDArray[np.float32] = ((packed - zero) * stored[f"{matrix}_scale"]).T
    return weights * stored.get(f"{layer}.divided", np.float32(1))
