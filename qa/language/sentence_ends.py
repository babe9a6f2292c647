"""Sentence ends: whether a text ends as a sentence does, and a heading or a caption does not."""

CLOSING = "”\"’'»)]）」』*_ "
"""Marks that may stand after the end of a sentence."""

FULL_STOPS = tuple(".!。！…।۔")
"""Marks that end a statement or an exclamation, in several scripts."""

QUESTION_MARKS = tuple("?？؟")
"""Marks that end a question."""


def ends_as_sentence(text: str) -> bool:
    """Whether a text ends with the mark that ends a sentence, in quotation marks or brackets or without."""
    return text.rstrip(CLOSING).endswith(FULL_STOPS + QUESTION_MARKS)
