"""Windows: runs of whole sentences that the relevance network reads at once, under their article's title."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.passages import Span

LONGEST = 900
"""Number of characters of a window's sentences, at most; one sentence alone may be longer."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads beside a query.

    Attributes:
        text: the title and the sentences, as they stand.
        sentences: the number of each sentence in the article.
        places: where each sentence stands in `text`.
    """

    text: str
    sentences: tuple[int, ...]
    places: tuple[Span, ...]


def windows(
    title: str, text: str, sentences: Sequence[Span], wanted: Collection[int] | None = None
) -> Iterator[Window]:
    """Yield windows over an article's sentences, each with the sentence before it, which tells what "it" is.

    Args:
        wanted: the numbers of the sentences whose relevance is asked for: windows without one are left out.
    """
    first = 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and sentences[last][1] - sentences[first][0] <= LONGEST:
            last += 1
        if wanted is None or any(number in wanted for number in range(first, last)):
            yield window(title, text, sentences, range(max(0, first - 1), last))
        first = last


def window(title: str, text: str, sentences: Sequence[Span], numbers: Sequence[int]) -> Window:
    """Return the window of some sentences under the article's title."""
    whole, places = f"{title.rstrip('. ')}.", []
    for number in numbers:
        start, end = sentences[number]
        whole += " "
        places.append((len(whole), len(whole) + end - start))
        whole += text[start:end]
    return Window(whole, tuple(numbers), tuple(places))
