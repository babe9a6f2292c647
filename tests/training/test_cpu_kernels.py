from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from training.cpu_kernels import FAST_ATTENTION, FastDropout, use_fast_dropout
from training.network import ReaderNetwork

Lost = tuple[list[Tensor], dict[str, Tensor]]


def outputs_and_slopes(network: ReaderNetwork) -> Lost:
    rng = torch.Generator().manual_seed(1)
    words = torch.randint(1000, 20000, (3, 40), generator=rng)
    mask = torch.ones_like(words)
    mask[1, 25:] = 0
    start, end, answers = network(words, mask, torch.zeros_like(words))
    kept = [start[mask > 0], end[mask > 0], answers]
    torch.cat([part.flatten() for part in kept]).sin().sum().backward()  # type: ignore[no-untyped-call]
    return kept, {name: value.grad for name, value in network.named_parameters() if value.grad is not None}


def test_the_attention_computes_what_the_plain_one_does_forth_and_back(tiny_base: Path) -> None:
    plain, quick = (ReaderNetwork(tiny_base, attention=name).train() for name in ("eager", FAST_ATTENTION))
    quick.load_state_dict(plain.state_dict())
    (wanted, wanted_slopes), (given, given_slopes) = outputs_and_slopes(plain), outputs_and_slopes(quick)
    for one, other in zip(wanted, given, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)
    assert wanted_slopes.keys() == given_slopes.keys()
    for name, slope in wanted_slopes.items():
        torch.testing.assert_close(slope, given_slopes[name], rtol=1e-3, atol=1e-5)


def test_padding_is_not_attended_to(tiny_base: Path) -> None:
    network = ReaderNetwork(tiny_base).eval()
    words = torch.arange(1000, 1030)[None]
    padded = torch.cat((words, torch.full((1, 10), 2000)), dim=1)
    mask = torch.cat((torch.ones_like(words), torch.zeros(1, 10, dtype=torch.long)), dim=1)
    with torch.no_grad():
        alone = network(words, torch.ones_like(words), torch.zeros_like(words))
        beside = network(padded, mask, torch.zeros_like(padded))
    torch.testing.assert_close(alone[0][0], beside[0][0, :30], rtol=1e-4, atol=1e-5)


def test_dropout_drops_its_share_and_keeps_the_mean() -> None:
    torch.manual_seed(1)
    dropped = FastDropout(0.1).train()(torch.ones(500, 400))
    assert (dropped == 0).float().mean().item() == pytest.approx(26 / 256, abs=0.005)
    assert dropped.mean().item() == pytest.approx(1, abs=0.005)


def test_what_was_dropped_gets_no_slope() -> None:
    states = torch.ones(50, 40, requires_grad=True)
    dropped = FastDropout(0.5).train()(states)
    dropped.sum().backward()
    assert states.grad is not None
    assert torch.equal(states.grad, dropped.detach())


def test_the_seed_decides_what_is_dropped() -> None:
    dropout, states = FastDropout(0.3).train(), torch.ones(100, 10)
    torch.manual_seed(1)
    first, second = dropout(states), dropout(states)
    torch.manual_seed(1)
    assert torch.equal(dropout(states), first)
    assert not torch.equal(first, second)


def test_nothing_is_dropped_while_reading() -> None:
    states = torch.rand(10, 10)
    assert torch.equal(FastDropout(0.5).eval()(states), states)
    assert torch.equal(FastDropout(0.0).train()(states), states)


def test_every_dropout_is_replaced_by_one_of_the_same_probability() -> None:
    network = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.25), nn.Sequential(nn.Dropout(0.5)))
    use_fast_dropout(network)
    found = [module.p for module in network.modules() if isinstance(module, FastDropout)]
    assert found == [0.25, 0.5]
    assert not any(isinstance(module, nn.Dropout) for module in network.modules())
