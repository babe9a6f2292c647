"""A bench whose processes have already run."""

from pathlib import Path

from benchmarks.speed.bench import OURS, THEIRS, Added, Bench
from benchmarks.speed.processes import Json


class ToldBench(Bench):
    """Tells of libraries that take a tenth of a second an article, and the other side's five times that."""

    def added(self, number: int) -> dict[str, Added]:
        runs = {
            OURS: [told(number, 0.1 * number, 500.0 + extra) for extra in (0.0, 10.0, 20.0)],
            THEIRS: [told(number, 0.5 * number, 1800.0)],
        }
        return {side: Added(self.cache / side, runs[side]) for side in self.sides(number)}

    def asked(self, number: int) -> dict[str, list[Json]]:
        asking = {"search": 8.0, "assistant": 9.0, "answer": 100.0, THEIRS: 14.0}
        if THEIRS not in self.sides(number):
            del asking[THEIRS]
        return {
            name: [
                {
                    "milliseconds": [typical, typical, 10 * typical],
                    "known": 4,
                    "first": 3,
                    "peak_mb": 600.0,
                    "tokens_read": 612.4,
                    "network_runs": 4.25,
                }
            ]
            for name, typical in asking.items()
        }


def told(number: int, seconds: float, peak: float) -> Json:
    """Return what a process that added articles tells."""
    return {
        "articles": number,
        "seconds": seconds,
        "passages": 12 * number,
        "peak_mb": peak,
        "many_embedded_in": "bfloat16",
    }


def told_bench(folder: Path, *, whole: bool = False, growth: int = 2500) -> ToldBench:
    """Make such a bench."""
    return ToldBench(
        folder, folder, folder, sample=250, whole=whole, growth=growth, adding=3, repeat=3, cold=5
    )
