"""MPNet, four times as large as MiniLM, as a network that teaches the reader and is not shipped.

It is read with the reader's own tokens, one for one: its words are BERT's with four others before them.
"""

from typing import Any

from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from qa.reader.training.quick import MASKED, attention

WORDS_BEFORE = 4
"""Words of MPNet's own before BERT's."""

SPECIAL = {0: 1, 101: 0, 102: 2}
"""MPNet's numbers of BERT's padding, first token and separator."""


class MPNetOnBertsTokens(MPNetModel):  # type: ignore[no-untyped-call]
    """MPNet as transformers has it, but for its attention, which is quick to train."""

    def __init__(self, config: MPNetConfig, *, add_pooling_layer: bool = False) -> None:
        super().__init__(config, add_pooling_layer=add_pooling_layer)
        for layer in self.encoder.layer:
            slow: Any = layer.attention
            slow.attn = _QuickAttention(slow.attn)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, **_others: Any) -> Any:
        """Read BERT's tokens; MPNet knows no types of them."""
        return super().forward(input_ids=mpnet_ids(input_ids), attention_mask=attention_mask)


def mpnet_ids(input_ids: Tensor) -> Tensor:
    """Return MPNet's numbers of BERT's tokens."""
    ids = input_ids + WORDS_BEFORE
    for berts, own in SPECIAL.items():
        ids = ids.masked_fill(input_ids == berts, own)
    return ids


class _QuickAttention(nn.Module):
    """MPNet's attention; what it learnt of how far tokens are apart stays as it is."""

    def __init__(self, slow: Any) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = slow.q, slow.k, slow.v, slow.o
        self._heads = slow.num_attention_heads

    def forward(
        self,
        hidden_states: Tensor,
        attention_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        **_others: Any,
    ) -> tuple[Tensor]:
        examples, tokens, width = hidden_states.shape
        by_head = (examples, tokens, self._heads, width // self._heads)
        parts = [
            part(hidden_states).view(by_head).transpose(1, 2).reshape(-1, tokens, by_head[-1])
            for part in (self.q, self.k, self.v)
        ]
        added = parts[0].new_zeros(examples, 1, 1, tokens)
        if attention_mask is not None:
            added = attention_mask[:, :, :1].clamp(min=MASKED).to(added.dtype)
        if position_bias is not None:
            # The same for all examples.
            added = added + position_bias[:1].detach().to(added.dtype)
        out = attention(parts[0], parts[1], parts[2], added, by_head[-1] ** -0.5)
        joined = out.view(examples, self._heads, tokens, -1).transpose(1, 2).reshape(examples, tokens, width)
        return (self.o(joined),)
