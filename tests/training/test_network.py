import math
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.example import Example
from training.examples import examples
from training.network import (
    ANSWERABLE_LOSS_WEIGHT,
    MAX_INPUT_TOKENS,
    PAD_TO_MULTIPLE_OF,
    ReaderNetwork,
    adversarial_embeddings,
    encoded,
    loss,
    passage_text,
)

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg. Its tower is 41 metres high."


class Told(ReaderNetwork):
    """A network that says what a test tells it to."""

    def __init__(self, start: Tensor, end: Tensor, answers: Tensor) -> None:
        nn.Module.__init__(self)
        self._told = start, end, answers

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self._told


@pytest.fixture(scope="module")
def network(tiny_base: Path) -> ReaderNetwork:
    torch.manual_seed(1)
    return ReaderNetwork(tiny_base).eval()


def example(words: str | None, passage: str = GULL_ROCK, *, title: str = "") -> Example:
    place = None if words is None else (passage.index(words), passage.index(words) + len(words))
    return Example("Who designed the lighthouse?", title, passage, place)


def masked(*lengths: int, padded: int) -> dict[str, Tensor]:
    mask = torch.tensor([[1] * length + [0] * (padded - length) for length in lengths])
    return {"input_ids": mask, "attention_mask": mask, "token_type_ids": mask}


def test_the_passage_follows_its_title() -> None:
    text, before = passage_text("The lighthouse", GULL_ROCK)
    assert text[before:] == GULL_ROCK
    assert "The lighthouse" in text[:before]
    assert passage_text("", GULL_ROCK) == (GULL_ROCK, 0)


@pytest.mark.parametrize("title", ["", "Tilda Moberg"])
@pytest.mark.parametrize("words", ["Tilda Moberg", "41 metres", "The", "high."])
def test_the_answers_tokens_are_found(tokenizer: Tokenizer, title: str, words: str) -> None:
    one = example(words, title=title)
    inputs, starts, ends = encoded(tokenizer, [one])
    encoding = tokenizer.encode(one.question, passage_text(title, GULL_ROCK)[0])
    text, before = passage_text(title, GULL_ROCK)
    assert inputs["input_ids"][0].tolist() == encoding.ids
    first, last = encoding.offsets[int(starts[0])][0], encoding.offsets[int(ends[0])][1]
    assert text[first:last] == words
    assert first >= before


def test_every_invented_answer_is_found(data: Path, tokenizer: Tokenizer) -> None:
    some = examples(data, 1)[:100]
    _, starts, ends = encoded(tokenizer, some)
    assert (starts <= ends).all()
    assert (starts > 0).tolist() == [one.answer is not None for one in some]


def test_no_answer_is_the_first_token(tokenizer: Tokenizer) -> None:
    _, starts, ends = encoded(tokenizer, [example(None)])
    assert (starts.tolist(), ends.tolist()) == ([0], [0])


def test_an_answer_that_was_cut_off_is_none(tokenizer: Tokenizer) -> None:
    long = "The sea is grey and cold. " * 60 + "The harbour was built long ago by Olga Berg."
    wanted = [example("Olga Berg", long), example(long[4:], long), example("sea", long)]
    inputs, starts, ends = encoded(tokenizer, wanted)
    assert inputs["input_ids"].shape[1] == MAX_INPUT_TOKENS
    assert (starts[:2].tolist(), ends[:2].tolist()) == ([0, 0], [0, 0])
    assert starts[2] > 0


def test_a_batch_is_padded_to_few_lengths(tokenizer: Tokenizer) -> None:
    short, long = example(None, "It rained."), example("Tilda Moberg", GULL_ROCK * 2)
    inputs, starts, _ = encoded(tokenizer, [short, long])
    shapes = {tensor.shape for tensor in inputs.values()}
    assert len(shapes) == 1
    assert shapes.pop()[1] % PAD_TO_MULTIPLE_OF == 0
    assert inputs["attention_mask"][0].sum() < inputs["attention_mask"][1].sum()
    assert starts[1] == encoded(tokenizer, [long])[1][0]


