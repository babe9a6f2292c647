"""What a training run is told: its numbers, and the files of earlier work that it learns from."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

WEIGHTS = "network.pt"
"""A run's weights, in its folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run was made with; kept beside its weights.

    Attributes:
        seed: of which examples are made of the data, in which order they come, and of the dropout.
        adversary: how far the embeddings of a batch's words are moved to where the answers are hardest to
            find, as the length of the step; each batch is learnt as it is and so. 0 for only as it is.
        limit: the examples to read, at most.
        begun_with, hardest: SHA-256 of the files it was given; None for each it was not.
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
    begun_with: str | None = None
    hardest: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Files of earlier work; a run needs none of them.

    Attributes:
        earlier: the weights to begin with: a run's `network.pt` or an exported `reader.onnx`; else MiniLM's.
        rivals: the file of the hardest rivals; else those that a search finds.
    """

    earlier: Path | None = None
    rivals: Path | None = None

    def kept_in(self, settings: Settings) -> Settings:
        """Return the settings with the digests of these files."""
        return replace(
            settings,
            begun_with=_sha256(self.earlier, "a run's network.pt or a reader.onnx") if self.earlier else None,
            hardest=_sha256(self.rivals, "a file of rivals") if self.rivals else None,
        )


def _sha256(file: Path, wanted: str) -> str:
    if not file.is_file():
        raise SystemExit(f"{file} is absent. Name {wanted}, or leave it out.")
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
