"""The reader: which words of the passages found answer the question, and how sure that is."""

from qa.reader.reading import Reader, Reading
from qa.reader.span_reader import SpanReader

__all__ = ["Reader", "Reading", "SpanReader"]
