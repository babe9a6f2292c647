from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock


@dataclass(frozen=True)
class MemoryTokenCounts:
    counts: Counter[date] = field(default_factory=Counter)
    guard: Lock = field(default_factory=Lock)

    def reserve(self, day: date, tokens: int, most: int) -> bool:
        with self.guard:
            if self.counts[day] + tokens > most:
                return False
            self.counts[day] += tokens
            return True

    def correct(self, day: date, tokens: int) -> None:
        with self.guard:
            self.counts[day] = max(0, self.counts[day] + tokens)

    def used(self, day: date) -> int:
        return self.counts[day]
