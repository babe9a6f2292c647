"""The reader's training: what it learns from, how, and how the weights become the file that is shipped.

Nothing here is needed to read with it; `python -m qa.reader.train` is where it starts.
"""
