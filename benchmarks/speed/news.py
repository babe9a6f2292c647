"""Indexing throughput and warm latency on news articles, beside the tutorial's pipeline."""

from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from benchmarks.speed.articles import NEWS, write_edited
from benchmarks.speed.bench import OURS, THEIRS, Bench, say
from benchmarks.speed.processes import Json, in_turn, module, qa
from benchmarks.speed.results import Part, Point, Row, beside, exponent, once, ratio, several, tenfold
from benchmarks.speed.tutorial import PASSAGES as THEIR_PASSAGES
from benchmarks.speed.warm_queries import PASSAGES
from qa.evaluation.figures import percentile

SECONDS = "{:.1f} s"
MS = "{:.1f} ms"
MB = "{:,.0f} MB"
RATE = "{:.1f} a second"
TIMES = "{:.1f} ×"


@dataclass(frozen=True, slots=True)
class Aims:
    """What is to be reached on some number of articles: MB and milliseconds at most, None for no aim."""

    adding_mb: float | None = None
    answering_mb: float | None = None
    search: float | None = None
    search_95: float | None = None
    answer: float | None = None


WHOLE = Aims(adding_mb=1200, answering_mb=700, search=12, search_95=25, answer=150)


@dataclass(frozen=True, slots=True)
class Taken:
    """How adding and asking went on some number of articles: what each process told, run for run."""

    adding: dict[str, list[Json]]
    asking: dict[str, list[Json]]


def sample(bench: Bench) -> Part:
    """Measure both sides on a sample of the news articles."""
    return _part(bench, bench.sample, Aims())


def whole(bench: Bench) -> Part:
    """Measure our side on all news articles, adding them again too; and the other where that is wanted."""
    part = _part(bench, NEWS, WHOLE)
    rows, raw = _again(bench)
    return replace(part, rows=(*part.rows, *rows), raw={**part.raw, **raw})


def growth(bench: Bench) -> Part:
    """Tell what adding, searching and answering grow with."""
    sizes = sorted({min(bench.sample, bench.growth), min(NEWS, bench.growth), bench.growth})
    measured = [points_of(bench, size) for size in sizes]
    points = {side: [at[side] for at in measured if side in at] for side in (OURS, THEIRS)}
    ours = points[OURS]
    adding = exponent([(point.articles, point.adding) for point in ours])
    search = exponent([(point.articles, point.search) for point in ours])
    answer = exponent([(point.articles, point.answer) for point in ours if point.answer])
    return Part(
        f"growth over {', '.join(f'{size:,}' for size in sizes)} articles: t in time ~ articles^t "
        "(1 is linear); beyond the news articles these are copies with made-up names",
        (
            # One size tells no growth, so it cannot fail to reach it either.
            once("adding", adding, at_most=None if adding is None else 1.1, beside=tenfold(adding)),
            once("a search", search, at_most=None if search is None else 0.9, beside=tenfold(search)),
            once("an answer", answer, beside=tenfold(answer)),
        ),
        points=points,
    )


@cache
def taken(bench: Bench, number: int) -> Taken:
    """Add so many articles and ask all questions, once in this process."""
    added = bench.added(number)
    return Taken({side: one.runs for side, one in added.items()}, bench.asked(number))


def points_of(bench: Bench, number: int) -> dict[str, Point]:
    """Return each side's point of the growth curves at so many articles."""
    found = taken(bench, number)
    searches = {OURS: "search", THEIRS: THEIRS}
    answering = median(_percentiles(found.asking["answer"], 50))
    return {
        side: Point(
            number,
            median(run["seconds"] for run in runs),
            median(_percentiles(found.asking[searches[side]], 50)),
            answering if side == OURS else None,
        )
        for side, runs in found.adding.items()
    }


def _part(bench: Bench, number: int, aims: Aims) -> Part:
    found = taken(bench, number)
    return Part(
        f"{number:,} news articles: added with the model loaded before, many passages at once embedded in "
        f"{found.adding[OURS][-1]['many_embedded_in']}; each news question asked once "
        f"(a search: our {PASSAGES} best passages; the tutorial's {THEIR_PASSAGES})",
        (*_adding_rows(found.adding, aims), *_asking_rows(found.asking, aims)),
        {"adding": found.adding, "asking": found.asking},
    )


