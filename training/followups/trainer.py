"""The training loop of the term classifier."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from training.followups.examples import Rewrite, batches, epoch, tensors
from training.followups.network import TermNetwork, loss
from training.hyperparameters import WEIGHTS
from training.network import training_tokenizer
from training.run_state import RunState, say, two_rate_adamw

SAY_EVERY = 20


@dataclass(frozen=True, slots=True)
class TermHyperparameters:
    """The hyperparameters of a run, kept in its model card.

    Attributes:
        seed: the seed of order, augmentation and dropout.
        learning_rate, head_learning_rate: the largest ones, of the encoder and of the heads; they fall
            linearly to a fiftieth.
        warm_up_steps: the steps over which the learning rates rise.
    """

    seed: int = 0
    epochs: int = 2
    batch_size: int = 16
    learning_rate: float = 1.5e-4
    head_learning_rate: float = 2e-3
    warm_up_steps: int = 30
    weight_decay: float = 0.01
    dropout: float = 0.1
    bf16: bool = False


def train(
    learnt: Sequence[Rewrite],
    into: Path,
    settings: TermHyperparameters,
    reader: Path | None = None,
    base: Path | None = None,
) -> list[float]:
    """Train on questions in conversations, write the weights into a folder and return each step's loss.

    Args:
        reader: the file of the reader whose encoder it begins with; None for MiniLM's.
        base: the folder of another encoder than the packaged MiniLM, for tests.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    tokenizer = training_tokenizer()
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = TermNetwork(base or packaged_folder(), dropout=settings.dropout).train()
    if reader:
        network.begin_with_reader(reader)
    planned = [
        batch
        for _ in range(settings.epochs)
        for batch in batches(list(epoch(tokenizer, learnt, rng)), settings.batch_size, rng)
    ]
    run = RunState(network, *_optimizer(network, settings, len(planned)), settings)
    losses: list[float] = []
    started = time.monotonic()
    for batch in planned:
        inputs, labels, needs = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.bf16):
            lost = loss(network, inputs, labels, needs)
        lost.backward()  # type: ignore[no-untyped-call]
        run.update()
        losses.append(lost.item())
        if len(losses) % SAY_EVERY == 0:
            mean = sum(losses[-SAY_EVERY:]) / SAY_EVERY
            spent = time.monotonic() - started
            say(f"step {len(losses)} of {len(planned)}, loss {mean:.3f}, {spent:.0f} s")
    into.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), into / WEIGHTS)
    card = {"settings": asdict(settings), "questions": len(learnt), "steps": len(planned)}
    (into / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return losses


def _optimizer(
    network: TermNetwork, settings: TermHyperparameters, steps: int
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
