"""The `qa` command as a process of its own, with an embedder that counts words: it starts at once."""

import sys
from unittest import mock

from qa import defaults
from tests.fakes import WordEmbedder
from ui.cli import main

if __name__ == "__main__":
    with mock.patch.object(defaults, "_embedder", return_value=WordEmbedder()):
        sys.exit(main())
