"""Memory and processor time of running processes, as Linux tells them."""

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def family(process: int) -> list[int]:
    """Return a process and all that it started and that still run."""
    parents = dict(_parents())
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def memory_of(process: int) -> float:
    """Return the memory of a process and its children in MB (10⁶ bytes); what they share counts once.

    0 where the system does not tell.
    """
    return sum(_memory(one) for one in family(process)) / 1000


def processor_time_of(process: int) -> float:
    """Return the seconds of processor time of a process and its children; 0 where it is not told."""
    ticks = sum(int(field) for one in family(process) for field in _stat(one)[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _parents() -> Iterator[tuple[int, int]]:
    for folder in PROC.glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            yield int(folder.name), int(fields[1])


def _stat(process: int) -> list[str]:
    """Return the fields of a process's state after its name; none where it has ended."""
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _memory(process: int) -> int:
    """Return a process's proportional share of memory in kB."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
