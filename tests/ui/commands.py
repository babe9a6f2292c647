"""Running the `qa` command in the tests' own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit status and what it printed."""

    status: object
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed as JSON."""
        return json.loads(self.out)

    @property
    def problems(self) -> list[str]:
        """The lines where errors go."""
        return self.err.splitlines()


Run = Callable[..., Ran]
