"""How many tokens a text has for a language model whose tokenizer is not here."""

import re
from functools import cache
from typing import TYPE_CHECKING

from index.embedding.embedder import encodable
from index.embedding.packaged_model import packaged_folder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARGIN = 1.1
"""Number of tokens of another vocabulary for a piece of MiniLM's, which knows no capitals and no spaces."""

_CAPITALS = re.compile(r"[A-Z]{2,}")


def count_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few.

    Pieces of MiniLM's vocabulary are counted, which is at hand: the tokenizers of providers are fetched from
    the network. More is added for what breaks words up in other vocabularies: every digit and every letter
    beyond ASCII is a token more, two capitals in a row another, and so is every byte of what MiniLM's does
    not know or leaves out.
    """
    text = encodable(text)
    known = unknown = 0
    encoding = _tokenizer().encode(text, add_special_tokens=False)
    for token, (start, end) in zip(encoding.tokens, encoding.offsets, strict=True):
        if token == "[UNK]":  # noqa: S105
            unknown += len(text[start:end].encode())
        else:
            known += 1
    apart = sum(one.isdigit() or (one.isalpha() and not one.isascii()) for one in text)
    capitals = sum(len(run) for run in _CAPITALS.findall(text)) // 2
    left_out = sum(len(character.encode()) for character in text if not character.isprintable())
    return round(MARGIN * known) + unknown + apart + capitals + left_out


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
