"""Attention and dropout that are quick on a CPU.

PyTorch's own take half of a training step's time there: the backward pass of its fused attention a third of
it, eight times as long as the forward pass, and the random numbers of dropout a seventh.
"""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

FAST_ATTENTION = "cpu"
"""Name under which transformers finds the attention."""

MASKED = -1e4
"""Value added to the logits of padding; in bf16 too it leaves no probability."""


class _Attention(torch.autograd.Function):
    """Softmax attention of (heads of all examples, tokens, width), in the type it is given."""

    @staticmethod
    def forward(ctx: Any, *given: Any) -> Any:
        query, key, value, mask, scale = given
        logits = torch.bmm(query, key.transpose(1, 2)).mul_(scale)
        logits.view(len(mask), -1, *logits.shape[1:]).add_(mask)
        likely = torch.softmax(logits, -1)
        ctx.save_for_backward(query, key, value, likely)
        ctx.scale = scale
        return torch.bmm(likely, value)

    @staticmethod
    def backward(ctx: Any, *slopes: Any) -> Any:
        query, key, value, likely = ctx.saved_tensors
        (slope,) = slopes
        of_logits = torch._softmax_backward_data(
            torch.bmm(slope, value.transpose(1, 2)), likely, -1, likely.dtype
        ).mul_(ctx.scale)
        of_query, of_key = torch.bmm(of_logits, key), torch.bmm(of_logits.transpose(1, 2), query)
        return of_query, of_key, torch.bmm(likely.transpose(1, 2), slope), None, None


def attend(
    _module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    **_others: Any,
) -> tuple[Tensor, None]:
    """Attend as transformers asks for it: (examples, heads, tokens, width) in, tokens before heads out."""
    examples, heads, tokens, width = query.shape
    if attention_mask is None:
        mask = query.new_zeros(examples, 1, 1, tokens)
    else:
        # Every token sees the same: all that is not padding.
        mask = attention_mask[:, :, :1].clamp(min=MASKED).to(query.dtype)
    parts = (part.reshape(examples * heads, tokens, width) for part in (query, key, value))
    out: Tensor = _Attention.apply(*parts, mask, scaling or width**-0.5)  # type: ignore[no-untyped-call]
    return out.view(examples, heads, tokens, width).transpose(1, 2).contiguous(), None


def register_attention() -> None:
    """Make the attention known to transformers by its name."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import eager_mask

    AttentionInterface.register(FAST_ATTENTION, attend)
    AttentionMaskInterface.register(FAST_ATTENTION, eager_mask)


class _Dropped(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, states: Tensor, out_of_256: int) -> Tensor:
        # PyTorch's seed decides, so that a run goes on from a checkpoint as it would have.
        rng = np.random.Generator(np.random.SFC64(int(torch.randint(2**31, ()))))
        rolled = rng.integers(256, size=states.numel(), dtype=np.uint8)
        kept = torch.from_numpy(rolled >= out_of_256).view(states.shape)
        ctx.save_for_backward(kept)
        ctx.larger = 256 / (256 - out_of_256)
        return torch.where(kept, states * ctx.larger, 0)

    @staticmethod
    def backward(ctx: Any, *slopes: Any) -> Any:
        (kept,) = ctx.saved_tensors
        return torch.where(kept, slopes[0] * ctx.larger, 0), None


class FastDropout(nn.Module):
    """Dropout whose probability is rounded to 256ths; on any other device than a CPU it is PyTorch's own."""

    def __init__(self, probability: float) -> None:
        super().__init__()
        self._out_of_256 = round(probability * 256)
        self.p = self._out_of_256 / 256

    def forward(self, states: Tensor) -> Tensor:
        """Return the states with some of them dropped, while training."""
        if not self.training or not self._out_of_256:
            return states
        if states.device.type != "cpu":
            return nn.functional.dropout(states, self.p)
        dropped: Tensor = _Dropped.apply(states, self._out_of_256)  # type: ignore[no-untyped-call]
        return dropped


def use_fast_dropout(network: nn.Module) -> None:
    """Replace every dropout of a network by `FastDropout`."""
    for module in list(network.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout):
                setattr(module, name, FastDropout(child.p))
