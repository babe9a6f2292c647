"""Export of the packaged model to an ONNX file, made once in the user's cache folder.

PyTorch takes seconds to start and a gigabyte; the file is ready in a fraction of a second. Its weights are
float32: integer products of `MatMulNBits` differ from one kind of processor to another. `python -m
index.embedding.export FOLDER` makes it, in a process of its own, and checks it against sentence-transformers.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from index.embedding.embedder import Vectors
from index.embedding.onnx_embedder import MODEL_FILE, OnnxEmbedder
from index.embedding.packaged_model import (
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS_SHA256,
    check_weights,
    packaged_folder,
)
from index.embedding.runtime import onnx_runtime
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from index.errors import ModelError

VERSION = 3
"""Version of the export: each has a folder of its own in the cache."""

OPSET = 17
"""Version of the ONNX operator set."""

MIN_COSINE = 0.9999
"""Least cosine similarity of a file's vectors with those of sentence-transformers."""

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
"""Texts on which the file is checked: short, long, over the limit, in other scripts, and empty."""

DIFFERS = 3
"""Exit status of the exporting process where the vectors differ."""

SIZES_FILE = "sizes.json"
"""Name of the file that holds the exported file's size."""

HALF = ".half-"
"""Mark in the name of a temporary folder in which a file is made."""

ABANDONED_AFTER = 3600
"""Number of seconds after which a temporary folder belongs to a killed process."""

_log = logging.getLogger(__name__)


class VectorsDiffer(ModelError):
    """The exported file's vectors are not those of sentence-transformers."""


def exported_folder() -> Path:
    """Return the folder of the file; make it where it is not there yet, which takes about fifteen seconds.

    Raises:
        ModelError: it cannot be made or kept, or its vectors are not those of sentence-transformers.
    """
    folder = _cache_folder() / f"{DEFAULT_MODEL}-{DEFAULT_WEIGHTS_SHA256[:16]}-{VERSION}"
    unfit = folder.with_name(folder.name + ".unfit")
    try:
        if _is_whole(folder):
            return folder
        if unfit.is_file():
            raise ModelError(unfit.read_text(encoding="utf-8", errors="replace"))
        # At a level that is shown, to say why this takes so long.
        _log.warning("Preparing the embedding model, once; this takes about fifteen seconds.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=folder.name + HALF) as temporary:
            half = Path(temporary) / folder.name
            try:
                _make_in_a_process(half)
            except VectorsDiffer as error:
                # Making it again would give the same; whatever else went wrong may be mended by then.
                unfit.write_text(str(error), encoding="utf-8")
                raise
            (half / SIZES_FILE).write_text(json.dumps(_sizes(half)), encoding="utf-8")
            # Another process may have been quicker.
            if not _is_whole(folder):
                _remove(folder)
                half.replace(folder)
    except OSError as error:
        raise ModelError(f"Cannot write to {folder.parent} ({error.strerror or error}).") from error
    return folder


def _sizes(folder: Path) -> dict[str, int]:
    return {MODEL_FILE: (folder / MODEL_FILE).stat().st_size}


def _is_whole(folder: Path) -> bool:
    """Whether the file has its full size: a cleaner of caches or a power cut may leave a part."""
    try:
        return bool(json.loads((folder / SIZES_FILE).read_text(encoding="utf-8")) == _sizes(folder))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False


def _sweep(folder: Path) -> None:
    """Delete the folders of killed processes and of earlier versions."""
    earlier = f"{DEFAULT_MODEL}-{DEFAULT_WEIGHTS_SHA256[:16]}-"
    for path in folder.parent.glob(f"{earlier}*"):
        version, _, rest = path.name.removeprefix(earlier).partition(".")
        left = rest.startswith(HALF.lstrip(".")) and path.stat().st_mtime < time.time() - ABANDONED_AFTER
        if left or (version.isdecimal() and int(version) < VERSION):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def min_cosine(folder: Path) -> float:
    """Return the least cosine similarity of the file's vectors with those of sentence-transformers."""
    reference: Vectors = SentenceTransformerEmbedder().embed_passages(TEXTS)
    return float((OnnxEmbedder(folder).embed_passages(TEXTS) * reference).sum(axis=1).min())


def make(folder: Path) -> None:
    """Write the packaged model as ONNX, its graph simplified for any processor, and check it.

    Raises ModelError where the weights are not the official ones, VectorsDiffer where the vectors differ.
    """
    check_weights()
    folder.mkdir()
    with warnings.catch_warnings():
        # The exporter's warnings are for its developers.
        warnings.simplefilter("ignore")
        plain = folder / "plain"
        _write_plain(plain)
        _simplify(plain, folder / MODEL_FILE)
        plain.unlink()
    cosine = min_cosine(folder)
    if cosine < MIN_COSINE:
        raise VectorsDiffer(f"Its vectors differ from those of sentence-transformers (cosine {cosine:.5f}).")


def _simplify(plain: Path, file: Path) -> None:
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(file)
    onnxruntime.InferenceSession(str(plain), options, providers=["CPUExecutionProvider"])


def _make_in_a_process(folder: Path) -> None:
    """Make the file in another process, which takes PyTorch's memory with it. Raises what `make` raises."""
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        # With -P, so that no file of the current folder is imported.
        [sys.executable, "-P", "-m", "index.embedding.export", str(folder)],
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
        """MiniLM with mean pooling and normalisation, as the package's modules do it."""

        def __init__(self) -> None:
            super().__init__()
            # The fused attention cannot be exported to ONNX.
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

    network = MeanPooled().eval()
    example = torch.ones(2, 16, dtype=torch.long)
    tokens = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        network,
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
