"""The encoder that every network here begins with: a BERT-like sentence-transformers model."""

from pathlib import Path
from typing import TYPE_CHECKING

from training.cpu_kernels import FAST_ATTENTION, register_attention

if TYPE_CHECKING:
    from transformers import BertModel


def bert_encoder(base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> "BertModel":
    """Return the encoder with the weights of a BERT-like sentence-transformers model in a folder."""
    from transformers import BertModel

    register_attention()
    return BertModel.from_pretrained(
        str(base),
        local_files_only=True,
        add_pooling_layer=False,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
        attn_implementation=attention,
    )
