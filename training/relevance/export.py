"""Export a trained relevance network: `python -m training.relevance.export [FOLDER [INTO]]`.

Writes its weights as ONNX: stored in int8, a quarter of the size, and computed with in float32.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from qa.relevance.network import NETWORK, SHIPPED
from training.hyperparameters import WEIGHTS
from training.int8_quantization import quantize_weights
from training.model_card import CARD
from training.onnx_export import TOKENS, write_onnx
from training.relevance.network import RelevanceEncoder


def export(trained: Path, into: Path = SHIPPED, base: Path | None = None) -> None:
    """Write the network with the weights in a folder, and its model card; `base` as in training."""
    network = RelevanceEncoder(base or packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / WEIGHTS, weights_only=True))
    quantize_weights(network)
    into.mkdir(parents=True, exist_ok=True)
    write_onnx(network, into / NETWORK, {"about": TOKENS})
    shutil.copyfile(trained / CARD, into / CARD)


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m training.relevance.export", description="Export a relevance network."
    )
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/relevance"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.trained, given.into)


if __name__ == "__main__":
    main()
