"""How a library grows: adding, searching, memory and disk at each size, in a folder and on servers.

    python -m benchmarks.scale [--sizes 10000,100000,1000000] [--stores local,servers] [--into FOLDER]

One library of each kind grows through the sizes: synthetic passages with vectors of 384 dimensions, nothing
is embedded. Adding and searching are each done by a process of its own. The servers are real ones on
loopback, with the settings that they come with. With --into the libraries stay there, and a later run goes on
to larger sizes.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.command_line import positive, write_text
from benchmarks.scale.chart import PICTURE, RESULTS, scale_chart
from benchmarks.scale.passages import PASSAGES_AN_ARTICLE
from benchmarks.scale.results import Point, from_json, to_json, to_markdown
from benchmarks.scale.sides import SIDES, Side
from benchmarks.speed import machine
from benchmarks.speed.bench import say
from benchmarks.speed.processes import ChildFailed, Ran, run

QUERIES = 60
"""Number of searches of each kind."""

Process = Callable[..., Ran]


def main(arguments: Sequence[str] | None = None, process: Process = run) -> int:
    """Measure, print the table, write the figures and the plot."""
    flags = _parser().parse_args(arguments)
    facts = machine.facts()
    with ExitStack() as stack:
        folder = flags.into or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="article-qa-")))
        kept = folder / "points.json"
        points = from_json(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
        for name in flags.stores:
            with SIDES[name](folder.resolve()) as side:
                own = points.setdefault(name, [])
                for size in sorted(flags.sizes):
                    if own and size <= own[-1].passages:
                        continue
                    try:
                        own.append(measured(name, side, size, flags.queries, process))
                    except ChildFailed as error:
                        sys.exit(f"Measuring {name} at {size:,} passages failed. {error}")
                    # After every size: what took long is not lost where a larger one is stopped.
                    write_text(kept, to_json(points, facts))
                    write_text(flags.json, to_json(points, facts))
    flags.plot.parent.mkdir(parents=True, exist_ok=True)
    flags.plot.write_bytes(scale_chart(points))
    print(f"{machine.in_words(facts)}\n\n{to_markdown(points)}")
    return 0


def measured(name: str, side: Side, size: int, queries: int, process: Process) -> Point:
    """Let a library grow to a size and search it."""
    say(f"{name}: adding up to {size:,} passages")
    before = side.processor_time()
    adding = process("-m", "benchmarks.scale.own_process", "add", str(size), *side.place)
    processor = side.processor_time() - before + adding.told["processor"]
    busy = os.getloadavg()[0]
    say(f"{name}: searching {size:,} passages")
    searching = process("-m", "benchmarks.scale.own_process", "search", str(queries), *side.place)
    return Point(
        passages=size,
        added=adding.told["passages"],
        adding={part: adding.told[part] for part in ("record", "full text", "index")},
        processor=processor,
        searches=searching.told["milliseconds"],
        recall=searching.told["recall"],
        memory={"adding": adding.peak, "searching": searching.told["peak_mb"], **side.memory()},
        disk={part: size / 1e6 for part, size in side.files().items()},
        load=(busy, os.getloadavg()[0]),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "--sizes",
        type=_sizes,
        default=[10_000, 100_000, 1_000_000],
        metavar="N,N,…",
        help="numbers of passages (default: 10000,100000,1000000)",
    )
    add(
        "--stores",
        type=_stores,
        default=list(SIDES),
        metavar="NAME,…",
        help=f"of {', '.join(SIDES)} (default: all)",
    )
    add("--into", type=Path, metavar="FOLDER", help="keep the libraries here, for a run that goes on")
    add("--queries", type=positive, default=QUERIES, metavar="N", help=f"of each kind (default: {QUERIES})")
    add("--json", type=Path, default=RESULTS, metavar="FILE", help="write all figures there")
    add("--plot", type=Path, default=PICTURE, metavar="FILE", help="write the curves there")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = [positive(part) for part in text.split(",")]
    if odd := [size for size in sizes if size % PASSAGES_AN_ARTICLE]:
        raise argparse.ArgumentTypeError(f"{odd[0]} is no multiple of {PASSAGES_AN_ARTICLE}")
    return sizes


def _stores(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in SIDES]:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(SIDES)}")
    return names


if __name__ == "__main__":
    raise SystemExit(main())
