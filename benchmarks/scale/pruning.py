"""How many words of a question keyword search leaves out: `python -m benchmarks.scale.pruning`.

A word that more passages have than are read is left out of a query that has a rarer one. This is no
measurement: it follows from Zipf's law, as the synthetic passages obey it, and from the full text's limits.
"""

from math import log

from benchmarks.scale.passages import FUNCTION_WORDS, KERNEL, KERNEL_SHARE, WORDS_A_PASSAGE
from index.store.sqlite.full_text import MAX_DF_SHARE, MOST_CANDIDATES, PRUNING_MIN_PASSAGES

SIZES = (100_000, 1_000_000, 10_000_000, 100_000_000)


def left_out(passages: int) -> float:
    """Return the share of a question's words that too many of so many passages have."""
    most = min(max(PRUNING_MIN_PASSAGES, MAX_DF_SHARE * passages), MOST_CANDIDATES)
    low, high = 1.0, 1e9
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if _frequency(middle) * passages > most else (low, middle)
    asked = 1 - _share_up_to(FUNCTION_WORDS)
    return max(0.0, _share_up_to(low) - _share_up_to(FUNCTION_WORDS)) / asked


def _frequency(rank: float) -> float:
    """Return the share of the passages that have the word of a rank."""
    of_words = (1 - KERNEL_SHARE) / rank * min(1.0, KERNEL / rank)
    return float(1 - (1 - of_words) ** WORDS_A_PASSAGE)


def _share_up_to(rank: float) -> float:
    """Return the share of a text's words that are of this rank, or of a lower one."""
    beyond = 1 - KERNEL / rank if rank > KERNEL else 0.0
    return float((1 - KERNEL_SHARE) * (log(min(rank, KERNEL)) + beyond))


def main() -> None:
    """Print a line a size."""
    for passages in SIZES:
        share = left_out(passages)
        print(
            f"{passages:11,} passages: {share:.0%} of the words are left out; of {share**4:.1%} of the "
            f"questions of four words, and {share**8:.2%} of those of eight, all are"
        )


if __name__ == "__main__":
    main()
