"""Export a trained reader: `python -m qa.reader.training.export DATA [FOLDER [INTO]]`.

Writes its weights as ONNX, in int8, which is dynamic and per channel: a quarter of the size, quicker, and
nearly as exact as float32 where the network is made ready for it.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.packaged_model import packaged_folder
from index.passages import LONGEST_PASSAGE
from qa.reader.model import SHIPPED
from qa.reader.training.card import CARD
from qa.reader.training.eight_bits import make_ready
from qa.reader.training.example import Example
from qa.reader.training.network import ReaderNetwork, training_tokenizer
from qa.reader.training.rows import trained_on

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start", "end", "answers"]
OPSET = 17


SHOWN = 96
"""Passages that show how large the network's channels get."""


def export(data: Path, trained: Path, into: Path = SHIPPED) -> None:
    """Write `reader.onnx` (int8) and `tokenizer.json` of the weights in `trained/network.pt`.

    Args:
        data: the folder that the reader was trained on; passages of it show how large its channels get.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network = _network(trained)
    make_ready(network, training_tokenizer(), _shown(data))
    into.mkdir(parents=True, exist_ok=True)
    ready = into / "reader-ready.onnx"
    _write(network, ready)
    quantize_dynamic(
        ready,
        into / "reader.onnx",
        op_types_to_quantize=["MatMul", "Gemm"],
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    ready.unlink()
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.save(str(into / "tokenizer.json"), pretty=False)
    if (trained / CARD).is_file():
        shutil.copyfile(trained / CARD, into / CARD)


def write_exact(trained: Path, path: Path) -> None:
    """Write the weights in float32: what the network computes, to the last digits."""
    _write(_network(trained), path)


def _network(trained: Path) -> ReaderNetwork:
    if not (trained / "network.pt").is_file():
        raise SystemExit(f"No trained weights in {trained}. Run `python -m qa.reader.train DATA` first.")
    # An attention of our own has no ONNX form.
    network = ReaderNetwork(packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    return network


def _shown(data: Path) -> list[Example]:
    known = trained_on(data, "squad2")
    return [
        Example(row["question"], row["title"], row["context"][:LONGEST_PASSAGE], None)
        for row in known[:: max(1, len(known) // SHOWN)]
    ]


def _write(network: ReaderNetwork, path: Path) -> None:
    example = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        network,
        (example, example, example),
        str(path),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: {0: "passages", 1: "tokens"} for name in (*INPUTS, *OUTPUTS[:2])}
        | {"answers": {0: "passages"}},
        dynamo=False,
        opset_version=OPSET,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m qa.reader.training.export", description="Export a reader."
    )
    parser.add_argument("data", type=Path, help="the folder that it was trained on")
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/reader"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.data, given.trained, given.into)


if __name__ == "__main__":
    main()
