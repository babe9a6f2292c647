"""A training run: from checkpoint to checkpoint, with a card of what it was made of."""

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from qa.reader.training.batches import batches_of
from qa.reader.training.card import Made, write_card
from qa.reader.training.example import Example
from qa.reader.training.examples import examples
from qa.reader.training.hardest import load_hardest
from qa.reader.training.network import ReaderNetwork, encoded, loss, moved_words, training_tokenizer
from qa.reader.training.restored import weights_in
from qa.reader.training.settings import WEIGHTS, Given, Settings

SAVE_EVERY = 200
SAY_EVERY = 50

NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Run:
    """What a checkpoint holds beside the number of steps done."""

    network: ReaderNetwork
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    settings: Settings

    @property
    def device(self) -> torch.device:
        """Where the network is."""
        return next(self.network.parameters()).device

    @property
    def parts(self) -> dict[str, Any]:
        """Whatever has a state to save."""
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


def train(data: Path, into: Path, settings: Settings, given: Given = NOTHING) -> list[float]:
    """Train from the last checkpoint in `into`, or from the start; return the losses of this run's steps."""
    torch.manual_seed(settings.seed)
    rivals = load_hardest(given.rivals) if given.rivals else None
    settings = given.kept_in(settings)
    into.mkdir(parents=True, exist_ok=True)
    every = examples(data, settings.seed, rivals)[: settings.limit]
    batches = batches_of(every, settings.batch, settings.seed)
    run = _begun(settings, len(batches))
    if given.earlier:
        run.network.load_state_dict(weights_in(given.earlier))
    first = run.resume(into)
    if not first:
        # Before the first step: files edited while it runs have no part in it.
        without = sum(example.answer is None for example in every)
        begun_with = given.earlier.parent if given.earlier else None
        made = Made(asdict(settings), len(every), without, len(batches), begun_with)
        write_card(into, data, made)
    tokenizer = training_tokenizer()
    losses: list[float] = []
    started = time.monotonic()
    for done, batch in enumerate(batches[first:], start=1):
        losses.append(_step(run, tokenizer, batch))
        if done % SAY_EVERY == 0:
            speed = done * settings.batch / (time.monotonic() - started)
            mean = sum(losses[-SAY_EVERY:]) / SAY_EVERY
            _say(f"step {first + done} of {len(batches)}, loss {mean:.3f}, {speed:.1f} examples/s")
        if (first + done) % SAVE_EVERY == 0 or first + done == len(batches):
            run.save(into, first + done)
    return losses


def _begun(settings: Settings, steps: int) -> Run:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = ReaderNetwork(packaged_folder(), dropout=settings.dropout).to(device).train()
    optimizer, schedule = _optimizer(network, settings, steps)
    return Run(network, optimizer, schedule, settings)


def _step(run: Run, tokenizer: Tokenizer, batch: Sequence[Example]) -> float:
    inputs, starts, ends = encoded(tokenizer, batch)
    inputs = {name: tensor.to(run.device) for name, tensor in inputs.items()}
    autocast = torch.autocast(run.device.type, torch.bfloat16, enabled=run.settings.bf16)
    starts, ends = starts.to(run.device), ends.to(run.device)
    with autocast:
        lost = loss(run.network, inputs, starts, ends)
    lost.backward()  # type: ignore[no-untyped-call]
    if run.settings.adversary:
        with moved_words(run.network, run.settings.adversary), autocast:
            loss(run.network, inputs, starts, ends).backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimizer.step()
    run.schedule.step()
    run.optimizer.zero_grad()
    return float(lost.item())


def _optimizer(
    network: ReaderNetwork, settings: Settings, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW with a warm-up and a straight fall to nothing, as BERT is usually tuned."""
    decayed = [value for value in network.parameters() if value.ndim > 1]
    others = [value for value in network.parameters() if value.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": settings.decay}, {"params": others, "weight_decay": 0.0}],
        lr=settings.rate,
        fused=True,
    )
    warm = max(1, int(settings.warm_up * steps))
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
