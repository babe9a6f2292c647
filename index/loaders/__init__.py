"""Loaders: make articles of files, folders and addresses, whatever state those are in.

One module per format turns bytes into an `Article`; `files` and `address` decide which one is asked.
"""

from index.loaders.address import load_address
from index.loaders.files import (
    FORMATS,
    MAX_NAMED,
    FoundFiles,
    count_articles,
    discover_files,
    find_files,
    load_file,
)

__all__ = [
    "FORMATS",
    "MAX_NAMED",
    "FoundFiles",
    "count_articles",
    "discover_files",
    "find_files",
    "load_address",
    "load_file",
]
