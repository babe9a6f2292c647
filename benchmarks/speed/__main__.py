"""Every figure of speed, beside what it is to reach and what LangChain's tutorial pipeline takes.

    python -m benchmarks.speed DATA [--whole] [--growth ARTICLES] [--cache FOLDER] [--only NAME ...]

DATA is the folder of the public data for measuring. Each figure is the median of several runs, each in a
process of its own, both sides in turn; the model is the same, and so are threads and environment. A run takes
about a quarter of an hour; with --cache what was added is kept, and a run that was stopped goes on.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from benchmarks.command_line import positive, write_text
from benchmarks.data import require
from benchmarks.speed import cold_start, machine, news
from benchmarks.speed.articles import ARTICLES, NEWS, QUESTIONS
from benchmarks.speed.bench import Bench, say
from benchmarks.speed.chart import PICTURE, RESULTS, growth_chart
from benchmarks.speed.processes import ChildFailed
from benchmarks.speed.results import Part, to_json, to_text
from index.embedding.packaged_model import packaged_folder

PARTS: dict[str, Callable[[Bench], Part]] = {
    "cold": cold_start.cold,
    "start": cold_start.start,
    "sample": news.sample,
    "whole": news.whole,
    "growth": news.growth,
}


OTHER_SIDE = ("langchain_chroma", "langchain_huggingface", "langchain_text_splitters")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write the figures and the plot."""
    parser = _parser()
    flags = parser.parse_args(arguments)
    if flags.data is None:
        parser.error("name the folder of the public data: make bench DATA=FOLDER")
    require(flags.data, [ARTICLES, QUESTIONS])
    _require_other_side()
    names = [name for name in PARTS if name in (flags.only or PARTS)]
    # A part of the figures does not replace the whole unless that is asked for.
    json_file = flags.json or (None if flags.only else RESULTS)
    plot_file = flags.plot or (None if flags.only else PICTURE)
    facts = machine.facts()
    parts: dict[str, Part] = {}
    with ExitStack() as stack:
        cache = flags.cache or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="article-qa-")))
        bench = _bench(flags, cache.resolve())
        settings = {name: value for name, value in asdict(bench).items() if not isinstance(value, Path)}
        for name in names:
            say(f"{name} …")
            try:
                cold_start.seeds(bench)
                parts[name] = PARTS[name](bench)
            except ChildFailed as error:
                sys.exit(f"Measuring {name} failed. {error}")
            # After every part: what took long is not lost where a later one is stopped.
            if json_file:
                write_text(json_file, to_json(parts, facts, settings))
    if plot_file and "growth" in parts:
        write_text(plot_file, growth_chart(parts["growth"].points))
    print(f"{machine.in_words(facts)}\n\n{to_text(parts)}")
    print(*(f"Wrote {path.name}." for path in (json_file, plot_file) if path and path.is_file()), sep="\n")
    return 0


def _require_other_side() -> None:
    absent = [name.replace("_", "-") for name in OTHER_SIDE if not find_spec(name)]
    if absent:
        wanted = ", ".join(absent)
        sys.exit(
            f"The tutorial's pipeline needs {wanted}. Run `make bench DATA=FOLDER`, which installs them."
        )


def _bench(flags: argparse.Namespace, cache: Path) -> Bench:
    return Bench(
        data=flags.data.resolve(),
        model=packaged_folder(),
        cache=cache,
        sample=flags.sample,
        whole=flags.whole,
        growth=flags.growth,
        adding=flags.repeat,
        repeat=flags.repeat,
        cold=max(5, flags.repeat),
        every=flags.every,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("data", type=Path, nargs="?", help="the folder of the public data for measuring")
    add(
        "--only",
        nargs="+",
        choices=PARTS,
        metavar="NAME",
        help=f"of {', '.join(PARTS)}; writes what is named",
    )
    add(
        "--sample", type=_sample, default=250, metavar="N", help="articles that both sides add (default: 250)"
    )
    add("--whole", action="store_true", help=f"both sides add all {NEWS:,} too, once: half an hour more")
    add("--growth", type=positive, default=NEWS, metavar="N", help="most articles of the curves (try 25000)")
    add(
        "--repeat",
        type=positive,
        default=3,
        metavar="N",
        help="runs of each figure (default: 3; cold ones 5)",
    )
    add("--every", type=positive, default=1, metavar="N", help="ask every Nth question only")
    add("--cache", type=Path, metavar="FOLDER", help="keep the libraries here, for a run that goes on")
    add("--json", type=Path, metavar="FILE", help="write all runs (default: benchmarks/results.json)")
    add("--plot", type=Path, metavar="FILE", help="write the curves (default: docs/images/growth.svg)")
    return parser


def _sample(text: str) -> int:
    number = positive(text)
    if number > NEWS:
        raise argparse.ArgumentTypeError(f"there are {NEWS} news articles")
    return number


if __name__ == "__main__":
    raise SystemExit(main())
