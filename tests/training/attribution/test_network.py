from pathlib import Path

import pytest
import torch

from qa.attribution.pieces import TOKEN_TYPES
from training.attribution.examples import TaggedArticle, batch_of
from training.attribution.network import TAGS, AttributionNetwork, loss
from training.onnx_weights import load_weights


@pytest.fixture(scope="module")
def network(tiny_base: Path) -> AttributionNetwork:
    torch.manual_seed(1)
    return AttributionNetwork(tiny_base).eval()


def test_it_has_tags_for_each_piece_and_links_to_all_that_is_no_padding(
    network: AttributionNetwork, articles: list[TaggedArticle]
) -> None:
    inputs, _ = batch_of([(articles[0], (0, 8)), (articles[0], (0, 5))])
    with torch.no_grad():
        tags, cues, sources = network(**inputs)
    assert tags.shape == (2, 32, TAGS)
    for links in (cues, sources):
        assert links.shape == (2, 32, 32)
        assert float(links[1].softmax(-1)[:, 7:].max()) == 0


def test_padding_changes_nothing(network: AttributionNetwork, articles: list[TaggedArticle]) -> None:
    with torch.no_grad():
        short, *_ = network(**batch_of([(articles[0], (0, 8))], 2)[0])
        long, *_ = network(**batch_of([(articles[0], (0, 8))], 64)[0])
    torch.testing.assert_close(short[0, :10], long[0, :10], atol=1e-4, rtol=1e-4)


def test_it_takes_over_the_encoder_of_a_reader(
    network: AttributionNetwork, reader: Path, tiny_base: Path
) -> None:
    fresh = AttributionNetwork(tiny_base)
    state = load_weights(reader)
    fresh.load_encoder(state)
    name = "bert.embeddings.token_type_embeddings.weight"
    taken = fresh.state_dict()
    assert taken[name].shape[0] == TOKEN_TYPES
    assert all(torch.equal(row, state[name][1]) for row in taken[name])
    same = [key for key in state if key.startswith("bert.") and key != name]
    assert same
    assert all(torch.equal(taken[key], state[key]) for key in same)


def test_the_loss_is_smaller_where_the_tags_are_right(articles: list[TaggedArticle], tiny_base: Path) -> None:
    inputs, right = batch_of([(articles[0], (0, 8))])

    class Told(AttributionNetwork):
        def forward(self, *_: object, **__: object) -> tuple[torch.Tensor, ...]:  # type: ignore[override]
            said = right["tags"].clamp(min=0)
            said = said if self.training else (said + 1) % TAGS
            tags = torch.nn.functional.one_hot(said, TAGS).float() * 9
            return tags, right["cues"].float() * 9, right["sources"].float() * 9

    told = Told(tiny_base)
    assert float(loss(told.train(), inputs, right)) < 0.1 < float(loss(told.eval(), inputs, right))


def test_a_batch_in_which_nobody_says_anything_has_a_loss(
    network: AttributionNetwork, articles: list[TaggedArticle]
) -> None:
    inputs, right = batch_of([(articles[0], (7, 8))])
    assert 0 < float(loss(network, inputs, right).detach()) < 10