def test_it_gives_logits_for_every_token(network: ReaderNetwork, tokenizer: Tokenizer) -> None:
    inputs, _, _ = encoded(tokenizer, [example("Tilda Moberg"), example(None), example("41", title="News")])
    start, end, answers = network(**inputs)
    assert start.shape == end.shape == inputs["input_ids"].shape
    assert answers.shape == (3,)


def test_words_are_moved_for_a_while_to_where_they_are_harder(
    network: ReaderNetwork, tokenizer: Tokenizer
) -> None:
    batch = encoded(tokenizer, [example("Tilda Moberg"), example(None)])
    words = network.bert.embeddings.word_embeddings.weight
    before = words.detach().clone()
    plain = loss(network, *batch)
    plain.backward()  # type: ignore[no-untyped-call]
    with adversarial_embeddings(network, 1.5):
        assert float((words.detach() - before).norm()) == pytest.approx(1.5, rel=1e-3)
        unread = sorted(set(range(len(before))) - set(batch[0]["input_ids"].flatten().tolist()))
        assert torch.equal(words.detach()[unread], before[unread])
        assert loss(network, *batch) > plain
    network.zero_grad()
    assert torch.equal(words, before)


def test_padding_changes_nothing(network: ReaderNetwork, tokenizer: Tokenizer) -> None:
    short, long = example("Tilda Moberg"), example(None, GULL_ROCK * 5)
    alone, together = encoded(tokenizer, [short])[0], encoded(tokenizer, [short, long])[0]
    words = int(alone["attention_mask"].sum())
    with torch.no_grad():
        (start, end, answers), others = network(**alone), network(**together)
    torch.testing.assert_close(start[0, :words], others[0][0, :words], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(end[0, :words], others[1][0, :words], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(answers[0], others[2][0], atol=1e-4, rtol=1e-4)


def test_the_exported_attention_computes_the_same(tiny_base: Path, tokenizer: Tokenizer) -> None:
    torch.manual_seed(1)
    fused = ReaderNetwork(tiny_base).eval()
    plain = ReaderNetwork(tiny_base, attention="eager").eval()
    plain.load_state_dict(fused.state_dict())
    inputs, _, _ = encoded(tokenizer, [example("Tilda Moberg"), example(None, GULL_ROCK * 5)])
    words = inputs["attention_mask"].bool()
    with torch.no_grad():
        (start, end, answers), others = fused(**inputs), plain(**inputs)
    torch.testing.assert_close(start[words], others[0][words], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(end[words], others[1][words], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(answers, others[2], atol=1e-4, rtol=1e-4)


def test_a_network_that_is_sure_and_right_loses_nothing() -> None:
    sure = 50.0 * torch.eye(8)
    told = Told(sure[[0, 3]], sure[[0, 5]], torch.tensor([-50.0, 50.0]))
    lost = loss(told, masked(8, 8, padded=8), torch.tensor([0, 3]), torch.tensor([0, 5]))
    assert float(lost) == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("padded", [6, 32])
def test_a_network_that_knows_nothing_guesses_among_the_words(padded: int) -> None:
    told = Told(torch.zeros(2, padded), torch.zeros(2, padded), torch.zeros(2))
    lost = loss(told, masked(6, 6, padded=padded), torch.tensor([0, 3]), torch.tensor([0, 5]))
    assert float(lost) == pytest.approx(math.log(6) + ANSWERABLE_LOSS_WEIGHT * math.log(2), rel=1e-4)


def test_denying_an_answer_costs_more_the_surer_it_is() -> None:
    batch, place = masked(6, padded=6), torch.tensor([3])
    lost = [
        float(loss(Told(torch.zeros(1, 6), torch.zeros(1, 6), torch.tensor([answers])), batch, place, place))
        for answers in (4.0, 0.0, -4.0)
    ]
    assert lost == sorted(lost)
    assert lost[0] < lost[1] < lost[2]
