"""The named entities of articles: the forms of one name together, the most frequent first."""

from hypothesis import given
from hypothesis import strategies as st

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.intents.named_entities import named_entities
from qa.language.name_types import NameType
from tests.fakes import WordEmbedder, article

FIRST = article(
    "Prime Minister Anna Karlsson went to Stockholm. Karlsson met John Miller there. Swedish papers like it. "
    "In Sweden and in Stockholm, Karlsson is known. The Port Authority (PA) did not say. A PAX ship came.",
    id="first",
)
SECOND = article(
    "When Karlsson left Stockholm, nobody saw her. The Democratic People’s Party of Sudland did.", id="second"
)


def test_a_surname_and_a_title_are_the_person_they_belong_to(embedder: PackagedEmbedder) -> None:
    people = [one for one in named_entities([FIRST, SECOND], embedder) if one.type is NameType.PERSON]
    assert [(one.name, one.count) for one in people] == [("Anna Karlsson", 4), ("John Miller", 1)]
    assert [FIRST.text[start:end] for start, end in people[0].places] == [
        "Anna Karlsson",
        "Karlsson",
        "Karlsson",
    ]


def test_places_are_counted_over_articles_and_their_adjectives_are_none(embedder: PackagedEmbedder) -> None:
    names = [one.name for one in named_entities([FIRST, SECOND], embedder)]
    assert "Stockholm" in names
    assert "Sweden" in names
    assert "Swedish" not in names


def test_the_beginning_of_a_longer_name_is_none(embedder: PackagedEmbedder) -> None:
    assert "Democratic People" not in [one.name for one in named_entities([SECOND], embedder)]


def test_offices_prepositions_and_headings_are_no_part_of_a_name(embedder: PackagedEmbedder) -> None:
    text = (
        "READ MORE NEWS\n\nIn Norland, Secretary of State Anna Karlsson met Commissioner Dr. John Miller. "
        "It was the Department of Health and Human Services that paid. The Norland Labour Party did not."
    )
    found = {one.name: one.type for one in named_entities([article(text, id="a")], embedder)}
    assert {"Anna Karlsson", "John Miller", "Department of Health and Human Services"} <= found.keys()
    assert found["Norland Labour Party"] is NameType.ORGANISATION
    assert not [name for name in found if "READ" in name or "Secretary" in name or name == "Human Services"]


def test_what_stands_beside_a_name_tells_an_organisation(embedder: PackagedEmbedder) -> None:
    text = "Then it rained on the failed crypto exchange QTX. They liked QTX’s founder. It is late at QTX."
    found = {one.name: one.type for one in named_entities([article(text, id="a")], embedder)}
    assert found == {"QTX": NameType.ORGANISATION}


@given(st.text(st.sampled_from("Ada Berg of’s-. 1\nÅ"), max_size=120))
def test_every_place_is_a_form_of_the_name_in_the_article(text: str) -> None:
    for one in named_entities([article(text, id="a", title="T")], WordEmbedder()):
        assert one.count == len(one.places) > 0
        for start, end in one.places:
            assert text[start:end] in one.name
