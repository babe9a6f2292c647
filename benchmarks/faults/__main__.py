"""Faults while articles are added, and whether anything is lost or doubled.

    python -m benchmarks.faults [--articles 5000] [--kills 20] [--only chroma,postgres,...] [--seed 1]

Short articles of three passages, with vectors of their words, are added to a real PostgreSQL and real Chroma
servers on loopback, while at random moments something is killed, cut or filled up. Afterwards the library
must hold exactly what one holds that was filled without a fault.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.command_line import positive
from benchmarks.faults import commands, disks, killed
from benchmarks.faults.courses import AT_ONCE, Course, Setting
from benchmarks.faults.holdings import Difference, difference, holding, total
from index.store.place import SharedPlace
from tests.faults import fault_articles, takes
from tests.servers.postgres import PostgresProcess

SENTENCES = 12
"""Number of sentences of an article: three passages."""

PACE = 0.5
"""Share of an undisturbed addition's time over which the disturbances are spread: all fall within it."""

KINDS: dict[str, Callable[[Setting], list[Course]]] = {
    "postgres": killed.postgres,
    "driver": killed.driver,
    "chroma": killed.chroma,
    "connection": killed.connection,
    "twice": commands.twice,
    "worker": commands.workers,
    "disk": disks.disk,
}

LINE = "{:<12}{:>7}{:>10}{:>9}{:>7}{:>9}  {}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kinds of faults and print a line of each; return 1 where anything is lost, doubled or wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=positive, default=5000)
    parser.add_argument("--kills", type=positive, default=20)
    parser.add_argument("--only", default=",".join(KINDS), help="kinds of faults, separated by commas")
    parser.add_argument("--seed", type=int, default=1, help="what chooses the moments")
    given = parser.parse_args(arguments)
    kinds = given.only.split(",")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        parser.error(f"no kind of fault: {', '.join(unknown)}")
    with tempfile.TemporaryDirectory(prefix="qa-faults-") as folder:
        setting = _setting(Path(folder), given)
        sys.stdout.write(LINE.format("kind", "kills", "restarts", "seconds", "lost", "doubled", "problems"))
        sys.stdout.write("\n")
        return max([_tried(setting, kind) for kind in kinds])


def _setting(folder: Path, given: argparse.Namespace) -> Setting:
    made = fault_articles(given.articles, sentences=SENTENCES)
    database = PostgresProcess(Path(tempfile.mkdtemp(prefix="qa-faults-postgres-")))
    place = SharedPlace(database.address, folder / "undisturbed", "undisturbed")
    seconds = takes(place, made, at_once=AT_ONCE)
    expected = holding(place)
    assert not expected.problems, expected.problems
    sys.stdout.write(
        f"{len(made)} articles, {expected.keys.total()} passages: {seconds:.0f} s without a fault\n"
    )
    return Setting(
        folder, made, given.kills, PACE * seconds / given.kills, random.Random(given.seed), database, expected
    )


def _tried(setting: Setting, kind: str) -> int:
    began = time.monotonic()
    with setting.opened:
        courses = KINDS[kind](setting)
        seconds = time.monotonic() - began
        found = total(difference(holding(one.place), one.expected or setting.expected) for one in courses)
    _print(kind, courses, seconds, found)
    return int(bool(found.lost or found.doubled or found.problems))


def _print(kind: str, courses: Sequence[Course], seconds: float, found: Difference) -> None:
    kills, restarts = sum(one.kills for one in courses), sum(one.restarts for one in courses)
    line = LINE.format(
        kind, kills, restarts, f"{seconds:.0f}", found.lost, found.doubled, len(found.problems)
    )
    sys.stdout.write(f"{line}\n")
    for said in dict.fromkeys(said for one in courses for said in one.said):
        sys.stdout.write(f"    ended with: {said}\n")
    for problem in found.problems:
        sys.stdout.write(f"    {problem}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
