"""Export a trained term classifier: `python -m training.followups.export [FOLDER [INTO]]`.

Writes its weights as ONNX: stored in int8, a quarter of the size, and computed with in float32.
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from qa.conversation.term_classifier import NETWORK, SHIPPED
from training.export import INPUTS, OPSET
from training.followups.network import TermNetwork
from training.hyperparameters import WEIGHTS
from training.int8_quantization import quantize_weights
from training.model_card import CARD

OUTPUTS = ["terms", "needs"]


def export(trained: Path, into: Path = SHIPPED, base: Path | None = None) -> None:
    """Write the network with the weights in a folder, and its model card; `base` as in training."""
    network = TermNetwork(base or packaged_folder(), attention="eager").eval()
    network.load_state_dict(torch.load(trained / WEIGHTS, weights_only=True))
    quantize_weights(network)
    into.mkdir(parents=True, exist_ok=True)
    example = torch.ones(2, 16, dtype=torch.long)
    rows = {0: "questions", 1: "pieces"}
    torch.onnx.export(
        network,
        (example, example, example),
        str(into / NETWORK),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=dict.fromkeys((*INPUTS, "terms"), rows) | {"needs": {0: "questions"}},
        dynamo=False,
        opset_version=OPSET,
        # The exporter would multiply the weights out again, and the file be four times as large.
        do_constant_folding=False,
    )
    shutil.copyfile(trained / CARD, into / CARD)


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m training.followups.export", description="Export a classifier."
    )
    parser.add_argument("trained", type=Path, nargs="?", default=Path("build/followups"))
    parser.add_argument("into", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    export(given.trained, given.into)


if __name__ == "__main__":
    main()
