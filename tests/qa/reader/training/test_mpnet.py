from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import MPNetModel

from qa.reader.training.example import Example
from qa.reader.training.mpnet import MPNetOnBertsTokens, mpnet_ids
from qa.reader.training.network import ReaderNetwork, certain, encoded, loss

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg. Its tower is 41 metres high."


@pytest.fixture
def both(tiny_mpnet: Path) -> tuple[MPNetModel, MPNetOnBertsTokens]:
    """MPNet as transformers has it, and ours with the same weights."""
    plain, ours = (
        kind.from_pretrained(str(tiny_mpnet), add_pooling_layer=False, attn_implementation="eager")
        for kind in (MPNetModel, MPNetOnBertsTokens)
    )
    return plain.train(mode=False), ours.train(mode=False)


def test_a_token_is_the_same_word_to_both(tokenizer: Tokenizer) -> None:
    ids = torch.tensor([tokenizer.encode("Who built it?", GULL_ROCK).ids])
    own = mpnet_ids(ids)
    # MPNet's words are <s>, <pad>, </s>, <unk>, then all of BERT's.
    first, padding, last = 0, 1, 2
    berts = {0: padding, 101: first, 102: last}
    assert own[0].tolist() == [berts.get(number, number + 4) for number in ids[0].tolist()]
    assert {first, last} <= set(own[0].tolist())


def test_it_computes_what_mpnet_does(
    both: tuple[MPNetModel, MPNetOnBertsTokens], tokenizer: Tokenizer
) -> None:
    plain, ours = both
    some = [Example("Who built it?", "", GULL_ROCK * times, None) for times in (1, 3)]
    inputs, _, _ = encoded(tokenizer, some)
    real = inputs["attention_mask"].bool()
    with torch.no_grad():
        expected = plain(input_ids=mpnet_ids(inputs["input_ids"]), attention_mask=inputs["attention_mask"])
        found = ours(**inputs)
    torch.testing.assert_close(
        found.last_hidden_state[real], expected.last_hidden_state[real], atol=1e-4, rtol=1e-4
    )


def test_it_learns_as_mpnet_does(both: tuple[MPNetModel, MPNetOnBertsTokens], tokenizer: Tokenizer) -> None:
    plain, ours = both
    inputs, _, _ = encoded(tokenizer, [Example("Who built it?", "", GULL_ROCK, None)])
    real = inputs["attention_mask"].bool()
    for states in (
        plain(input_ids=mpnet_ids(inputs["input_ids"]), attention_mask=inputs["attention_mask"]),
        ours(**inputs),
    ):
        # A sum would be the same whatever the weights: each token's states are normed.
        (states.last_hidden_state[real] ** 3).sum().backward()
    expected = {name: value.grad for name, value in plain.named_parameters()}
    for name, value in ours.named_parameters():
        if "relative_attention_bias" in name:
            assert value.grad is None
        else:
            torch.testing.assert_close(value.grad, expected[name], atol=1e-3, rtol=1e-3)


def test_the_reader_is_made_of_either(tiny_mpnet: Path, tokenizer: Tokenizer) -> None:
    torch.manual_seed(1)
    network = ReaderNetwork(tiny_mpnet)
    inputs, starts, ends = encoded(tokenizer, [Example("Who?", "", GULL_ROCK, (44, 56))])
    lost = loss(network, inputs, certain(starts, ends))
    lost.backward()  # type: ignore[no-untyped-call]
    assert network.places.weight.grad is not None
    assert "mpnet (2 layers, 32 wide" in network.described
