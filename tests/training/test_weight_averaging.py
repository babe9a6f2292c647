import json
from pathlib import Path

import pytest
import torch

from training import weight_averaging as averaging
from training.model_card import CARD, card_of
from training.weight_averaging import FIRST


def run(folder: Path, value: float) -> Path:
    folder.mkdir()
    state = {"weight": torch.full((2, 2), value), "count": torch.tensor([int(value)])}
    torch.save(state, folder / "network.pt")
    (folder / CARD).write_text(json.dumps({"settings": {"seed": 1, "rate": value}}))
    return folder


def test_the_mean_lies_between_two_runs_at_the_share(tmp_path: Path) -> None:
    first, second = run(tmp_path / "first", 1.0), run(tmp_path / "second", 3.0)
    averaging.main([str(first), str(second), str(tmp_path / "mean"), "--share", "0.25"])
    mean = torch.load(tmp_path / "mean" / "network.pt", weights_only=True)
    torch.testing.assert_close(mean["weight"], torch.full((2, 2), 1.5))
    assert mean["count"].tolist() == [1]
    card = json.loads((tmp_path / "mean" / CARD).read_text(encoding="utf-8"))
    assert [made["settings"]["rate"] for made in card["average"]["runs"]] == [1.0, 3.0]
    assert card["average"]["share_of_the_second"] == 0.25
    assert card["settings"]["seed"] == 1


def test_what_the_second_run_began_with_is_told_once(tmp_path: Path) -> None:
    """Else the card would double with every run that goes on from the shipped reader."""
    folders = [run(tmp_path / "run 0", 0.0)]
    for number in (1, 2):
        second = run(tmp_path / f"run {number}", float(number))
        made = {"settings": {"rate": float(number)}, "begun_with": card_of(folders[-1])}
        (second / CARD).write_text(json.dumps(made))
        folders.append(tmp_path / f"mean {number}")
        averaging.average(folders[-2], second, folders[-1])
    outer = card_of(folders[-1])["average"]["runs"]
    inner = outer[0]["average"]["runs"]
    assert [card["settings"]["rate"] for card in (*inner, outer[1])] == [0.0, 1.0, 2.0]
    assert [card["begun_with"] for card in (inner[1], outer[1])] == [FIRST, FIRST]


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    first = run(tmp_path / "first", 1.0)
    with pytest.raises(SystemExit, match=r"No trained weights in .*second"):
        averaging.average(first, tmp_path / "second", tmp_path / "mean")
    assert not (tmp_path / "mean").exists()
