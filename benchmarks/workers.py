"""Adding by one process and by several workers on this machine: seconds, and the memory of all processes.

python -m benchmarks.workers DATA [--articles 400] [--workers 2] [--runs 2]

Each run is a `qa add` of its own, in turn, into a new library, the model's files being there; "start" is one
of a single article. On a machine that does other things, too, the seconds tell little: its load is printed.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.command_line import data_parser, positive
from benchmarks.speed.processes import environment

QA = "import sys; from ui.cli import main; sys.exit(main())"

BETWEEN_SAMPLES = 0.5
"""Number of seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One addition: its seconds, and the most memory that its processes held together, in MB (10⁶ bytes)."""

    seconds: float
    peak: float


def main() -> None:
    """Measure and print."""
    parser = data_parser("workers", __doc__)
    parser.add_argument("--articles", type=positive, default=400)
    parser.add_argument("--workers", type=positive, default=2)
    parser.add_argument("--runs", type=positive, default=2)
    flags = parser.parse_args()
    by_workers = ["--workers", str(flags.workers)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        news = flags.data / "news" / "articles.jsonl.gz"
        one, many = write(news, folder / "one", 1), write(news, folder / "many", flags.articles)
        qa_add(one, folder / "warm-up", [])
        print(f"{flags.articles} articles, {flags.workers} workers, {os.cpu_count()} processors")
        sides = {"one process": [], "workers": by_workers}
        for what, articles in (("start", one), ("all", many)):
            taken: dict[str, list[Ran]] = {side: [] for side in sides}
            for number in range(flags.runs):
                for side, options in sides.items():
                    library = folder / f"{what}-{side}-{number}"
                    taken[side].append(ran := qa_add(articles, library, options))
                    print(f"  {what} {side}: {ran.seconds:.1f} s, {ran.peak:.0f} MB", flush=True)
            show(what, taken, 1 if articles is one else flags.articles)


def write(source: Path, folder: Path, count: int) -> Path:
    """Write articles as a file each, and return their folder."""
    folder.mkdir()
    with gzip.open(source, "rt", encoding="utf-8") as rows:
        for number, row in enumerate(islice(rows, count)):
            article = json.loads(row)
            (folder / f"{number}.jsonl").write_text(json.dumps(article), encoding="utf-8")
    return folder


def qa_add(articles: Path, library: Path, options: list[str]) -> Ran:
    """Add a folder in a process of its own, and watch it and all that it starts."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", QA, "add", "--library", str(library), *options, str(articles)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(proportional_size, family(process.pid))))
        time.sleep(BETWEEN_SAMPLES)
    assert process.returncode == 0
    return Ran(time.perf_counter() - begun, peak / 1e6)


def family(process: int) -> set[int]:
    """Return a process and all that it started, directly or not."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def proportional_size(process: int) -> int:
    """Return a process's memory in bytes; what it shares with others counts in parts."""
    try:
        told = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return 1024 * int(told[1]) if told else 0


def show(what: str, taken: dict[str, list[Ran]], articles: int) -> None:
    """Print the median of each side, and how they compare."""
    seconds = {side: median(ran.seconds for ran in runs) for side, runs in taken.items()}
    for side, runs in taken.items():
        told = ", ".join(f"{ran.seconds:.1f}" for ran in runs)
        peak = max(ran.peak for ran in runs)
        rate = articles / seconds[side]
        print(f"{what:>5} {side:>12}: {seconds[side]:6.1f} s ({told}), {rate:5.1f} a second, {peak:5.0f} MB")
    speed_up = seconds["one process"] / seconds["workers"]
    print(f"      {speed_up:.2f} times as quick by workers; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
