"""Average two networks of one kind (a model soup): `python -m training.weight_averaging FIRST SECOND INTO`.

Where the second run was fine-tuned from the first's weights, their mean is better than either (Wortsman et
al., Model soups, 2022).
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.model_card import CARD
from training.onnx_weights import load_weights

SHARE = 0.3
FIRST = "the first of these runs"

Card = dict[str, Any]


def average(first: Path, second: Path, into: Path, share: float = SHARE) -> None:
    """Write `network.pt` and a card of both runs into a folder; `share` is the second's part.

    A folder is that of a training run, or of an exported reader or tagger. Raises SystemExit where it is
    neither.
    """
    one, other = _weights(first), _weights(second)
    into.mkdir(parents=True, exist_ok=True)
    mean = {
        name: torch.lerp(value, other[name], share) if value.is_floating_point() else value
        for name, value in one.items()
    }
    torch.save(mean, into / "network.pt")
    cards = [json.loads((folder / CARD).read_text(encoding="utf-8")) for folder in (first, second)]
    card = without_repeated_run(
        {"average": {"share_of_the_second": share, "runs": cards}, "settings": cards[1]["settings"]}
    )
    (into / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def without_repeated_run(card: Card) -> Card:
    """Return a card in which no average tells of its first run again as what its second began with."""
    if "average" not in card:
        return card
    first, second = card["average"]["runs"]
    if second.get("begun_with") == first:
        second = second | {"begun_with": FIRST}
    return card | {
        "average": card["average"] | {"runs": [without_repeated_run(first), without_repeated_run(second)]}
    }


def _weights(folder: Path) -> dict[str, Tensor]:
    for name in ("network.pt", "reader.onnx", "tagger.onnx"):
        if (folder / name).is_file():
            return load_weights(folder / name)
    raise SystemExit(f"No trained weights in {folder}. Run `python -m training DATA` first.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Average as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m training.weight_averaging", description="Average two networks of one kind."
    )
    parser.add_argument("first", type=Path, help="the folder of a run, or of an exported network")
    parser.add_argument("second", type=Path, help="of one that went on from its weights")
    parser.add_argument("into", type=Path, help="where the mean goes")
    parser.add_argument("--share", type=float, default=SHARE, help=f"the second's part (default: {SHARE})")
    given = parser.parse_args(arguments)
    average(given.first, given.second, given.into, given.share)


if __name__ == "__main__":
    main()
