"""What the networks compute with on this machine, and why: for `qa check` and the benchmarks."""

import platform
from pathlib import Path

from index.embedding.runtime import precision_of_many_texts

CPU_FACTS = Path("/proc/cpuinfo")
"""What Linux tells of its processors; other systems have no such file."""

_NAMES = {
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
"""Instruction sets that matter to matrix products, as Linux calls them and as their makers do."""


def processor_name() -> str:
    """Return what kind of processor this is."""
    names = [value for key, value in _facts() if key in {"model name", "Model"} and value]
    return next(iter(names), platform.processor() or platform.machine() or "unknown processor")


def instruction_sets() -> tuple[str, ...]:
    """Return which instruction sets for matrix products the processor has, as far as the system tells."""
    flags = {flag for key, value in _facts() if key in {"flags", "Features"} for flag in value.split()}
    return tuple(dict.fromkeys(name for flag, name in _NAMES.items() if flag in flags))


def described() -> str:
    """Return the processor's name and what is known of its instruction sets."""
    return f"{processor_name()}: {', '.join(instruction_sets()) or 'instruction sets unknown'}"


def how_it_reads() -> str:
    """Return what questions are embedded and passages are read in, and why, as a sentence."""
    return (
        "Questions are embedded and passages are read in float32 on every processor, so that answers do not "
        f"depend on this one ({described()})."
    )


def how_it_embeds() -> str:
    """Return what many passages at once are embedded in, and why, as a sentence."""
    precision = precision_of_many_texts()
    if precision == "float32":
        return "Articles are embedded in float32 too, because this processor computes in nothing quicker."
    return (
        f"Many passages at once are embedded in {precision}, because this processor is quicker in it; the "
        "vectors agree with those of float32 (cosine 0.9999)."
    )


def _facts() -> list[tuple[str, str]]:
    """Return the pairs that the system tells of its processors; none where it is not Linux."""
    try:
        lines = CPU_FACTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]
