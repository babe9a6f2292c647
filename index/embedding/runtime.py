"""Runtimes of the networks: ONNX Runtime, ready in a tenth of a second, and OpenVINO for many texts."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Item = TypeVar("Item")
Result = TypeVar("Result")


_share: list[int] = []


def processors() -> int:
    """Return how many processors this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min([allowed, *_share])


def limit_processors(most: int) -> None:
    """Use at most this many processors from now on; a worker among others says so before it loads a model."""
    _share[:] = [max(1, most)]


@cache
def inference_threads() -> ThreadPoolExecutor:
    """Return the threads of inference, one a processor; a task in one must not wait for another task."""
    return ThreadPoolExecutor(processors(), thread_name_prefix="model")


def longest_first(
    work: Callable[[Item], Result], items: Sequence[Item], length: Callable[[Item], int]
) -> list[Result]:
    """Return the result of `work` for each item, in the items' order, computed on all processors.

    The longest items are begun first, so that no processor is left with one at the end.
    """
    order = sorted(range(len(items)), key=lambda place: -length(items[place]))
    made = inference_threads().map(work, (items[place] for place in order))
    return [result for _, result in sorted(zip(order, made, strict=True), key=lambda pair: pair[0])]


def loading_error(file: Path, error: Exception) -> ModelError:
    """Make the error for a model's file that cannot be loaded."""
    reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
    return ModelError(
        f"The model {file} cannot be loaded ({reason}). Delete that file and try again: what was made on "
        "this machine is made anew. If it came with the program, install that again."
    )


def onnx_runtime() -> ModuleType:
    """Import ONNX Runtime without its telemetry, which keeps an id of the user and reports every session."""
    # It is read once, when the first session of the process is made.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    module: ModuleType = onnxruntime
    return module


class OnnxSession:
    """A network in ONNX Runtime; any thread may run it.

    One run uses one processor: two runs at the same time are quicker than two in turn that each use both.
    """

    def __init__(self, file: Path) -> None:
        onnxruntime = onnx_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Users can do nothing about its warnings of a processor that it does not know.
        options.log_severity_level = 3
        # Fused, a layer's sum and norm take three times as long as one after the other.
        try:
            self._session = onnxruntime.InferenceSession(
                str(file),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:  # its errors have no root of their own
            raise loading_error(file, error) from error

    def run(self, inputs: dict[str, Integers]) -> list[Floats]:
        """Return the network's outputs, in their order."""
        outputs: list[Floats] = self._session.run(None, inputs)
        return outputs

    def run_all(self, batches: Sequence[dict[str, Integers]]) -> list[Floats]:
        """Return the network's first output for each batch, in their order, computed on all processors."""
        if len(batches) == 1:
            return self.run(batches[0])[:1]
        return [outputs[0] for outputs in inference_threads().map(self.run, batches)]


def _openvino() -> ModuleType:
    """Import OpenVINO without its telemetry, which reports every import over the network."""
    # A module that is None here cannot be imported: OpenVINO then takes a stub of its own.
    sys.modules.setdefault("openvino_telemetry", cast(ModuleType, None))
    import openvino

    module: ModuleType = openvino
    return module


def openvino_precision() -> str:
    """Return the precision of `OpenVinoModel` on this processor: "float32", "bfloat16" or "float16"."""
    # The plugin names the same precision as a compiled network would, at no cost.
    taken = _openvino().Core().get_property("CPU", "INFERENCE_PRECISION_HINT")
    return {"bf16": "bfloat16", "f16": "float16"}.get(taken.to_string(), "float32")


class OpenVinoModel:
    """A network in OpenVINO: it takes a second to load and computes in bf16 where the processor can.

    On two cores that have bf16 it embeds 120 texts of 186 tokens a second, ONNX Runtime 77, PyTorch 24; all
    vectors agree (cosine ≥ 0.9999).
    """

    def __init__(self, file: Path) -> None:
        openvino = _openvino()
        self._guard = threading.Lock()
        cores = processors()
        hints = {"NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}
        try:
            compiled = openvino.Core().compile_model(str(file), "CPU", hints)
        except RuntimeError as error:
            raise loading_error(file, error) from error
        # One batch a core is a sixth quicker than one batch on all.
        self._queue = openvino.AsyncInferQueue(compiled, cores)

    def run_all(self, batches: Sequence[dict[str, Integers]]) -> list[Floats]:
        """Return the model's first output for each batch, in their order."""
        outputs: dict[int, Floats] = {}

        def keep(request: Any, number: int) -> None:
            outputs[number] = np.array(request.get_output_tensor(0).data, dtype=np.float32)

        with self._guard:
            self._queue.set_callback(keep)
            for number, inputs in enumerate(batches):
                self._queue.start_async(inputs, number)
            self._queue.wait_all()
        return [outputs[number] for number in range(len(batches))]
