"""Cold starts: commands that do one task on the sample articles, and where their time goes."""

import shutil
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.speed.bench import OURS, THEIRS, Bench, say
from benchmarks.speed.processes import ROOT, Ran, in_turn, module, qa, run
from benchmarks.speed.results import Part, Row, once, ratio, several
from benchmarks.speed.warm_queries import WARM_UP

SEEDS = ROOT / "seeds"
SECONDS = "{:.2f} s"
MODULES = (
    "numpy",
    "tokenizers",
    "onnxruntime",
    "openvino",
    "chromadb",
    "rich.console",
    "trafilatura",
    "langchain_core.retrievers",
    "langchain_chroma",
    "torch",
    "sentence_transformers",
    "gradio",
)


def cold(bench: Bench) -> Part:
    """Time whole processes: the commands, and the same question through the tutorial's pipeline."""
    folder = seeds(bench)
    ours, theirs = folder / OURS, folder / THEIRS
    place = ("--library", ours)
    say(f"  {bench.cold} runs of each command")
    runs = in_turn(
        {
            "qa ask": qa("ask", WARM_UP[0], *place),
            "tutorial": module("tutorial", bench.model, theirs, WARM_UP[0]),
        },
        bench.cold,
        warm_up=True,
    )
    runs |= in_turn(
        {
            "qa --help": qa("--help"),
            "qa list": qa("list", *place),
            "qa add seeds, unchanged": qa("add", SEEDS, *place),
            "python -c pass": lambda: run("-c", "pass"),
        },
        bench.cold,
        warm_up=True,
    )
    return Part(
        "whole processes on the two sample articles, in the page cache; the tutorial's in turn with `qa ask`",
        _rows({name: [ran.seconds for ran in ended] for name, ended in runs.items()}),
        {name: [ran.to_json() for ran in ended] for name, ended in runs.items()},
    )


def _rows(seconds: dict[str, list[float]]) -> tuple[Row, ...]:
    asking, theirs = seconds["qa ask"], seconds["tutorial"]
    return (
        several("qa ask", asking, SECONDS, at_most=1.4, beside=SECONDS.format(median(theirs))),
        once("qa ask: times as fast as the tutorial", ratio(theirs, asking), "{:.1f} ×", at_least=5.0),
        several("qa --help", seconds["qa --help"], SECONDS, at_most=0.15),
        several("qa list", seconds["qa list"], SECONDS),
        several("qa add, unchanged", seconds["qa add seeds, unchanged"], SECONDS),
        several("python -c pass", seconds["python -c pass"], SECONDS),
    )


def start(bench: Bench) -> Part:
    """Time the steps of a process until its first answer, and the imports that such steps may need."""
    stages = in_turn(
        {"begin": module("own_process", "begin", seeds(bench) / OURS)}, bench.repeat, warm_up=True
    )["begin"]
    imports = _imports([name for name in MODULES if find_spec(name.partition(".")[0])], bench.repeat)
    nothing = [ran.seconds for ran in imports.pop("")]
    return Part(
        "where a cold start goes: the steps of one process; imports in processes of their own, "
        "less one that imports nothing",
        (
            *(
                several(name, [ran.told["stages"][name] for ran in stages], SECONDS)
                for name in stages[0].told["stages"]
            ),
            *(
                several(f"import {name}", [ran.seconds - median(nothing) for ran in ended], SECONDS)
                for name, ended in imports.items()
            ),
        ),
        {
            "steps": [ran.to_json() for ran in stages],
            "imports": {name: [ran.to_json() for ran in ended] for name, ended in imports.items()},
        },
    )


@cache
def seeds(bench: Bench) -> Path:
    """Make a library of the sample articles for each side, once in this process; return their folder.

    After that each side has made what it makes on a machine only once, such as an exported model.
    """
    folder = bench.cache / "seeds"
    shutil.rmtree(folder, ignore_errors=True)
    say("  adding the sample articles")
    qa("add", SEEDS, "--library", folder / OURS)()
    module("tutorial_process", "add", bench.model, SEEDS, folder / THEIRS)()
    return folder


def _imports(names: Sequence[str], times: int) -> dict[str, list[Ran]]:
    """Import each module in processes of its own, and nothing under the name ""."""
    say(f"  importing {len(names)} modules")

    def importing(name: str) -> list[Ran]:
        code = f"import {name}" if name else "pass"
        return in_turn({name: lambda: run("-c", code)}, times, warm_up=True)[name]

    return {name: importing(name) for name in ("", *names)}
