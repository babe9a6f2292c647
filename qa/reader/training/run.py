"""A training run: from checkpoint to checkpoint, with a card of what it was made of."""

import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from index.packaged_model import packaged_folder
from qa.reader.training.batches import batches_of
from qa.reader.training.card import Made, write_card
from qa.reader.training.example import Example
from qa.reader.training.examples import examples
from qa.reader.training.hardest import load_hardest
from qa.reader.training.network import ReaderNetwork, encoded, loss, moved_words, training_tokenizer
from qa.reader.training.restored import weights_in

SAVE_EVERY = 200
SAY_EVERY = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run was made with; kept beside its weights.

    Attributes:
        seed: of which examples are made of the data, in which order they come, and of the dropout.
        adversary: how far the embeddings of a batch's words are moved to where the answers are hardest to
            find, as the length of the step; each batch is learnt as it is and so. 0 for only as it is.
    """

    seed: int = 1
    batch: int = 16
    rate: float = 1.2e-4
    warm_up: float = 0.06
    decay: float = 0.01
    adversary: float = 0.5
    dropout: float = 0.1
    bf16: bool = False
    limit: int | None = None
    """The examples to read, at most."""
    begun_with: str | None = None
    """SHA-256 of the weights it began with; None for those of MiniLM."""
    hardest: str | None = None
    """SHA-256 of the file of rivals it learnt from; None where it took those that a search finds."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a checkpoint holds beside the number of steps done."""

    network: ReaderNetwork
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    settings: Settings

    @property
    def parts(self) -> dict[str, Any]:
        """Whatever has a state to save."""
        return {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}

    def save(self, into: Path, steps: int) -> None:
        """Write the checkpoint whole or not at all, and the weights alone for exporting."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        state |= {"step": steps, "chance": torch.get_rng_state(), "settings": asdict(self.settings)}
        for name, content in (("network.pt", state["network"]), ("checkpoint.pt", state)):
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


def train(
    data: Path,
    into: Path,
    settings: Settings,
    earlier: Path | None = None,
    rivals: Path | None = None,
) -> list[float]:
    """Train from the last checkpoint in `into`, or from the start; return the losses of this run's steps.

    Args:
        earlier: the weights to start with: a run's `network.pt` or an exported `reader.onnx`; else MiniLM's.
        rivals: the file of the hardest rivals to learn from.
    """
    torch.manual_seed(settings.seed)
    settings = replace(
        settings,
        begun_with=_sha256(earlier) if earlier else None,
        hardest=_sha256(rivals) if rivals else None,
    )
    into.mkdir(parents=True, exist_ok=True)
    every = examples(data, settings.seed, load_hardest(rivals) if rivals else None)[: settings.limit]
    batches = batches_of(every, settings.batch, settings.seed)
    run = _begun(settings, len(batches))
    if earlier:
        run.network.load_state_dict(weights_in(earlier))
    first = run.resume(into)
    if not first:
        # Before the first step: files edited while it runs have no part in it.
        without = sum(example.answer is None for example in every)
        begun_with = earlier.parent if earlier else None
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
    device = next(run.network.parameters()).device
    inputs, starts, ends = encoded(tokenizer, batch)
    inputs = {name: tensor.to(device) for name, tensor in inputs.items()}
    starts, ends = starts.to(device), ends.to(device)
    autocast = torch.autocast(device.type, torch.bfloat16, enabled=run.settings.bf16)
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


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
