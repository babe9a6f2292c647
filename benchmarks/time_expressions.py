"""How well time expressions are found and valued: TempEval-3's relaxed F1, and F1 with the right value.

    python -m benchmarks.time_expressions DATA

DATA is the folder of the public data for measuring. The rules were written on every second article, from the
second on (`odd`); the others (`even`) tell how they do on articles that nobody looked at.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.command_line import data_parser
from benchmarks.data import rows
from qa.language import TimeExpression, times

TYPES = ("DATE", "TIME", "DURATION")


def f1(articles: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return the micro-averaged F1 of spans that overlap, and of those that have the right value too."""
    expected = found = overlapping = right = 0
    for row in articles:
        gold = [time for time in row["times"] if time["type"] in TYPES]
        mine = [time for time in times(row["text"], row["published"]) if time.type in TYPES]
        pairs = matched(gold, mine)
        expected, found = expected + len(gold), found + len(mine)
        overlapping += len(pairs)
        right += sum(one["value"] == other.value for one, other in pairs)
    total = max(1, expected + found)
    return 2 * overlapping / total, 2 * right / total


def matched(
    gold: Sequence[dict[str, Any]], mine: Sequence[TimeExpression]
) -> list[tuple[dict[str, Any], TimeExpression]]:
    """Return each expected expression with one of those found that overlaps it, none of them twice."""
    pairs: list[tuple[dict[str, Any], TimeExpression]] = []
    taken: set[int] = set()
    for one in gold:
        for other in mine:
            if other.start < one["end"] and one["start"] < other.end and other.start not in taken:
                taken.add(other.start)
                pairs.append((one, other))
                break
    return pairs


def main() -> None:
    """Print both figures for either half and for all articles."""
    every = list(rows(data_parser("time_expressions", __doc__).parse_args().data, "times/timebank"))
    for name, part in (("odd", every[1::2]), ("even", every[::2]), ("all", every)):
        spans, values = f1(part)
        print(f"{name:<5} {len(part):>4} articles   spans {spans:.3f}   with the right value {values:.3f}")


if __name__ == "__main__":
    main()
