"""The reader's network computed by numpy in double precision from its file: what any processor should find.

The operations are those of BERT (Devlin et al. 2019) with the exact GELU.
"""

import math
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LAYERS, HEADS = 6, 12
EPSILON = 1e-12
"""Of layer normalisation, as MiniLM was trained."""


class ReferenceNetwork:
    """Computes start and end logits of one input, unbatched and without padding."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._matrix = cache(self._multiplied_out)

    @cached_property
    def _stored(self) -> dict[str, NDArray[np.generic]]:
        import onnx

        return {
            tensor.name: onnx.numpy_helper.to_array(tensor)
            for tensor in onnx.load(str(self._file)).graph.initializer
        }

    def logits(self, ids: list[int], kinds: list[int]) -> tuple[Floats, Floats]:
        """Return the logits of start and end, shape (tokens,) each."""
        states = self._normalised(
            self._vectors("word", ids)
            + self._vectors("position", [*range(len(ids))])
            + self._vectors("token_type", kinds),
            "bert.embeddings",
        )
        for number in range(LAYERS):
            layer = f"bert.encoder.layer.{number}"
            states = self._normalised(
                states + self._attended(states, f"{layer}.attention"), f"{layer}.attention.output"
            )
            wide = self._linear(states, f"{layer}.intermediate.dense")
            wide *= (1 + _erf(wide / math.sqrt(2))) / 2
            states = self._normalised(states + self._linear(wide, f"{layer}.output.dense"), f"{layer}.output")
        start, end = self._linear(states, "places").T
        return start, end

    def _attended(self, states: Floats, name: str) -> Floats:
        query, key, value = (
            self._linear(states, f"{name}.self.{part}").reshape(len(states), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1])
        likely = np.exp(scores - scores.max(-1, keepdims=True))
        likely /= likely.sum(-1, keepdims=True)
        mixed = (likely @ value).swapaxes(0, 1).reshape(len(states), -1)
        return self._linear(mixed, f"{name}.output.dense")

    def _linear(self, states: Floats, name: str) -> Floats:
        product: Floats = states @ self._matrix(name).T + self._vector(f"{name}.bias")
        return product

    def _normalised(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        moved: Floats = scaled * self._vector(f"{name}.LayerNorm.weight")
        return moved + self._vector(f"{name}.LayerNorm.bias")

    def _vectors(self, name: str, places: list[int]) -> Floats:
        """Return the embeddings at some places; the whole matrix would be a hundred megabytes."""
        packed, scales = (
            self._stored[f"bert.embeddings.{name}_embeddings.{part}"][places] for part in ("packed", "scales")
        )
        vectors: Floats = packed.astype(np.float64) * scales.astype(np.float64)
        return vectors

    def _multiplied_out(self, name: str) -> Floats:
        matrix: Floats = self._vector(f"{name}.packed") * self._vector(f"{name}.scales")
        return matrix

    def _vector(self, name: str) -> Floats:
        return self._stored[name].astype(np.float64)


def _erf(values: Floats) -> Floats:
    """Return the error function to 1.5e-7 (Abramowitz and Stegun 7.1.26): `math.erf` takes one at a time."""
    size = np.abs(values)
    share = 1 / (1 + 0.3275911 * size)
    series = np.zeros_like(values)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + factor) * share
    found: Floats = np.copysign(1 - series * np.exp(-(size**2)), values)
    return found
