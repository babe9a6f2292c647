"""The command that moves a library from a folder to PostgreSQL, back, or to another: `qa copy`."""

import sys
from argparse import Namespace
from contextlib import closing

from index.copying import Copied, copy
from index.store.opening import open_store
from index.text.plurals import several
from ui import terminal
from ui.settings import library_place


def copy_library(flags: Namespace) -> int:
    """Copy what one library holds to another, and tell what became of it."""
    source_flags = Namespace(library=flags.source or flags.library)
    with (
        closing(open_store(library_place(source_flags))) as source,
        closing(open_store(library_place(Namespace(library=flags.target)), create=True)) as target,
        terminal.progress() as advance,
    ):
        copied = copy(source, target, advance)
        place = terminal.plain(target.location)
    sys.stdout.write(f"{told(copied)}\nThe library at {place} now has each article as it was.\n")
    return 0


def told(copied: Copied) -> str:
    """Return what was copied as a line."""
    line = f"Copied {several(copied.articles, 'article')}, {copied.unchanged} were there already"
    if copied.conversations:
        line += f"; {several(copied.conversations, 'conversation')} with what readers thought of the answers"
    if copied.others:
        line += f"; {several(copied.others, 'article')} only there"
    return f"{line}."
