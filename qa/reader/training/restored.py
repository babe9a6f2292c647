"""The weights in an exported reader, so that training can go on from what is shipped.

They are those of eight bits: each a little off what was trained. A few hundred steps mend that.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor


def weights_in(file: Path) -> dict[str, Tensor]:
    """Return the network's state in a run's `network.pt` or in an exported `reader.onnx`."""
    return restored(file) if file.suffix == ".onnx" else dict(torch.load(file, weights_only=True))


def restored(exported: Path) -> dict[str, Tensor]:
    """Return the state of the network that `qa.reader.training.export` wrote a file of, in float32."""
    import onnx

    graph = onnx.load(str(exported)).graph
    stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: value for name, value in stored.items() if name.endswith((".bias", "LayerNorm.weight"))}
    for name, packed in stored.items():
        if name.endswith(".packed"):
            layer = name.removesuffix(".packed")
            state[f"{layer}.weight"] = packed * stored[f"{layer}.scales"]
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}
