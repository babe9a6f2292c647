import json
from pathlib import Path

import pytest

from training import __main__ as train
from training import trainer as run
from training.model_card import CARD


def test_weights_that_are_absent_are_named(data: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"network\.pt is absent\. Name"):
        train.main([str(data), "--into", str(tmp_path), "--from", str(tmp_path / "network.pt")])


def test_the_command_line_names_data_folder_and_seed(
    data: Path,
    tiny_base: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "packaged_folder", lambda: tiny_base)
    monkeypatch.setattr(run, "SAY_EVERY", 1)
    train.main([str(data), "--into", str(tmp_path / "run"), "--seed", "3", "--max-examples", "40"])
    card = json.loads((tmp_path / "run" / CARD).read_text(encoding="utf-8"))
    assert (card["settings"]["seed"], card["examples"], card["steps"]) == (3, 40, 3)
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in said if line.startswith("step")] == [
        "step 1 of 3",
        "step 2 of 3",
        "step 3 of 3",
    ]
