"""The hyperparameters of a training run, and the files that it starts from."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

WEIGHTS = "network.pt"
"""Name of the file with a run's weights, in its folder."""


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """The hyperparameters of a run, kept in its checkpoint and its model card.

    Attributes:
        seed: the seed of sampling, order and dropout.
        learning_rate: the largest one, after the warm-up.
        warm_up: the share of the steps over which the learning rate rises.
        adversarial_epsilon: the length by which a batch's word embeddings are moved along their gradient for
            a second, adversarial pass over the batch; 0 for no such pass.
        max_examples: the number of examples to train on, at most; None for all.
        initial_weights, hard_negatives: SHA-256 of the files that were given; None where none was.
    """

    seed: int = 1
    batch_size: int = 16
    learning_rate: float = 1.2e-4
    warm_up: float = 0.06
    weight_decay: float = 0.01
    adversarial_epsilon: float = 0.5
    dropout: float = 0.1
    bf16: bool = False
    max_examples: int | None = None
    initial_weights: str | None = None
    hard_negatives: str | None = None


@dataclass(frozen=True, slots=True)
class InitialFiles:
    """Files that a run starts from; it needs none of them.

    Attributes:
        initial_weights: the weights to begin with: a run's `network.pt` or an exported `reader.onnx`; else
            MiniLM's.
        hard_negatives: the negatives that a reader mined; else BM25 mines them.
    """

    initial_weights: Path | None = None
    hard_negatives: Path | None = None

    def with_digests(self, settings: Hyperparameters) -> Hyperparameters:
        """Return the settings with the digests of these files."""
        return replace(
            settings,
            initial_weights=_sha256(self.initial_weights, "a run's network.pt or a reader.onnx"),
            hard_negatives=_sha256(self.hard_negatives, "a file of hard negatives"),
        )


def _sha256(file: Path | None, wanted: str) -> str | None:
    if not file:
        return None
    if not file.is_file():
        raise SystemExit(f"{file} is absent. Name {wanted}, or leave it out.")
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
