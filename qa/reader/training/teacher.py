"""A larger network that teaches the reader: what it takes for an answer, and how surely.

What it says of every word tells more than where the answer is: which other words would nearly do, and that
nothing quite does. After Hinton et al., Distilling the Knowledge in a Neural Network, 2015.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import one_hot

from qa.reader.training.network import ReaderNetwork, Wanted, without_padding

TAUGHT = 0.5
"""What the teacher says weighs so much; the answer that people gave, as much again."""


class Teacher:
    """The network of a finished run, which only reads."""

    def __init__(self, run: Path, device: torch.device) -> None:
        """Load it from the run's folder."""
        self._network = ReaderNetwork.of_run(run).eval().to(device)

    def wanted(self, batch: dict[str, Tensor], answers: Wanted) -> Wanted:
        """Return what to learn of a batch: what the teacher says, mixed with the answers that people gave."""
        starts, ends, there = answers
        with torch.no_grad():
            start, end, whether = self._network(**batch)
        return (
            _mixed(torch.softmax(without_padding(start, batch), -1), one_hot(starts, start.shape[1])),
            _mixed(torch.softmax(without_padding(end, batch), -1), one_hot(ends, end.shape[1])),
            _mixed(torch.sigmoid(whether.float()), there),
        )


def _mixed(said: Tensor, answered: Tensor) -> Tensor:
    return torch.lerp(answered.float(), said, TAUGHT)
