from pathlib import Path

from training.batches import batches_of
from training.examples import examples


def test_a_batch_holds_examples_of_near_equal_length(data: Path) -> None:
    every = examples(data, 1)
    batches = batches_of(every, 10, 1)
    assert sorted(map(repr, every)) == sorted(repr(example) for batch in batches for example in batch)
    assert all(len(batch) == 10 for batch in batches[:-1] if len(batch) != len(every) % 10)
    spread = [_spread([len(one.passage) for one in batch]) for batch in batches]
    together = _spread([len(one.passage) for one in every])
    assert sum(spread) / len(spread) < together / 4


def _spread(values: list[int]) -> int:
    return max(values) - min(values)
