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
from index.loaders.object_storage import discover_objects, is_object_address, load_object

__all__ = [
    "FORMATS",
    "MAX_NAMED",
    "FoundFiles",
    "count_articles",
    "discover_files",
    "discover_objects",
    "find_files",
    "is_object_address",
    "load_address",
    "load_file",
    "load_object",
]