def _adding_rows(adding: dict[str, list[Json]], aims: Aims) -> tuple[Row, ...]:
    ours, theirs = adding[OURS], adding.get(THEIRS, [])
    rows = [
        several("adding", _each(ours, "seconds"), SECONDS, beside=beside(_each(theirs, "seconds"), SECONDS)),
        several("adding, articles", _rates(ours), RATE, beside=beside(_rates(theirs), RATE)),
    ]
    if theirs:
        times = ratio(_rates(ours), _rates(theirs))
        rows.append(once("adding: times as fast as the tutorial", times, TIMES, at_least=4.0))
    return (
        *rows,
        several(
            "memory while adding, at most",
            _each(ours, "peak_mb"),
            MB,
            at_most=aims.adding_mb,
            beside=beside(_each(theirs, "peak_mb"), MB),
        ),
        once(
            "passages", ours[-1]["passages"], "{:,}", beside=beside(_each(theirs[-1:], "passages"), "{:,.0f}")
        ),
    )


def _again(bench: Bench) -> tuple[tuple[Row, ...], Json]:
    """Add all articles once more as they are, then with one of them edited."""
    library, file = bench.added(NEWS)[OURS].folder, bench.file(NEWS)
    say("  adding them again")
    unchanged = in_turn({"": qa("add", file, "--library", library)}, bench.repeat, warm_up=True)[""]
    edited = bench.cache / "articles-edited.jsonl"
    write_edited(file, edited)
    again = module("own_process", "add", file, library)().told
    changed = bench.add_to_copy(library, edited).told
    updated, counted = changed["changes"].get("updated", 0), "{:,}"
    rows = (
        several("again unchanged, whole process", [ran.seconds for ran in unchanged], SECONDS, at_most=3),
        once("again unchanged: passages embedded", again["embedded"], counted, at_most=0),
        once("again, 1 edited", changed["seconds"], SECONDS),
        once("again, 1 edited: articles stored", updated, counted, at_least=1, at_most=1),
        once(
            "again, 1 edited: passages embedded",
            changed["embedded"],
            counted,
            at_most=changed["passages_of_edited"],
            beside="(it has as many as to reach)",
        ),
    )
    return rows, {"unchanged": [ran.to_json() for ran in unchanged], "again": again, "edited": changed}


def _asking_rows(asking: dict[str, list[Json]], aims: Aims) -> tuple[Row, ...]:
    search, theirs, answer = asking["search"], asking.get(THEIRS, []), asking["answer"]

    def milliseconds(
        label: str, runs: list[Json], percent: float, at_most: float | None, other: list[Json]
    ) -> Row:
        shown = beside(_percentiles(other, percent), MS)
        return several(label, _percentiles(runs, percent), MS, at_most=at_most, beside=shown)

    known = search[0]["known"]
    return (
        milliseconds("a search, median", search, 50, aims.search, theirs),
        milliseconds("a search, 95th percentile", search, 95, aims.search_95, theirs),
        milliseconds("a search through the assistant, median", asking["assistant"], 50, None, []),
        milliseconds("an answer, median", answer, 50, aims.answer, []),
        milliseconds("an answer, 95th percentile", answer, 95, None, []),
        several("tokens read for an answer, mean", _each(answer, "tokens_read"), "{:.0f}"),
        several("runs of the network for an answer, mean", _each(answer, "network_runs"), "{:.1f}"),
        several("memory while answering, at most", _each(answer, "peak_mb"), MB, at_most=aims.answering_mb),
        once(
            f"right article first, of {known} known",
            _share(asking["assistant"]),
            beside=beside([share] if (share := _share(theirs)) is not None else [], "{:.2f}"),
        ),
    )


def _each(runs: list[Json], name: str) -> list[float]:
    return [run[name] for run in runs]


def _rates(runs: list[Json]) -> list[float]:
    """Return articles a second, run for run."""
    return [run["articles"] / run["seconds"] for run in runs]


def _percentiles(runs: list[Json], percent: float) -> list[float]:
    """Return a percentile of the milliseconds of each run's questions."""
    return [percentile(run["milliseconds"], percent) or 0.0 for run in runs]


def _share(runs: list[Json]) -> float | None:
    return runs[0]["first"] / runs[0]["known"] if runs and runs[0]["known"] else None
