"""Whoever is introduced most like the words that a request calls somebody by."""

import pytest

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.attribution.speakers import resolve_speakers
from qa.intents.speaker_similarity import called_alike
from qa.intents.statement_search import Statement, statements_in
from tests.fakes import article
from tests.qa.attribution.marked import attributed

TEXT = (
    "Ann Ek, director of product management, said that the badge was late. Bo Berg, author of crime novels, "
    "said that it was ugly."
)


@pytest.fixture
def statements() -> list[Statement]:
    marked = ("Ann Ek", "said", "that the badge was late"), ("Bo Berg", "said", "that it was ugly")
    badge = article(TEXT, id="badge")
    return list(statements_in(badge, resolve_speakers(TEXT, attributed(TEXT, *marked))))


@pytest.mark.parametrize(
    ("who", "names"),
    [("product manager", ["Ann Ek"]), ("the crime writer", ["Bo Berg"]), ("farmers", []), ("Lind", [])],
)
def test_somebody_is_known_by_what_they_are_in_other_words(
    statements: list[Statement], embedder: PackagedEmbedder, who: str, names: list[str]
) -> None:
    assert [one.speaker.name for one in called_alike(who, statements, embedder)] == names


def test_nobody_is_called_anything_where_nobody_speaks(embedder: PackagedEmbedder) -> None:
    assert called_alike("the mayor", [], embedder) == []
