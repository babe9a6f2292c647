"""The term classifier's network: MiniLM that tells which words of a conversation a question leaves out.

This is query resolution by term classification (Voskarides et al., Query Resolution for Conversational Search
with Limited Supervision, 2020), with one more head that tells whether anything is left out.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from qa.conversation.model_input import PieceType
from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder
from training.onnx_weights import load_weights

TERM_LOSS_WEIGHT = 2.0
NEED_LOSS_WEIGHT = 0.3


class TermNetwork(nn.Module):
    """A BERT encoder with a term head (one logit per piece) and a head for whether completion is needed."""

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        self._widen_token_types()
        use_fast_dropout(self.bert)
        width = int(self.bert.config.hidden_size)
        self.terms = nn.Linear(width, 1)
        self.needs = nn.Linear(width, 1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return logits of terms, shape (batch, pieces), and of "something is left out", shape (batch,)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.terms(states).squeeze(-1), self.needs(states[:, 0]).squeeze(-1)

    def begin_with_reader(self, file: Path) -> None:
        """Take the encoder's weights from a reader, which knows how a question hangs together with a text."""
        weights = load_weights(file)
        encoder = {name: value for name, value in weights.items() if name.startswith("bert.")}
        types = encoder.pop("bert.embeddings.token_type_embeddings.weight")
        self.load_state_dict(encoder, strict=False)
        self._set_token_types(types)

    def _widen_token_types(self) -> None:
        old = self.bert.embeddings.token_type_embeddings.weight.detach()
        self.bert.embeddings.token_type_embeddings = nn.Embedding(len(PieceType), old.shape[1])
        self._set_token_types(old)

    def _set_token_types(self, pair: Tensor) -> None:
        """Begin with the question's type as the first of a pair, and every other as the second."""
        with torch.no_grad():
            chosen = [min(kind, 1) for kind in PieceType]
            self.bert.embeddings.token_type_embeddings.weight.copy_(pair[chosen])


def loss(network: TermNetwork, inputs: dict[str, Tensor], labels: Tensor, needs: Tensor) -> Tensor:
    """Return a batch's loss: binary cross-entropy of the terms and of whether completion is needed.

    `labels`, shape (batch, pieces), is negative where a piece begins no candidate.
    """
    terms, needed = network(**inputs)
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    among = labels >= 0
    chosen = cross_entropy(terms.float()[among], labels[among]) if among.any() else terms.sum() * 0.0
    return TERM_LOSS_WEIGHT * chosen + NEED_LOSS_WEIGHT * cross_entropy(needed.float(), needs)
