import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.training import facts
from training import model_card as card_module
from training.examples import EPOCHS_PER_DATASET
from training.model_card import CARD, CODE, TrainingRecord, add_to_card, write_card

MADE = TrainingRecord(settings={"seed": 7, "rate": 1e-4}, examples=120, without_answer=30, steps=8)


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    return facts.write(tmp_path / "data", facts.all_rows())


def card_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    return content


def test_it_says_what_the_run_was_given_and_did(own_data: Path, tmp_path: Path) -> None:
    write_card(tmp_path, own_data, MADE)
    card = card_of(tmp_path)
    assert card["settings"] == {"seed": 7, "rate": 1e-4}
    assert (card["examples"], card["without_answer"], card["steps"]) == (120, 30, 8)


def test_it_names_every_file_by_its_digest(own_data: Path, tmp_path: Path) -> None:
    write_card(tmp_path, own_data, MADE)
    card = card_of(tmp_path)
    assert {name: file["draws"] for name, file in card["data"].items()} == {
        f"reading/train-{kind}": draws for kind, draws in EPOCHS_PER_DATASET.items()
    }
    for name, file in card["data"].items():
        content = (own_data / f"{name}.jsonl.gz").read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    here = Path(card_module.__file__).parent
    assert card["code"] == {name: hashlib.sha256((here / name).read_bytes()).hexdigest() for name in CODE}
    assert all(card["versions"].values())


def test_it_changes_with_the_data(own_data: Path, tmp_path: Path) -> None:
    write_card(tmp_path, own_data, MADE)
    before = card_of(tmp_path)
    files = facts.all_rows()
    files["train-qed"].pop()
    facts.write(own_data, files)
    write_card(tmp_path, own_data, MADE)
    after = card_of(tmp_path)
    changed = {name for name in before["data"] if before["data"][name] != after["data"][name]}
    assert "reading/train-qed" in changed


def test_it_holds_the_card_of_the_run_that_it_began_with(own_data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    write_card(first, own_data, MADE)
    write_card(second, own_data, replace(MADE, begun_with=first))
    assert card_of(first)["begun_with"] is None
    assert card_of(second)["begun_with"] == card_of(first)
    (first / CARD).unlink()
    write_card(second, own_data, replace(MADE, begun_with=first))
    assert card_of(second)["begun_with"] == {}


def test_more_can_be_added(own_data: Path, tmp_path: Path) -> None:
    write_card(tmp_path, own_data, MADE)
    before = card_of(tmp_path)
    add_to_card(tmp_path, {"figures": {"f1": 0.5}, "note": "“quoted”"})
    add_to_card(tmp_path, {"figures": {"f1": 0.75}})
    assert card_of(tmp_path) == before | {"figures": {"f1": 0.75}, "note": "“quoted”"}


def test_where_there_is_no_card_none_is_made(tmp_path: Path) -> None:
    add_to_card(tmp_path, {"figures": {}})
    assert list(tmp_path.iterdir()) == []
