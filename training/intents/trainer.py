"""The training loop of the request network."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder
from training.hyperparameters import WEIGHTS
from training.intents.examples import Example
from training.intents.network import RequestEncoder, batches, loss, pieces_of
from training.model_card import CARD
from training.network import training_tokenizer
from training.run_state import RunState, say, two_rate_adamw

SAY_EVERY = 50


@dataclass(frozen=True, slots=True)
class RequestHyperparameters:
    """The hyperparameters of a run, kept in its model card.

    Attributes:
        seed: the seed of the wordings' forms, of order and dropout.
        learning_rate, head_learning_rate: the largest ones, of the encoder and of the heads; they fall
            linearly to a fiftieth.
        warm_up_steps: the steps over which the learning rates rise.
    """

    seed: int = 1
    epochs: int = 1
    batch_size: int = 32
    learning_rate: float = 2e-4
    head_learning_rate: float = 2e-3
    warm_up_steps: int = 50
    weight_decay: float = 0.01
    dropout: float = 0.1


def train(
    examples: Sequence[Example], into: Path, settings: RequestHyperparameters, base: Path | None = None
) -> list[float]:
    """Train on requests, write the weights into a folder and return each step's loss.

    `base` is the folder of another encoder than the packaged MiniLM, for tests.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    tokenizer = training_tokenizer()
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = RequestEncoder(base or packaged_folder(), dropout=settings.dropout).train()
    requests = [pieces_of(tokenizer, example) for example in examples]
    planned = [batch for _ in range(settings.epochs) for batch in batches(requests, settings.batch_size, rng)]
    run = RunState(network, *_optimizer(network, settings, len(planned)), settings)
    losses: list[float] = []
    started = time.monotonic()
    for batch in planned:
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
    card = {"settings": asdict(settings), "requests": len(examples), "steps": len(planned)}
    (into / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return losses


def _optimizer(
    network: RequestEncoder, settings: RequestHyperparameters, steps: int
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
