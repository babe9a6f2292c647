"""The hyperparameters of the verifier's training."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerifierHyperparameters:
    """The hyperparameters of a run, kept in its checkpoint and its model card.

    Attributes:
        seed: the seed of examples and order.
        steps: the number of optimizer steps.
        learning_rate, head_learning_rate: the largest ones, of the encoder and of the heads.
        warm_up_steps: the steps over which the learning rate rises.
        decay_steps: the last steps, over which it falls to zero; between them it is constant.
        question_share: the share of the questions that claims are made from.
        sentences_per_text: the number of sentences of each article that claims are made from.
        frozen_layers: the number of the encoder's first layers that stay as the reader has them.
        made: the number of examples made by rule that are read, at most; None for all.
        sets: the labelled sets whose one half is learnt from.
    """

    seed: int = 1
    batch_size: int = 24
    steps: int = 1200
    learning_rate: float = 2e-4
    head_learning_rate: float = 2e-3
    warm_up_steps: int = 40
    decay_steps: int = 0
    weight_decay: float = 0.01
    dropout: float = 0.0
    question_share: float = 0.5
    sentences_per_text: int = 2
    frozen_layers: int = 2
    made: int | None = None
    sets: tuple[str, ...] = ()
    bf16: bool = False

    def rate(self, step: int) -> float:
        """Return the share of the largest learning rate at a step, counted from 0."""
        falling = (self.steps - step) / self.decay_steps if self.decay_steps else 1.0
        return min(1.0, (step + 1) / self.warm_up_steps, max(0.0, falling))
