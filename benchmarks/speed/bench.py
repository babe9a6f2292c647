"""The set-up of every part: the data, the numbers of runs, and the libraries, which are made once."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.articles import NEWS, write_articles, write_questions
from benchmarks.speed.processes import ROOT, Json, Ran, in_turn, module

OURS = "ours"
THEIRS = "tutorial"

_HERE = Path(__file__).parent
_CODE = {
    OURS: (ROOT / "index", ROOT / "qa" / "defaults.py", _HERE / "own_process.py"),
    THEIRS: (_HERE / "tutorial.py", _HERE / "tutorial_process.py"),
}
"""What a library is made by: one made by other code is made anew, as the time it took is a figure."""


@dataclass(frozen=True, slots=True)
class Added:
    """One side's library of some articles, and what each process that made it told."""

    folder: Path
    runs: list[Json]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the data is, how much of it is measured, and how often.

    Attributes:
        model: the folder of the sentence-transformers model that the tutorial's pipeline loads.
        cache: the folder that keeps what was made; it may be thrown away after the run.
        sample: how many articles both sides add.
        whole: whether both sides add all news articles too, once.
        growth: the most articles of the growth curve.
        adding: how often both sides add the sample.
        repeat: runs of every other figure; `cold` of a process that starts, does one thing and ends.
        every: only every so many questions are asked.
    """

    data: Path
    model: Path
    cache: Path
    sample: int
    whole: bool
    growth: int
    adding: int
    repeat: int
    cold: int
    every: int = 1

    def sides(self, number: int) -> tuple[str, ...]:
        """Return which sides add so many articles."""
        both = number == self.sample or (self.whole and number == NEWS)
        return (OURS, THEIRS) if both else (OURS,)

    def file(self, number: int) -> Path:
        """Return a JSONL file of so many articles."""
        return self._once(f"articles-{number}.jsonl", lambda path: write_articles(self.data, number, path))

    def questions(self, number: int) -> Path:
        """Return a file of the questions to ask a library of so many articles."""
        name = f"questions-{number}-{self.every}.jsonl"
        return self._once(name, lambda path: write_questions(self.data, number, path, self.every))

    def added(self, number: int) -> dict[str, Added]:
        """Return each side's library of so many articles, made in turn unless it was made before."""
        sides = self.sides(number)
        times = self.adding if number == self.sample else 1

        def make(folder: Path) -> Json:
            runs: dict[str, list[Json]] = {side: [] for side in sides}
            for _ in range(times):
                for side, told in runs.items():
                    shutil.rmtree(folder / side, ignore_errors=True)
                    told.append(self._add(side, number, folder / side).to_json())
            return runs

        folder, runs = self._kept(f"{'-'.join(sides)}-{number}-{times}", sides, make)
        return {side: Added(folder / side, runs[side]) for side in sides}

    def add_to_copy(self, library: Path, articles: Path) -> Ran:
        """Add a file of articles to a copy of our library, which is thrown away."""
        copy = self.cache / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(library, copy)
        try:
            return module("own_process", "add", articles, copy)()
        finally:
            shutil.rmtree(copy)

    def asked(self, number: int) -> dict[str, list[Json]]:
        """Let processes ask libraries of so many articles the news questions, in turn.

        Returns:
            What each process told, by what it did: `search`, `assistant`, `answer`, and `tutorial` where the
            other side has a library of as many.
        """
        added, questions = self.added(number), self.questions(number)
        commands = {
            what: module("own_process", what, added[OURS].folder, questions)
            for what in ("search", "assistant", "answer")
        }
        if THEIRS in added:
            commands[THEIRS] = module(
                "tutorial_process", "search", self.model, added[THEIRS].folder, questions
            )
        say(f"  asking {number:,} articles: {self.repeat} times {len(commands)} processes")
        runs = in_turn(commands, self.repeat, warm_up=False)
        return {name: [ran.to_json() for ran in ended] for name, ended in runs.items()}

    def _add(self, side: str, number: int, folder: Path) -> Ran:
        say(f"  {side}: adding {number:,} articles")
        if side == THEIRS:
            return module("tutorial_process", "add", self.model, self.file(number), folder)()
        return module("own_process", "add", self.file(number), folder)()

    def _kept(self, name: str, sides: Sequence[str], make: Callable[[Path], Json]) -> tuple[Path, Json]:
        """Return a folder that was made before by the same code, or make it; and what making it told."""
        folder = self.cache / f"{name}-{code_of(sides)}"
        told = folder / "told.json"
        if not told.is_file():
            # What was made by other code, or not to the end.
            for old in self.cache.glob(f"{name}-*"):
                shutil.rmtree(old)
            folder.mkdir(parents=True)
            partial = told.with_suffix(".partial")
            partial.write_text(json.dumps(make(folder)), encoding="utf-8")
            partial.replace(told)
        return folder, json.loads(told.read_text(encoding="utf-8"))

    def _once(self, name: str, write: Callable[[Path], None]) -> Path:
        """Return a file of the cache, written where it is not there: whole or not at all."""
        path = self.cache / name
        if not path.is_file():
            self.cache.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".partial")
            write(partial)
            partial.replace(path)
        return path


def code_of(sides: Sequence[str]) -> str:
    """Name the code that these sides add articles with: any change gives another name."""
    digest = hashlib.sha256()
    for side in sides:
        for place in _CODE[side]:
            for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


def say(words: str) -> None:
    """Say on the error stream how far the work is."""
    print(words, file=sys.stderr, flush=True)
