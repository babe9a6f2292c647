"""Full disks while articles are added: PostgreSQL's, the vector index's, that of a library in a folder."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from benchmarks.faults.courses import Course, Setting, run
from tests.faults import Adding
from tests.servers.postgres import PostgresProcess

SIZE = "1g"
"""Size of the file system in memory that is filled up."""

AT_A_TIME = 1 << 20
"""Number of bytes that fill it up at a time."""

LONGEST_FULL = 3.0
"""Seconds for which it stays full, at most."""


def disk(setting: Setting) -> list[Course]:
    """Fill the disk up, and make room again after up to three seconds. It takes the rights to mount one."""
    third = replace(setting, kills=-(-setting.kills // 3), pace=setting.pace * 3)
    small = _mounted(setting)
    database = PostgresProcess(Path(tempfile.mkdtemp(dir=small)))
    setting.opened.callback(database.kill)  # before its disk goes
    of_database = replace(third, database=database)
    inside = setting.place()
    return [
        run(of_database, of_database.place(), _filling(third, small, database.start)),
        run(third, replace(inside, folder=small / "vectors"), _filling(third, small)),
        run(third, small / "library", _filling(third, small)),
    ]


def _mounted(setting: Setting) -> Path:
    small = setting.folder / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(small)], check=True)
    setting.opened.callback(subprocess.run, ["umount", "-l", str(small)], check=True)
    return small


def _filling(
    setting: Setting, small: Path, mend: Callable[[], None] = lambda: None
) -> Callable[[Adding], None]:
    def disturb(work: Adding) -> None:
        filler = small / "filler"
        _fill(filler)
        work.is_at_work(setting.chance.uniform(0.2, LONGEST_FULL))
        filler.unlink()
        mend()

    return disturb


def _fill(filler: Path) -> None:
    """Write until nothing more is written, to the last byte."""
    with filler.open("wb", buffering=0) as file:
        for size in (AT_A_TIME, 4096, 1):
            with suppress(OSError):
                while os.write(file.fileno(), bytes(size)):
                    pass
