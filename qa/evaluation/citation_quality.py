"""Citation recall and precision of a written sentence, after ALCE.

Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations": a sentence is recalled
where all of its citations together support it. A citation of a recalled sentence is precise unless it is
irrelevant: it does not support the sentence alone, and the others support it as well without it.

What holds sentences back judges here as well: recall is high by construction, and tells most where it is not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.support import Evidence, Support

Judge = Callable[[str, Sequence[Evidence]], Support]
"""Function that tells whether quotes support a claim."""


@dataclass(frozen=True, slots=True)
class CitationQuality:
    """How well the citations of one sentence support it.

    Attributes:
        recalled: whether all of them together do.
        precise: for each citation, whether it is precise.
    """

    recalled: bool
    precise: tuple[bool, ...]


def citation_quality(claim: str, quotes: Sequence[Evidence], judge: Judge) -> CitationQuality:
    """Judge the citations of a claim; without any it is not recalled."""
    if not quotes or not judge(claim, quotes).holds:
        return CitationQuality(recalled=False, precise=(False,) * len(quotes))
    return CitationQuality(
        recalled=True,
        precise=tuple(_is_relevant(claim, quotes, place, judge) for place in range(len(quotes))),
    )


def _is_relevant(claim: str, quotes: Sequence[Evidence], place: int, judge: Judge) -> bool:
    others = [*quotes[:place], *quotes[place + 1 :]]
    return not others or judge(claim, [quotes[place]]).holds or not judge(claim, others).holds
