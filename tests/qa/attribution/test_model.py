"""The shipped tagger is whole, and the same on every processor."""

import json
from pathlib import Path

import onnx
import pytest

from index.embedding.packaged_model import sha256
from index.errors import ModelError
from qa.attribution.model import MAX_PIECES, SHIPPED, TaggerModel
from tests.qa.reader.test_processors import DIFFERS

TEXT = "“The ice is thin,” said Bo Berg. Ann Lee denied it. " * 40


def test_the_card_is_that_of_the_weights() -> None:
    card = json.loads((SHIPPED / "card.json").read_text(encoding="utf-8"))
    assert card["weights"] == sha256(SHIPPED / "tagger.onnx")


def test_it_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 25_000_000


def test_it_has_no_integer_products_and_rounds_no_activations() -> None:
    operators = {node.op_type for node in onnx.load(str(SHIPPED / "tagger.onnx")).graph.node}
    assert "MatMul" in operators
    assert not [operator for operator in operators if DIFFERS.search(operator)]


def test_a_text_is_read_in_runs_that_the_network_can_read() -> None:
    model = TaggerModel()
    runs = model.pieces(TEXT)
    assert [len(run) for run in runs[:-1]] == [MAX_PIECES] * (len(runs) - 1)
    for run in runs:
        logits = model.logits(run)
        assert logits.tags.shape == (len(run), 7)
        assert logits.cues.shape == logits.sources.shape == (len(run), 1 + len(run))


def test_an_empty_text_has_no_pieces() -> None:
    assert TaggerModel().pieces("") == TaggerModel().pieces(" \n") == []


def test_weights_that_are_not_there_are_a_clear_error(tmp_path: Path) -> None:
    model = TaggerModel(tmp_path)
    (pieces,) = model.pieces("Ann said so.")
    with pytest.raises(ModelError, match="cannot be loaded"):
        model.logits(pieces)
