"""Quotations: how much of a sentence stands in quotation marks."""

import re
from collections.abc import Sequence

import numpy as np

from index.passages import Span

_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|«[^»\n]*(?:»|$)|„[^“”\n]*(?:[“”]|$)", re.MULTILINE)


def quoted_shares(text: str, sentences: Sequence[Span]) -> list[float]:
    """Return the share of each sentence's characters, in [0, 1], that a quotation of its paragraph holds.

    A quotation that its paragraph does not close ends with the paragraph.
    """
    quoted = np.zeros(len(text) + 1, dtype=np.int64)
    for match in _QUOTED.finditer(text):
        quoted[match.start() + 1 : match.end() + 1] = 1
    before = np.cumsum(quoted)
    return [float(before[end] - before[start]) / max(1, end - start) for start, end in sentences]
