"""A larger network that teaches the reader: what it takes for an answer, and how surely.

What it says of every word tells more than where the answer is: which other words would nearly do. After
Hinton et al., Distilling the Knowledge in a Neural Network, 2015.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import one_hot

from qa.reader.training.network import ReaderNetwork, Wanted, without_padding
from qa.reader.training.quick import MASKED

TAUGHT = 0.7
"""What the teacher says weighs so much; the answer that people gave, the rest."""


class Teacher:
    """The network of a finished run, which only reads.

    It teaches where an answer stands, not whether one does: that people have said for certain.
    """

    def __init__(self, run: Path, device: torch.device) -> None:
        """Load it from the run's folder."""
        self._network = ReaderNetwork.of_run(run).eval().to(device)

    def wanted(self, batch: dict[str, Tensor], answers: Wanted) -> Wanted:
        """Return what to learn of a batch: what the teacher says, mixed with the answers that people gave."""
        starts, ends, there = answers
        tokens = batch["input_ids"].shape[1]
        learnt_starts, learnt_ends = one_hot(starts, tokens).float(), one_hot(ends, tokens).float()
        answered = starts > 0
        if answered.any():
            of_answered = {name: values[answered] for name, values in batch.items()}
            with torch.no_grad():
                start, end, _ = self._network(**of_answered)
            for learnt, said in ((learnt_starts, start), (learnt_ends, end)):
                learnt[answered] = learnt[answered].lerp(_places(said, of_answered), TAUGHT)
        return learnt_starts, learnt_ends, there


def _places(said: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return how likely each token is where there is an answer: the first one says that there is none."""
    logits = without_padding(said, batch)
    logits[:, 0] = MASKED
    return torch.softmax(logits, -1)
