"""The verifier's network: MiniLM that tells whether evidence carries a claim, and which words it does not."""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder

TOKEN_LOSS_WEIGHT = 1.0
"""Weight of the loss of the claim's words, beside that of the claim."""

MASKED = -1e4
"""Value of the logits of what is no word of the claim."""


class VerifierNetwork(nn.Module):
    """A BERT encoder of claim and evidence; a claim is carried where none of its words is unsupported.

    The claim's logit is that of the [CLS] token less a smooth maximum of its words' logits (multiple instance
    learning), so that one wrong word is enough, and labels of claims teach the words, too.
    """

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        use_fast_dropout(self.bert)
        width = int(self.bert.config.hidden_size)
        self.whole = nn.Linear(width, 1)
        self.words = nn.Linear(width, 1)
        with torch.no_grad():
            self.words.bias.fill_(-2.0)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return logits of "it is carried", shape (pairs,), and of unsupported words, (pairs, tokens)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        words = self.words(states).squeeze(-1)
        # The claim is the first text of the pair.
        hidden = (1 - attention_mask * (1 - token_type_ids)) * MASKED
        worst = torch.logsumexp((words + hidden).float()[:, 1:], dim=1)
        return self.whole(states[:, 0]).squeeze(-1) - worst, words

    def begin_with(self, weights: Mapping[str, Tensor]) -> None:
        """Take over an earlier run's weights, or a reader's encoder, which knows questions beside texts."""
        if "whole.weight" not in weights:
            weights = {name: value for name, value in weights.items() if name.startswith("bert.")}
        self.load_state_dict(dict(weights), strict=False)


def loss(network: VerifierNetwork, inputs: dict[str, Tensor], labels: Tensor, words: Tensor) -> Tensor:
    """Return a batch's loss: binary cross-entropy of the claims and of their words.

    `words`, shape (pairs, tokens), is negative where nothing is known of a token.
    """
    supported, unsupported = network(**inputs)
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    whole = cross_entropy(supported.float(), labels)
    known = words >= 0
    if not known.any():
        return whole
    return whole + TOKEN_LOSS_WEIGHT * cross_entropy(
        unsupported.float()[known], words[known], pos_weight=torch.tensor(3.0)
    )
