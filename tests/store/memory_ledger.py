from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.ledger import FinishedInput


@dataclass(frozen=True)
class MemoryLedger:
    inputs: dict[str, FinishedInput] = field(default_factory=dict)

    def finish(self, inputs: Iterable[FinishedInput]) -> None:
        self.inputs.update((one.name, one) for one in inputs)

    def finished(self, names: Sequence[str]) -> dict[str, FinishedInput]:
        return {name: self.inputs[name] for name in names if name in self.inputs}

    def forget(self, names: Iterable[str]) -> None:
        for name in names:
            self.inputs.pop(name, None)
