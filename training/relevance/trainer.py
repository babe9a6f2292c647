"""The training loop of the relevance network."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from training.hyperparameters import WEIGHTS
from training.model_card import CARD
from training.relevance.examples import RelevanceExample
from training.relevance.network import RelevanceEncoder, batches, loss, relevance_tokenizer, tokens_of
from training.run_state import RunState, say, two_rate_adamw

SAY_EVERY = 20


@dataclass(frozen=True, slots=True)
class RelevanceHyperparameters:
    """The hyperparameters of a run, kept in its model card.

    Attributes:
        seed: the seed of windows, order and dropout.
        learning_rate, head_learning_rate: the largest ones, of the encoder and of the head; they fall
            linearly to a fiftieth.
        warm_up_steps: the steps over which the learning rates rise.
    """

    seed: int = 1
    batch_size: int = 16
    learning_rate: float = 1.5e-4
    head_learning_rate: float = 2e-3
    warm_up_steps: int = 30
    weight_decay: float = 0.01
    dropout: float = 0.1
    bf16: bool = False


def train(
    epochs: Sequence[Sequence[RelevanceExample]],
    into: Path,
    settings: RelevanceHyperparameters,
    initial: Path,
    base: Path | None = None,
) -> list[float]:
    """Train on the examples of each epoch, write the weights into a folder and return each step's loss.

    Args:
        initial: the weights to begin with: a run's `network.pt`, or a reader, whose encoder is taken.
        base: the folder of another encoder than the packaged MiniLM, for tests.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    tokenizer = relevance_tokenizer()
    network = RelevanceEncoder(base or packaged_folder(), dropout=settings.dropout).train()
    network.begin_with(initial)
    planned = []
    for examples in epochs:
        read = [tokens_of(tokenizer, one) for one in examples]
        planned += batches([one for one in read if one.labels], settings.batch_size, rng)
    run = RunState(network, *_optimizer(network, settings, len(planned)), settings)
    losses: list[float] = []
    started = time.monotonic()
    for batch in planned:
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.bf16):
            lost = loss(network, batch)
        lost.backward()  # type: ignore[no-untyped-call]
        run.update()
        losses.append(lost.item())
        if len(losses) % SAY_EVERY == 0:
            mean = sum(losses[-SAY_EVERY:]) / SAY_EVERY
            spent = time.monotonic() - started
            say(f"step {len(losses)} of {len(planned)}, loss {mean:.3f}, {spent:.0f} s")
    into.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), into / WEIGHTS)
    card = {"settings": asdict(settings), "examples": [len(one) for one in epochs], "steps": len(planned)}
    (into / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return losses


def _optimizer(
    network: RelevanceEncoder, settings: RelevanceHyperparameters, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    optimizer = two_rate_adamw(
        network,
        encoder_rate=settings.learning_rate,
        head_rate=settings.head_learning_rate,
        weight_decay=settings.weight_decay,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / settings.warm_up_steps, max(0.02, 1 - step / steps))
    )
    return optimizer, schedule
