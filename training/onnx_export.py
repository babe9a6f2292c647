"""Writing a trained network as ONNX, for any number of texts and tokens."""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import nn

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OPSET = 17

TEXTS: Mapping[int, str] = {0: "texts"}
TOKENS: Mapping[int, str] = {0: "texts", 1: "tokens"}
PAIRS_OF_TOKENS: Mapping[int, str] = {0: "texts", 1: "tokens", 2: "tokens"}
"""Names of the axes of an output that may have any length: one number a text, a token, or two tokens."""


def write_onnx(network: nn.Module, path: Path, outputs: Mapping[str, Mapping[int, str]]) -> None:
    """Write a BERT-like network as ONNX, with the axes of each of its outputs."""
    example = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        network,
        (example, example, example),
        str(path),
        input_names=list(INPUTS),
        output_names=list(outputs),
        dynamic_axes=dict.fromkeys(INPUTS, TOKENS) | dict(outputs),
        dynamo=False,
        opset_version=OPSET,
        # The exporter would multiply the weights out again, and the file be four times as large.
        do_constant_folding=False,
    )
