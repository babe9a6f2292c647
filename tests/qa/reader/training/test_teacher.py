from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor

from qa.reader.training.example import Example
from qa.reader.training.network import ReaderNetwork, Wanted, certain, encoded
from qa.reader.training.settings import WEIGHTS
from qa.reader.training.teacher import TAUGHT, Teacher

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg. Its tower is 41 metres high."


@pytest.fixture
def run(tiny_base: Path, tmp_path: Path) -> Path:
    """The folder of a run that did nothing."""
    torch.manual_seed(1)
    torch.save(ReaderNetwork(tiny_base).state_dict(), tmp_path / WEIGHTS)
    (tmp_path / "config.json").write_bytes((tiny_base / "config.json").read_bytes())
    return tmp_path


@pytest.fixture
def batch(tokenizer: Tokenizer) -> tuple[dict[str, Tensor], Wanted]:
    """A passage that answers and a longer one that does not."""
    answered = Example("Who designed it?", "", GULL_ROCK, (44, 56))
    inputs, starts, ends = encoded(tokenizer, [answered, Example("Who?", "", GULL_ROCK * 3, None)])
    return inputs, certain(starts, ends)


def test_it_says_how_likely_each_token_is_where_there_is_an_answer(
    run: Path, batch: tuple[dict[str, Tensor], Wanted]
) -> None:
    inputs, answers = batch
    starts, ends, there = Teacher(run, torch.device("cpu")).wanted(inputs, answers)
    assert starts.shape == ends.shape == inputs["input_ids"].shape
    for likely in (starts, ends):
        torch.testing.assert_close(likely.sum(1), torch.ones(2))
        assert (likely >= 0).all()
        assert float(likely[inputs["attention_mask"] == 0].max()) < 1e-6
        assert (likely[0] > 0).sum() > 10
        assert likely[0, 0] == 0
        assert likely[1, 0] == 1
    assert there.tolist() == [1, 0]


def test_what_people_answered_has_its_part(run: Path, batch: tuple[dict[str, Tensor], Wanted]) -> None:
    inputs, answers = batch
    starts, ends, _ = Teacher(run, torch.device("cpu")).wanted(inputs, answers)
    network = ReaderNetwork.of_run(run).eval()
    with torch.no_grad():
        outputs = network(**inputs)
    for likely, logits, place in ((starts, outputs[0], answers[0][0]), (ends, outputs[1], answers[1][0])):
        length = int(inputs["attention_mask"][0].sum())
        said = torch.softmax(logits[0, 1:length], -1)
        at = int(place)
        assert float(likely[0, at]) == pytest.approx(1 - TAUGHT + TAUGHT * float(said[at - 1]), rel=1e-4)
        assert float(likely[0, at - 1]) == pytest.approx(TAUGHT * float(said[at - 2]), rel=1e-4)


def test_a_batch_without_answers_needs_no_teacher(run: Path, tokenizer: Tokenizer) -> None:
    inputs, starts, ends = encoded(tokenizer, [Example("Who?", "", GULL_ROCK, None)])
    learnt, _, there = Teacher(run, torch.device("cpu")).wanted(inputs, certain(starts, ends))
    assert learnt[0, 0] == 1
    assert learnt.sum() == 1
    assert there.tolist() == [0]


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"No trained weights in .*qa\.reader\.train"):
        Teacher(tmp_path, torch.device("cpu"))
