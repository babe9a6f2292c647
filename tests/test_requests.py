"""Requests of every kind on the fixed set: nearly all are right, and each keeps its promises."""

from collections import defaultdict

import pytest

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.answers import Answer, AnswerKind
from qa.assistant import Assistant
from tests.caching_embedder import CachingEmbedder
from tests.qa.invariants import check_invariants
from tests.request_set import REACHED, Asker, ExpectedAnswer, faults, libraries, requests

REQUESTS = requests()


@pytest.fixture(scope="module")
def assistants(embedder: PackagedEmbedder) -> dict[str, Assistant]:
    return libraries(CachingEmbedder(embedder))


@pytest.fixture(scope="module")
def answers(assistants: dict[str, Assistant]) -> dict[str, Answer]:
    """The answer to every request, by its id."""
    asker = Asker(assistants)
    return {one.id: asker.ask(one) for one in REQUESTS}


def test_nearly_all_requests_are_right(answers: dict[str, Answer]) -> None:
    found = {one.id: list(faults(answers[one.id], one)) for one in REQUESTS}
    wrong = {name: told for name, told in found.items() if told}
    assert len(wrong) <= (1 - REACHED) * len(REQUESTS), "\n".join(
        f"{name}: {told}" for name, told in wrong.items()
    )


@pytest.mark.parametrize("expected", REQUESTS, ids=lambda one: one.id)
def test_every_answer_keeps_its_promises(
    answers: dict[str, Answer], assistants: dict[str, Assistant], expected: ExpectedAnswer
) -> None:
    check_invariants(answers[expected.id], assistants[expected.library])


def test_the_set_has_requests_of_every_kind() -> None:
    kinds: defaultdict[str, int] = defaultdict(int)
    for one in REQUESTS:
        kinds[one.kinds[0]] += 1
    assert len(REQUESTS) >= 150
    assert set(kinds) == {kind.value for kind in AnswerKind}
    assert min(kinds.values()) >= 5
