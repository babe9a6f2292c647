"""Where does the time go? Cold start, imports, adding, a warm query and an answer, on the sample articles.

    python -m benchmarks.timings [--repeat N] [--json FILE]

Medians of several runs with the smallest and largest; each cold figure is a process of its own, started with
the files already in the page cache.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTIONS = (
    "What did North Korea reportedly ship to Russia?",
    "Who is the author of the essay?",
    "When did Putin last visit Pyongyang?",
    "What is the INSS?",
)
IMPORTS = (
    "sentence_transformers",
    "gradio",
    "chromadb",
    "langchain_core.retrievers",
    "trafilatura",
    "rich.console",
)

Times = dict[str, list[float]]


def main() -> None:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", type=Path)
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = cold(Path(folder) / "library", flags.repeat) | warm(Path(folder) / "library", flags.repeat)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, seconds\n")
    print(f"{'':44}{'median':>9}{'least':>9}{'most':>9}")
    for name, seconds in times.items():
        print(f"{name:44}{statistics.median(seconds):9.3f}{min(seconds):9.3f}{max(seconds):9.3f}")
    if flags.json:
        flags.json.write_text(json.dumps(times, indent=1), encoding="utf-8")


def cold(library: Path, repeat: int) -> Times:
    """Time whole processes: the command line and what it imports."""

    def qa(*arguments: str) -> Callable[[], object]:
        return partial(run, "-c", "import sys; from ui.cli import main; sys.exit(main())", *arguments)

    place = ("--library", str(library))
    times: Times = {"cold: qa add seeds (into nothing)": [timed(qa("add", str(SEEDS), *place))]}
    commands: dict[str, Callable[[], object]] = {
        "cold: qa --help": qa("--help"),
        "cold: qa list": qa("list", *place),
        "cold: qa add seeds (unchanged)": qa("add", str(SEEDS), *place),
        "cold: qa ask": qa("ask", QUESTIONS[0], *place),
        "cold: python -c pass": partial(run, "-c", "pass"),
    }
    commands |= {f"cold: import {module}": partial(run, "-c", f"import {module}") for module in IMPORTS}
    for name, command in commands.items():
        command()
        times[name] = [timed(command) for _ in range(repeat)]
    return times


def warm(library: Path, repeat: int) -> Times:
    """Time what one process does once everything is loaded, and the loading itself."""
    from qa.assistant import Assistant

    times: Times = {}
    assistant: list[Assistant] = []
    times["open a library"] = [timed(lambda: assistant.append(Assistant.open(library)))]
    times["first answer (loads the model)"] = [timed(lambda: assistant[0].ask(QUESTIONS[0]))]
    embedder = assistant[0].library.embedder
    stages: dict[str, Callable[[str], object]] = {
        "warm: embed a question": embedder.embed_question,
        "warm: search (dense, BM25, fusion)": assistant[0].search,
        "warm: answer (search and reading)": assistant[0].ask,
    }
    for name, stage in stages.items():
        times[name] = [timed(partial(stage, question)) for question in QUESTIONS for _ in range(repeat)]
    assistant[0].close()
    return times


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(*arguments: str) -> None:
    """Run Python in a process of its own and insist that it ends well."""
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    main()
