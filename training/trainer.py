"""The training loop, with checkpoints and a model card."""

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from training.batches import batches_of
from training.example import Example
from training.examples import examples
from training.hard_negatives.reader_mined import load_mined
from training.hyperparameters import WEIGHTS, Hyperparameters, InitialFiles
from training.model_card import TrainingRecord, write_card
from training.network import ReaderNetwork, adversarial_embeddings, encoded, loss, training_tokenizer
from training.onnx_weights import load_weights

SAVE_EVERY = 200
SAY_EVERY = 50

NOTHING = InitialFiles()


@dataclass(frozen=True, slots=True)
class TrainingState:
    """The state of a run that its checkpoints hold, beside the number of steps done."""

    network: ReaderNetwork
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    settings: Hyperparameters

    @property
    def device(self) -> torch.device:
        """The device that the network is on."""
        return next(self.network.parameters()).device

    @property
    def parts(self) -> dict[str, Any]:
        """The parts that have a state dict to save."""
        return {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}

    def save(self, into: Path, steps: int) -> None:
        """Write the checkpoint whole or not at all, and the weights alone for exporting."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        state |= {"step": steps, "chance": torch.get_rng_state(), "settings": asdict(self.settings)}
        for name, content in ((WEIGHTS, state["network"]), ("checkpoint.pt", state)):
            half = into / (name + ".half")
            torch.save(content, half)
            half.replace(into / name)

    def resume(self, into: Path) -> int:
        """Go on from the checkpoint, where there is one; return the steps that are done."""
        if not (into / "checkpoint.pt").is_file():
            return 0
        state = torch.load(into / "checkpoint.pt", weights_only=True)
        if state["settings"] != asdict(self.settings):
            raise SystemExit(
                f"{into} holds a run with other settings: {state['settings']}. Name another with --into."
            )
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        torch.set_rng_state(state["chance"])
        _say(f"going on from step {state['step']}")
        return int(state["step"])


def train(data: Path, into: Path, settings: Hyperparameters, files: InitialFiles = NOTHING) -> list[float]:
    """Train from the last checkpoint in `into`, or from the start; return the losses of this run's steps."""
    torch.manual_seed(settings.seed)
    mined = load_mined(files.hard_negatives) if files.hard_negatives else None
    settings = files.with_digests(settings)
    into.mkdir(parents=True, exist_ok=True)
    every = examples(data, settings.seed, mined)[: settings.max_examples]
    batches = batches_of(every, settings.batch_size, settings.seed)
    run = _begun(settings, len(batches))
    if files.initial_weights:
        run.network.load_state_dict(load_weights(files.initial_weights))
    first = run.resume(into)
    if not first:
        # Before the first step: files edited while it runs have no part in it.
        without = sum(example.answer is None for example in every)
        begun_with = files.initial_weights.parent if files.initial_weights else None
        made = TrainingRecord(asdict(settings), len(every), without, len(batches), begun_with)
        write_card(into, data, made)
    tokenizer = training_tokenizer()
    losses: list[float] = []
    started = time.monotonic()
    for done, batch in enumerate(batches[first:], start=1):
        losses.append(_step(run, tokenizer, batch))
        if done % SAY_EVERY == 0:
            speed = done * settings.batch_size / (time.monotonic() - started)
            mean = sum(losses[-SAY_EVERY:]) / SAY_EVERY
            _say(f"step {first + done} of {len(batches)}, loss {mean:.3f}, {speed:.1f} examples/s")
        if (first + done) % SAVE_EVERY == 0 or first + done == len(batches):
            run.save(into, first + done)
    return losses


def _begun(settings: Hyperparameters, steps: int) -> TrainingState:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = ReaderNetwork(packaged_folder(), dropout=settings.dropout).to(device).train()
    optimizer, schedule = _optimizer(network, settings, steps)
    return TrainingState(network, optimizer, schedule, settings)


def _step(run: TrainingState, tokenizer: Tokenizer, batch: Sequence[Example]) -> float:
    inputs, starts, ends = encoded(tokenizer, batch)
    inputs = {name: tensor.to(run.device) for name, tensor in inputs.items()}
    autocast = torch.autocast(run.device.type, torch.bfloat16, enabled=run.settings.bf16)
    starts, ends = starts.to(run.device), ends.to(run.device)
    with autocast:
        lost = loss(run.network, inputs, starts, ends)
    lost.backward()  # type: ignore[no-untyped-call]
    if run.settings.adversarial_epsilon:
        with adversarial_embeddings(run.network, run.settings.adversarial_epsilon), autocast:
            loss(run.network, inputs, starts, ends).backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimizer.step()
    run.schedule.step()
    run.optimizer.zero_grad()
    return float(lost.item())


def _optimizer(
    network: ReaderNetwork, settings: Hyperparameters, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW with linear warm-up and linear decay to zero, as BERT is usually fine-tuned."""
    decayed = [value for value in network.parameters() if value.ndim > 1]
    others = [value for value in network.parameters() if value.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": others, "weight_decay": 0.0}],
        lr=settings.learning_rate,
        fused=True,
    )
    warm = max(1, int(settings.warm_up * steps))
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
