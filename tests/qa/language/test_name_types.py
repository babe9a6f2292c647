"""Whether a name is a person's, an organisation's, a place's or something else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.language.name_types import NameOccurrence, NameType, name_types
from tests.fakes import WordEmbedder


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (NameType.PERSON, ["Anna Karlsson", "John Miller", "Angela Merkel"]),
        (NameType.PLACE, ["Stockholm", "Brazil", "Lake Victoria"]),
        (NameType.ORGANISATION, ["Uppsala University", "Ministry of Finance", "Royal Society"]),
    ],
)
def test_known_and_new_names_are_told_by_their_embedding(
    embedder: PackagedEmbedder, kind: NameType, names: list[str]
) -> None:
    assert name_types([(name, []) for name in names], embedder) == [kind] * len(names)


def test_another_embedder_leaves_the_form_and_what_stands_around() -> None:
    speaks = NameOccurrence("the mayor ", " said so")
    lies = NameOccurrence("people live in ", ".")
    told = name_types([("Bo Berg", [speaks]), ("Aahus", [lies] * 2), ("Aahus Bank", [])], WordEmbedder())
    assert told == [NameType.PERSON, NameType.PLACE, NameType.ORGANISATION]


def test_no_names_have_no_types(embedder: PackagedEmbedder) -> None:
    assert name_types([], embedder) == []


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.text(max_size=60)), min_size=1, max_size=4))
def test_any_name_has_a_type(named: list[tuple[str, str]]) -> None:
    occurrences = [
        (name, [NameOccurrence.at(text + name, len(text), len(text + name))]) for name, text in named
    ]
    assert len(name_types(occurrences, WordEmbedder())) == len(named)
