"""Running the `qa` command in the tests' own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BOAT = {
    "id": "boat",
    "text": "The boat was sold to Bo Berg.",
    "source": "The Gull",
    "published": "2024-05-01",
}
MILL = {"id": "mill", "text": "The mill was sold to Ada Lind.", "source": "The Heron"}


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


def one_problem(ran: Ran) -> str:
    """Return the one line that says what went wrong."""
    assert ran.status == 1
    assert len(ran.problems) == 1, ran.err
    assert ran.problems[0].startswith("qa: ")
    return ran.problems[0]
