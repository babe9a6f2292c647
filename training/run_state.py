"""The state of a training run, its checkpoints and its updates: the same for every network here."""

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import torch
from torch import nn

from training.hyperparameters import WEIGHTS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CHECKPOINT = "checkpoint.pt"
LARGEST_GRADIENT = 1.0
"""Norm of a batch's gradient, at most."""

Network = TypeVar("Network", bound=nn.Module)
Settings = TypeVar("Settings", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class RunState(Generic[Network, Settings]):
    """The state of a run that its checkpoints hold, beside the number of steps done."""

    network: Network
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    settings: Settings

    @property
    def device(self) -> torch.device:
        """The device that the network is on."""
        return next(self.network.parameters()).device

    def update(self) -> None:
        """Take an optimizer step along the gradient that the batch's backward pass left."""
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()

    def save(self, into: Path, steps: int) -> None:
        """Write the checkpoint whole or not at all, and the weights alone for exporting."""
        state = {name: part.state_dict() for name, part in self._parts.items()}
        state |= {"step": steps, "chance": torch.get_rng_state(), "settings": asdict(self.settings)}
        for name, content in ((WEIGHTS, state["network"]), (CHECKPOINT, state)):
            half = into / (name + ".half")
            torch.save(content, half)
            half.replace(into / name)

    def resume(self, into: Path) -> int:
        """Go on from the checkpoint, where there is one; return the steps that are done."""
        if not (into / CHECKPOINT).is_file():
            return 0
        state = torch.load(into / CHECKPOINT, weights_only=True)
        if state["settings"] != asdict(self.settings):
            raise SystemExit(
                f"{into} holds a run with other settings: {state['settings']}. Name another with --into."
            )
        for name, part in self._parts.items():
            part.load_state_dict(state[name])
        torch.set_rng_state(state["chance"])
        say(f"going on from step {state['step']}")
        return int(state["step"])

    @property
    def _parts(self) -> Mapping[str, Any]:
        """The parts that have a state dict to save."""
        return {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}


def say(line: str) -> None:
    """Tell how a run goes."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def two_rate_adamw(
    network: nn.Module, *, encoder_rate: float, head_rate: float, weight_decay: float
) -> torch.optim.AdamW:
    """Return AdamW for what of a network is trained; heads, which begin at random, learn at another rate.

    Biases and norms of the encoder are not decayed.
    """
    trained = {name: value for name, value in network.named_parameters() if value.requires_grad}
    encoder = [value for name, value in trained.items() if name.startswith("bert.")]
    heads = [value for name, value in trained.items() if not name.startswith("bert.")]
    groups = [
        {"params": [value for value in encoder if value.ndim > 1], "weight_decay": weight_decay},
        {"params": [value for value in encoder if value.ndim <= 1], "weight_decay": 0.0},
        {"params": heads, "weight_decay": weight_decay, "lr": head_rate},
    ]
    return torch.optim.AdamW(groups, lr=encoder_rate, fused=True)
