"""The attribution tagger's network: MiniLM with a tag head and two heads that link the roles."""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from qa.attribution.pieces import TOKEN_TYPES
from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder

TAGS = 7
"""Outside, then begin and inside of source, cue and content."""

LINK_WIDTH = 128
"""Width of the projections whose product links two pieces."""

LINK_LOSS_WEIGHT = 0.2
"""Weight of the loss of each link, beside that of the tags."""

MASKED = -1e4
"""Value added to the logits of padding."""


class AttributionNetwork(nn.Module):
    """A BERT encoder with BIO tags, and links from content to its cue and from a cue to its source.

    The links are made by head selection (Zhang et al., Dependency Parsing as Head Selection, 2017): each
    piece has a distribution over the pieces of its segment, scored by the product of two projections.
    """

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        self._widen_token_types()
        use_fast_dropout(self.bert)
        width = int(self.bert.config.hidden_size)
        self.tags = nn.Linear(width, TAGS)
        self.cue_from, self.cue_to = nn.Linear(width, LINK_WIDTH), nn.Linear(width, LINK_WIDTH)
        self.source_from, self.source_to = nn.Linear(width, LINK_WIDTH), nn.Linear(width, LINK_WIDTH)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of tags, (batch, tokens, TAGS), and of cues and sources, (batch, tokens, tokens)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        hidden = (1 - attention_mask[:, None, :]) * MASKED
        cues = self.cue_from(states) @ self.cue_to(states).transpose(1, 2) * LINK_WIDTH**-0.5
        sources = self.source_from(states) @ self.source_to(states).transpose(1, 2) * LINK_WIDTH**-0.5
        return self.tags(states), cues + hidden, sources + hidden

    def load_encoder(self, reader: Mapping[str, Tensor]) -> None:
        """Take over the encoder of a reader; every token type begins as that of its passages."""
        state = {name: value for name, value in reader.items() if name.startswith("bert.")}
        name = "bert.embeddings.token_type_embeddings.weight"
        state[name] = state[name][1:].expand(TOKEN_TYPES, -1).clone()
        self.load_state_dict(state, strict=False)

    def _widen_token_types(self) -> None:
        """Give the encoder a token type for every set of a piece's features (see `qa.attribution.pieces`)."""
        old = self.bert.embeddings.token_type_embeddings
        wide = nn.Embedding(TOKEN_TYPES, old.embedding_dim)
        with torch.no_grad():
            wide.weight.copy_(old.weight[:1].expand(TOKEN_TYPES, -1))
        self.bert.embeddings.token_type_embeddings = wide


def loss(network: AttributionNetwork, inputs: dict[str, Tensor], right: dict[str, Tensor]) -> Tensor:
    """Return a batch's loss: cross-entropy of the tags and of both links.

    `right` has `tags`, (batch, tokens), -100 where there is none, and `cues` and `sources`, (batch, tokens,
    tokens), true where the column is a right head of the row.
    """
    tags, cues, sources = network(**inputs)
    tagging = nn.functional.cross_entropy(tags.float().flatten(0, 1), right["tags"].flatten())
    linking = _head_loss(cues, right["cues"]) + _head_loss(sources, right["sources"])
    return tagging + LINK_LOSS_WEIGHT * linking


def _head_loss(logits: Tensor, right: Tensor) -> Tensor:
    """Return the mean negative log-likelihood of any right head, over the rows that have one."""
    logits = logits.float()
    rows = right.any(-1)
    if not rows.any():
        return logits.sum() * 0
    chosen, right = logits[rows], right[rows]
    total = torch.logsumexp(chosen, -1)
    among = torch.logsumexp(chosen.masked_fill(~right, -torch.inf), -1)
    return (total - among).mean()
