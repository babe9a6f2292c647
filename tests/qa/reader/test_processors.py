"""The same answer on every processor: the networks compute in floating point only, as numpy does."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from index.embedding.export import exported_folder
from index.embedding.onnx_embedder import MODEL_FILE
from index.embedding.runtime import onnx_runtime
from index.library import Library
from qa.assistant import Assistant
from qa.query import PASSAGES_FOUND
from qa.reader import SpanReader
from qa.reader.model import SHIPPED, ReaderModel
from tests.qa.fakes import ListReader
from tests.qa.reader.reference import ReferenceNetwork

Integers = NDArray[np.int64]

LARGEST_DIFFERENCE = 1e-3
"""Of a logit of two processors: float32 has seven digits, of which some are lost in six layers."""

LARGEST_CHANGE = 0.02
"""Of a confidence."""

DIFFERS = re.compile(r"Integer|NBits|^Q|(?<!De)[Qq]uantize")
"""What rounds activations, or multiplies in integers, has one of these in its name."""

TELLS = "The lighthouse was designed by Tilda Moberg, and its tower is 41 metres high. "


class ByReference(ReaderModel):
    """The shipped reader; numpy computes what its network says."""

    def __init__(self, shipped: ReaderModel, reference: ReferenceNetwork) -> None:
        super().__init__()
        self._shipped = shipped
        self._reference = reference

    def outputs(self, question: str, title: str, text: str) -> tuple[Any, list[NDArray[np.float32]]]:
        encoded, (*_, answers) = self._shipped.outputs(question, title, text)
        start, end = self._reference.logits(encoded.ids, encoded.type_ids)
        return encoded, [start.astype(np.float32), end.astype(np.float32), answers]


@pytest.fixture(scope="module")
def reference(shipped: ReaderModel) -> ReferenceNetwork:
    return ReferenceNetwork(shipped.file)


@pytest.fixture(scope="module")
def by_reference(shipped: ReaderModel, reference: ReferenceNetwork) -> ByReference:
    return ByReference(shipped, reference)


def operators(file: Path) -> set[str]:
    return {node.op_type for node in onnx.load(str(file)).graph.node}


def optimised(file: Path, into: Path) -> Path:
    """The graph as ONNX Runtime runs it, its operators fused and replaced for this processor."""
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(into / "optimised.onnx")
    onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return into / "optimised.onnx"


@pytest.mark.parametrize("network", ["reader", "embedder"])
def test_the_networks_have_no_integer_products_and_round_no_activations(network: str, tmp_path: Path) -> None:
    file = SHIPPED / "reader.onnx" if network == "reader" else exported_folder() / MODEL_FILE
    for found in (operators(file), operators(optimised(file, tmp_path))):
        assert any("MatMul" in operator for operator in found)
        assert not [operator for operator in found if DIFFERS.search(operator)]


@pytest.mark.parametrize(
    "operator",
    [
        *("MatMulInteger", "MatMulIntegerToFloat", "MatMulNBits", "ConvInteger", "QLinearMatMul", "QGemm"),
        *("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "QuantizeLinear", "QAttention"),
    ],
)
def test_operators_that_differ_are_told_by_their_names(operator: str) -> None:
    assert DIFFERS.search(operator)
    for same in ("MatMul", "FusedMatMul", "Gemm", "Cast", "DequantizeLinear", "LayerNormalization", "Gelu"):
        assert not DIFFERS.search(same)


@pytest.mark.parametrize(
    ("question", "title", "text"),
    [
        ("Who?", "", ""),
        ("Who designed it?", "", TELLS),
        ("How high is the tower of the lighthouse?", "Gull Rock", TELLS * 3),
        ("?" * 40, "Ünïcödé", "水は生命だ。 😀 naïve café, 1887 " * 4),
        ("Why was the harbour shut, and who told the crews?", "A storm", "It rained; " + TELLS * 8),
    ],
)
def test_its_logits_are_those_of_double_precision(
    shipped: ReaderModel, reference: ReferenceNetwork, question: str, title: str, text: str
) -> None:
    encoded, (start, end, _) = shipped.outputs(question, title, text)
    wanted = reference.logits(encoded.ids, encoded.type_ids)
    for found, exact in zip((start, end), wanted, strict=True):
        assert np.ptp(exact) > 1
        np.testing.assert_allclose(found, exact, rtol=0, atol=LARGEST_DIFFERENCE)


@pytest.mark.parametrize(
    "question",
    [
        "What did North Korea reportedly ship to Russia?",
        "Who visited Pyongyang in July?",
        "Who won the chess championship in Reykjavik?",
    ],
)
def test_its_answers_are_those_of_double_precision(
    shipped: ReaderModel, by_reference: ByReference, seed_library: Library, question: str
) -> None:
    hits = Assistant(seed_library, ListReader()).search(question, PASSAGES_FOUND)
    found, exact = (SpanReader(model).read(question, hits)[0] for model in (shipped, by_reference))
    assert found.quote == exact.quote
    assert found.answer == exact.answer
    assert found.confidence == pytest.approx(exact.confidence, abs=LARGEST_CHANGE)


def saturating(states: Integers, weights: Integers) -> int:
    """The product of bytes as AVX2 has it (`vpmaddubsw`): pairs are added in int16, and cut off there."""
    pairs = (states * weights).reshape(-1, 2).sum(axis=1)
    return int(pairs.clip(-(2**15), 2**15 - 1).sum())


def rounded(values: Sequence[float], largest: int) -> tuple[Integers, float]:
    """Values as integers up to the largest, and the scale they are multiplied with again."""
    scale = max(abs(value) for value in values) / largest
    return np.round(np.array(values) / scale).astype(np.int64), scale


def test_a_product_of_bytes_would_depend_on_the_processor() -> None:
    states, weights = [1.9, 2.0, 0.1, 0.3, 1.8, 1.7], [0.95, 1.0, -0.2, 0.1, -0.1, 0.3]
    exact = float(np.dot(states, weights))
    (whole_states, state_scale), (whole_weights, weight_scale) = rounded(states, 255), rounded(weights, 127)
    scale = state_scale * weight_scale
    # With VNNI the sums have 32 bits.
    assert int(whole_states @ whole_weights) * scale == pytest.approx(exact, rel=0.01)
    assert saturating(whole_states, whole_weights) * scale < 0.7 * exact
    # Float32 in another order, with other registers: the same but for the last digits.
    forwards, backwards = (
        float(np.dot(*(np.array(values[::step], dtype=np.float32) for values in (states, weights))))
        for step in (1, -1)
    )
    assert forwards == pytest.approx(exact, rel=1e-6)
    assert backwards == pytest.approx(exact, rel=1e-6)
