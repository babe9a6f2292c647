import pytest

from ui.auth import attempts
from ui.auth.attempts import FORGOTTEN, FREE, LONGEST, Attempts


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def fail(times: int, counted: Attempts, *keys: str) -> None:
    for _ in range(times):
        counted.failed(keys)


def test_a_few_mistakes_cost_no_time() -> None:
    counted = Attempts(Clock())
    fail(FREE, counted, "ada", "here")
    assert counted.wait(["ada", "here"]) <= 0


def test_the_wait_doubles_and_ends() -> None:
    clock = Clock()
    counted = Attempts(clock)
    fail(FREE, counted, "ada")
    waits = []
    for _ in range(8):
        counted.failed(["ada"])
        waits.append(counted.wait(["ada"]))
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST]
    fail(2000, counted, "ada")
    assert counted.wait(["ada"]) == LONGEST
    clock.now += LONGEST
    assert counted.wait(["ada"]) == 0


def test_names_and_addresses_are_counted_each_for_itself() -> None:
    counted = Attempts(Clock())
    fail(FREE + 3, counted, "ada", "here")
    assert counted.wait(["bo", "here"]) == counted.wait(["ada", "there"]) == 4
    assert counted.wait(["bo", "there"]) == 0


def test_success_and_time_are_forgiving() -> None:
    clock = Clock()
    counted = Attempts(clock)
    fail(FREE + 3, counted, "ada", "bo")
    counted.succeeded(["ada", "somebody new"])
    assert counted.wait(["ada"]) == 0
    clock.now += FORGOTTEN
    counted.failed(["bo"])
    assert counted.wait(["bo"]) <= 0


def test_guessing_at_many_names_takes_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_KEPT", 10)
    counted = Attempts(Clock())
    fail(FREE + 1, counted, "first")
    fail(FREE + 1, counted, "second")
    for number in range(9):
        counted.failed([f"name {number}"])
    assert counted.wait(["first"]) == 0
    assert counted.wait(["second"]) == 1
