"""How many tokens a text has for a language model whose tokenizer is not here."""

from functools import cache
from typing import TYPE_CHECKING

from index.embedding.embedder import encodable
from index.embedding.packaged_model import packaged_folder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARGIN = 1.1
"""Number of tokens of another vocabulary for a piece of MiniLM's, which knows no capitals and no spaces."""


def count_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few.

    Pieces of MiniLM's vocabulary are counted, which is at hand: the tokenizers of providers are fetched from
    the network. Every digit counts as a token, and every byte of what that vocabulary does not know or
    leaves out: others fall back to bytes.
    """
    text = encodable(text)
    known = unknown = 0
    encoding = _tokenizer().encode(text, add_special_tokens=False)
    for token, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True):
        if token == "[UNK]":  # noqa: S105
            unknown += len(text[start:end].encode())
        else:
            known += 1
    digits = sum(character.isdigit() for character in text)
    left_out = sum(len(character.encode()) for character in text if not character.isprintable())
    return round(MARGIN * known) + unknown + digits + left_out


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
