"""Export a trained verifier: `python -m training.grounding.export [FOLDER [INTO]]`.

Writes its weights as ONNX: stored in int8, a quarter of the size, and computed with in float32.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder, sha256
from qa.grounding.verifier import NETWORK, SHIPPED
from training.grounding.network import VerifierNetwork
from training.hyperparameters import WEIGHTS
from training.int8_quantization import quantize_weights
from training.model_card import CARD, add_to_card
from training.onnx_export import TEXTS, TOKENS, write_onnx

OUTPUTS = {"supported": TEXTS, "unsupported": TOKENS}


def export(trained: Path, into: Path = SHIPPED, base: Path | None = None) -> None:
    """Write the network with the weights in a folder, and its model card; `base` as in training."""
    if not (trained / WEIGHTS).is_file():
        raise SystemExit(f"No trained weights in {trained}. Run `python -m training.grounding DATA` first.")
    # An attention of our own has no ONNX form.
    network = VerifierNetwork(base or packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / WEIGHTS, weights_only=True))
    quantize_weights(network)
    into.mkdir(parents=True, exist_ok=True)
    write_onnx(network, into / NETWORK, OUTPUTS)
    shutil.copyfile(trained / CARD, into / CARD)
    add_to_card(into, {"weights": sha256(into / NETWORK)})


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m training.grounding.export", description="Export a verifier."
    )
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/grounding"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.trained, given.into)


if __name__ == "__main__":
    main()
