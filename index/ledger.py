"""The ledger of an addition by many workers: which inputs are done, so that it goes on after a kill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FinishedInput:
    """An input whose articles are all stored, each under its own name.

    Attributes:
        name: the path of a file, or the address of an object.
        fingerprint: what tells this version of it from another one.
        added, updated, unchanged: how many articles of it were.
    """

    name: str
    fingerprint: str
    added: int
    updated: int
    unchanged: int


class Ledger(Protocol):
    """The ledger in a library's record. It is empty but for additions that were stopped or go on."""

    def finish(self, inputs: Iterable[FinishedInput]) -> None:
        """Note inputs as finished; one of the same name is replaced."""

    def finished(self, names: Sequence[str]) -> dict[str, FinishedInput]:
        """Return those of these inputs that are noted as finished, by name."""

    def forget(self, names: Iterable[str]) -> None:
        """Forget inputs: their addition has ended, or an article of them was removed."""
