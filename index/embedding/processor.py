"""The processor and the arithmetic of the networks on it, as `qa check` and the benchmarks tell them."""

import platform
from pathlib import Path

from index.embedding.runtime import openvino_precision

CPUINFO = Path("/proc/cpuinfo")
"""File in which Linux describes its processors; other systems have none."""

_INSTRUCTION_SETS = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx_vnni": "VNNI",
    "avx512_vnni": "VNNI",
    "avx512_bf16": "BF16",
    "amx_bf16": "AMX",
    "asimd": "NEON",
    "bf16": "BF16",
    "sve": "SVE",
}
"""Names of instruction sets for matrix products, by their flags in Linux."""


def processor_name() -> str:
    """Return the name of the processor's model."""
    names = [value for key, value in _cpuinfo() if key in {"model name", "Model"} and value]
    return next(iter(names), platform.processor() or platform.machine() or "unknown processor")


def instruction_sets() -> tuple[str, ...]:
    """Return the processor's instruction sets for matrix products, as far as the system tells."""
    flags = {flag for key, value in _cpuinfo() if key in {"flags", "Features"} for flag in value.split()}
    return tuple(dict.fromkeys(name for flag, name in _INSTRUCTION_SETS.items() if flag in flags))


def described() -> str:
    """Return the processor's name and its instruction sets as one line."""
    return f"{processor_name()}: {', '.join(instruction_sets()) or 'instruction sets unknown'}"


def reading_precision() -> str:
    """Return a sentence on the precision in which questions are embedded and passages are read."""
    return (
        "Questions are embedded and passages are read in float32 on every processor, so that answers do not "
        f"depend on this one ({described()})."
    )


def embedding_precision() -> str:
    """Return a sentence on the precision in which articles are embedded, and why."""
    precision = openvino_precision()
    if precision == "float32":
        return "Articles are embedded in float32 too, because this processor computes in nothing quicker."
    return (
        f"Many passages at once are embedded in {precision}, because this processor is quicker in it; the "
        "vectors agree with those of float32 (cosine 0.9999)."
    )


def _cpuinfo() -> list[tuple[str, str]]:
    """Return the key-value pairs of `CPUINFO`; none where the system is not Linux."""
    try:
        lines = CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]
