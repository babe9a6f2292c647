"""The packaged model as one ONNX file, made once in the user's cache folder.

PyTorch takes seconds to start and a gigabyte; the file is ready in a fraction of a second. `python -m
index.exported FILE` makes it, in a process of its own, and checks it against sentence-transformers.
"""

import logging
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from index.embedder import Vectors
from index.errors import ModelError
from index.onnx_embedder import OnnxEmbedder
from index.packaged_model import DEFAULT_MODEL, DEFAULT_WEIGHTS_SHA256, check_weights, packaged_folder
from index.sentence_embedder import SentenceTransformerEmbedder

VERSION = 1
"""Of how the file is made."""

OPSET = 17

LEAST_COSINE = 0.9999
"""Of any text's vector with that of sentence-transformers; else the file is not used."""

TEXTS = (
    "Who?",
    "What did the minister announce last month?",
    "The lake rose by 2.5 metres in 1998, according to the survey.",
    "“Never,” she said; “not in a hundred years.”",
    "Вода — это жизнь. 물은 생명이다. 水就是生命。 الماء حياة.",
    "Ünïcödé, naïve café, 😀 and\ttabs\nand lines.",
    "The committee met in the old town hall and spoke of bridges, ferries and the price of fish. " * 3,
    "A report of many pages on rivers, harbours, wages, elections and weather in the northern provinces. "
    * 12,
    "word " * 400,
    "",
)
"""Short, long, over the limit, of other scripts, and nothing: what the file is checked on."""

DIFFERS = 3
"""Exit status of the process that makes the file, where its vectors are not the same."""

_log = logging.getLogger(__name__)


class VectorsDiffer(ModelError):
    """The file was made, and its vectors are not those of sentence-transformers."""


def exported() -> Path:
    """Return the file; make it where it is not there yet, which takes about ten seconds.

    Raises:
        ModelError: it cannot be made or kept, or its vectors are not those of sentence-transformers.
    """
    file = _cache_folder() / f"{DEFAULT_MODEL}-{DEFAULT_WEIGHTS_SHA256[:16]}-{VERSION}.onnx"
    unfit = file.with_suffix(".unfit")
    if file.is_file():
        return file
    if unfit.is_file():
        raise ModelError(unfit.read_text(encoding="utf-8", errors="replace"))
    # At a level that is shown: nobody likes to wait and not know why.
    _log.warning("Preparing the embedding model, once; this takes about ten seconds.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            half = Path(folder) / file.name
            try:
                _make_in_a_process(half)
            except VectorsDiffer as error:
                # Making it again would give the same; whatever else went wrong may be mended by then.
                unfit.write_text(str(error), encoding="utf-8")
                raise
            # Whole or not at all, also where two processes make it at once.
            half.replace(file)
    except OSError as error:
        raise ModelError(f"Cannot write to {file.parent} ({error.strerror or error}).") from error
    return file


def least_cosine(file: Path) -> float:
    """Return how well the file's vectors agree with those of sentence-transformers where they agree least."""
    from_file: Vectors = OnnxEmbedder(file).embed_passages(TEXTS)
    reference: Vectors = SentenceTransformerEmbedder().embed_passages(TEXTS)
    return float((from_file * reference).sum(axis=1).min())


def make(file: Path) -> None:
    """Write the packaged model as ONNX, its graph simplified for any processor, and check it.

    Raises ModelError where the weights are not the official ones, VectorsDiffer where the vectors differ.
    """
    import onnxruntime

    check_weights()
    plain = file.with_suffix(".plain")
    with warnings.catch_warnings():
        # The exporter tells its makers what they know.
        warnings.simplefilter("ignore")
        _write_plain(plain)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(file)
    onnxruntime.InferenceSession(str(plain), options, providers=["CPUExecutionProvider"])
    plain.unlink()
    cosine = least_cosine(file)
    if cosine < LEAST_COSINE:
        raise VectorsDiffer(f"Its vectors differ from those of sentence-transformers (cosine {cosine:.5f}).")


def _make_in_a_process(file: Path) -> None:
    """Make the file in another process, which takes PyTorch's memory with it. Raises what `make` raises."""
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-m", "index.exported", str(file)],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"Its export ended with status {done.returncode}."]
        raise (VectorsDiffer if done.returncode == DIFFERS else ModelError)(said[-1][:300])


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("article-qa", appauthor=False)


def _write_plain(file: Path) -> None:
    import torch
    from torch import Tensor, nn
    from transformers import BertModel

    class MeanPooled(nn.Module):
        """MiniLM, the mean of its tokens' states, and that at unit length: what the package's modules do."""

        def __init__(self) -> None:
            super().__init__()
            # The fused attention has no ONNX form.
            self.bert = BertModel.from_pretrained(
                str(packaged_folder()),
                local_files_only=True,
                add_pooling_layer=False,
                attn_implementation="eager",
            )

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            kinds = torch.zeros_like(input_ids)
            states = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=kinds
            ).last_hidden_state
            shown = attention_mask.unsqueeze(-1).to(states.dtype)
            return nn.functional.normalize((states * shown).sum(1) / shown.sum(1), dim=1)

    example = torch.ones(2, 16, dtype=torch.long)
    tokens = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        MeanPooled().eval(),
        (example, example),
        str(file),
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors"],
        dynamic_axes={"input_ids": tokens, "attention_mask": tokens, "vectors": {0: "texts"}},
        dynamo=False,
        opset_version=OPSET,
    )


if __name__ == "__main__":
    try:
        make(Path(sys.argv[1]))
    except ModelError as failure:
        sys.stderr.write(f"{failure}\n")
        sys.exit(DIFFERS if isinstance(failure, VectorsDiffer) else 1)
