"""Anybody's text as a line of a prompt: data that can neither end its line nor pass for the prompt's own.

Only what the model reads is changed; a quote stays as its article has it.
"""

import unicodedata
from collections.abc import Sequence

from qa.turns import Turn

TURNS_TOLD = 3
"""Number of turns of the conversation that a model is told."""

LONGEST_TOLD = 400
"""Number of characters of an earlier question, and of its answer, that a model is told."""

LONGEST_LINE = 1200
"""Number of characters of a quote that the model reads; a longer one is cut there, and only there."""

_HARMLESS = str.maketrans(
    {
        **dict.fromkeys("[【［〔⟦", "("),
        **dict.fromkeys("]】］〕⟧", ")"),
        **dict.fromkeys("<＜", "‹"),
        **dict.fromkeys(">＞", "›"),
        **dict.fromkeys("`´", "'"),
        **dict.fromkeys("{｛", "("),
        **dict.fromkeys("}｝", ")"),
        **dict.fromkeys("|｜", "/"),
        "#": "＃",
    }
)
"""Marks of citation markers, links, tags, code fences and chat templates, and what stands for them."""

_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
"""Characters that show nothing though they are letters or marks."""


def as_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return a text on one line, without hidden characters and the marks that prompts are made with."""
    shown = "".join(map(_visible, text)).translate(_HARMLESS)
    line = " ".join(shown.split()).lstrip("-=*_~ ")
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " …"


def turn_lines(history: Sequence[Turn]) -> list[str]:
    """Return the last turns of a conversation, a line each."""
    return [
        f"Asked: {as_line(turn.question, LONGEST_TOLD)} Answered: {as_line(turn.text, LONGEST_TOLD)}"
        for turn in history[-TURNS_TOLD:]
    ]


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    variation = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    hidden = variation or character in _INVISIBLE or unicodedata.category(character).startswith("C")
    return "" if hidden else character
