"""The reader: extractive question answering over retrieved passages, with a calibrated confidence.

A question passes `sentence_selection`, `excerpts`, `model` with `span_decoding` (twice: `second_pass`),
`features`, `calibration` and `penalties`, in this order; `span_reader` leads it through. Questions in scripts
that the network never learnt go to `lexical_reader`.
"""

from qa.reader.reading import Reader, Reading
from qa.reader.span_reader import SpanReader

__all__ = ["Reader", "Reading", "SpanReader"]
