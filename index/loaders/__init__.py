"""Loaders: make articles of files, folders and addresses, whatever state those are in.

One module per format turns bytes into an `Article`; `files` and `address` decide which one is asked.
"""

from index.loaders.address import load_address
from index.loaders.files import FORMATS, Found, count_articles, find_files, load_file, look_through

__all__ = ["FORMATS", "Found", "count_articles", "find_files", "load_address", "load_file", "look_through"]
