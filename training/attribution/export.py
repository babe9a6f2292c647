"""Export a trained tagger: `python -m training.attribution.export [FOLDER [INTO]]`.

Writes its weights as ONNX: stored in int8, a quarter of the size, and computed with in float32.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder, sha256
from qa.attribution.model import SHIPPED
from training.attribution.network import AttributionNetwork
from training.hyperparameters import WEIGHTS
from training.int8_quantization import quantize_weights
from training.model_card import CARD, add_to_card
from training.onnx_export import PAIRS_OF_TOKENS, TOKENS, write_onnx

OUTPUTS = {"tags": TOKENS, "cues": PAIRS_OF_TOKENS, "sources": PAIRS_OF_TOKENS}


def export(trained: Path, into: Path = SHIPPED) -> None:
    """Write `tagger.onnx` of the weights in `trained/network.pt`."""
    if not (trained / WEIGHTS).is_file():
        raise SystemExit(
            f"No trained weights in {trained}. Run `python -m training.attribution CORPUS` first."
        )
    # An attention of our own has no ONNX form.
    network = AttributionNetwork(packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / WEIGHTS, weights_only=True))
    quantize_weights(network)
    into.mkdir(parents=True, exist_ok=True)
    write_onnx(network, into / "tagger.onnx", OUTPUTS)
    if (trained / CARD).is_file():
        shutil.copyfile(trained / CARD, into / CARD)
        # The card stands for the weights: attributions are stored under its digest.
        add_to_card(into, {"weights": sha256(into / "tagger.onnx")})


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m training.attribution.export", description="Export a tagger."
    )
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/attribution"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.trained, given.into)


if __name__ == "__main__":
    main()
