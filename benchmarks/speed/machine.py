"""Facts of the machine: processor and versions, and nothing that names it or its owner."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

from benchmarks.speed.processes import Json
from index.embedding.processor import instruction_sets, processor_name, reading_precision

PACKAGES = (
    "chromadb",
    "langchain-chroma",
    "langchain-core",
    "langchain-huggingface",
    "langchain-text-splitters",
    "numpy",
    "onnxruntime",
    "openvino",
    "sentence-transformers",
    "tokenizers",
    "torch",
    "transformers",
)
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM")


def facts() -> Json:
    """Return what decides how fast this machine is."""
    return {
        "processor": processor_name(),
        "instruction_sets": list(instruction_sets()),
        "arithmetic": reading_precision(),
        "cores": os.cpu_count(),
        "memory_gb": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "threads": {name: os.environ[name] for name in THREADS if name in os.environ},
    }


def in_words(known: Json) -> str:
    """Return the facts in a line, and in another what is computed in."""
    threads = "".join(f", {name}={value}" for name, value in known["threads"].items())
    line = f"{known['processor']}, {known['cores']} cores, Python {known['python']}{threads}"
    return f"{line}\n{known['arithmetic']}"


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (ValueError, OSError):
        return None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
