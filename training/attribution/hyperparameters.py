"""The hyperparameters of the attribution tagger's training."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggerHyperparameters:
    """The hyperparameters of a run, kept in its checkpoint and its model card.

    Attributes:
        seed: the seed of order, segments and dropout.
        steps: the number of optimizer steps.
        learning_rate, head_learning_rate: the largest ones, of the encoder and of the heads.
        warm_up_steps: the steps over which the learning rate rises.
        decay_steps: the last steps, over which it falls to zero; between them it is constant, so that a run
            can be ended when time is up (Zhai et al., Scaling Vision Transformers, 2022).
        trains_words: whether the vectors of words are trained, too.
        held_out: of so many articles one is kept for choosing by.
    """

    seed: int = 1
    batch_size: int = 16
    steps: int = 330
    learning_rate: float = 2e-4
    head_learning_rate: float = 2e-3
    warm_up_steps: int = 25
    decay_steps: int = 130
    weight_decay: float = 0.01
    dropout: float = 0.1
    trains_words: bool = False
    held_out: int = 40
    bf16: bool = False

    def rate(self, step: int) -> float:
        """Return the share of the largest learning rate at a step, counted from 0."""
        return min(1.0, (step + 1) / self.warm_up_steps, max(0.0, (self.steps - step) / self.decay_steps))
