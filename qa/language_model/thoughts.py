"""What a model writes to itself before it answers."""

from collections.abc import Iterator

_MARK = "think"
OPENING, CLOSING = "<" + _MARK + ">", "</" + _MARK + ">"


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """Yield a text's pieces without the thoughts that it opens with, which some servers leave in it.

    Only the very beginning of a text is looked at: later the words stand for themselves.
    """
    held = ""
    for piece in pieces:
        held += piece
        begun = held.lstrip()
        if begun.startswith(OPENING):
            break
        if not OPENING.startswith(begun[: len(OPENING)]):
            yield held
            yield from pieces
            return
    else:
        if held:
            yield held
        return
    yield from _after_thoughts(held, pieces)


def _after_thoughts(held: str, pieces: Iterator[str]) -> Iterator[str]:
    while CLOSING not in held:
        piece = next(pieces, None)
        if piece is None:
            return
        held = held[-len(CLOSING) :] + piece
    rest = held.partition(CLOSING)[2].lstrip()
    while not rest:
        piece = next(pieces, None)
        if piece is None:
            return
        rest = piece.lstrip()
    yield rest
    yield from pieces
