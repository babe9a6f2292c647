"""Export a trained reader: `python -m training.export [FOLDER [INTO]]`.

Writes its weights as ONNX: stored in int8, a quarter of the size, and computed with in float32.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from qa.reader.model import SHIPPED
from training.int8_quantization import quantize_weights
from training.model_card import CARD
from training.network import ReaderNetwork
from training.onnx_export import TEXTS, TOKENS, write_onnx

OUTPUTS = {"start": TOKENS, "end": TOKENS, "answers": TEXTS}


def export(trained: Path, into: Path = SHIPPED) -> None:
    """Write `reader.onnx` and `tokenizer.json` of the weights in `trained/network.pt`."""
    network = load_network(trained)
    quantize_weights(network)
    into.mkdir(parents=True, exist_ok=True)
    write_onnx(network, into / "reader.onnx", OUTPUTS)
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.save(str(into / "tokenizer.json"), pretty=False)
    if (trained / CARD).is_file():
        shutil.copyfile(trained / CARD, into / CARD)


def load_network(trained: Path) -> ReaderNetwork:
    """Return the network with the weights in `trained/network.pt`, in a form that ONNX has."""
    if not (trained / "network.pt").is_file():
        raise SystemExit(f"No trained weights in {trained}. Run `python -m training DATA` first.")
    # An attention of our own has no ONNX form.
    network = ReaderNetwork(packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    return network


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description="Export a reader.")
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/reader"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.trained, given.into)


if __name__ == "__main__":
    main()
