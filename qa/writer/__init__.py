"""The writer: a language model writes the answer, and what no quote carries is held back.

gather the evidence → prompt the model with it → strip the markup of what it streams → cut that into sentences
with the numbers they cite → check each against the quotes → put the answer together. `drafting` leads it
through; an article's words are data all the way.
"""

from qa.writer.drafting import ModelWriter

__all__ = ["ModelWriter"]
