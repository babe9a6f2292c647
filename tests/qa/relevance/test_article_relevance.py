"""How far sentences are about a subject, told by the shipped network."""

from qa.relevance.article_relevance import ABOUT, sentence_relevance
from tests.fakes import article

HARBOUR = article(
    "The toll was raised to nine euros in May. Fishermen called it unfair. A library opened in the old mill. "
    "It has two thousand books.",
    id="harbour",
    title="News of the harbour",
)
FERRY = article(
    "The ferry sank at dawn. Nobody was hurt when she went down.", id="ferry", title="Ferry sinks"
)


def place(of: str) -> int:
    return HARBOUR.text.index(of)


def test_a_sentence_is_about_what_it_tells_in_other_words() -> None:
    told = sentence_relevance("cost of using the port", [(HARBOUR, 0), (HARBOUR, place("A library"))])
    assert told[0] > told[1]


def test_a_pronoun_is_read_with_the_sentence_before() -> None:
    books = sentence_relevance("library", [(HARBOUR, place("It has")), (HARBOUR, 0)])
    assert books[0] >= ABOUT > books[1]


def test_places_of_several_articles_keep_their_order() -> None:
    places = [(FERRY, 0), (HARBOUR, 0), (FERRY, FERRY.text.index("Nobody"))]
    told = sentence_relevance("the sinking of the ferry", places)
    assert told.shape == (3,)
    assert min(told[0], told[2]) > told[1]
    assert sentence_relevance("the ferry", []).shape == (0,)


def test_an_article_without_a_sentence_is_about_nothing() -> None:
    assert sentence_relevance("toll", [(article("Toll", id="title", body_start=4), 0)]).tolist() == [0.0]


def test_a_subject_longer_than_what_is_read_is_cut() -> None:
    assert sentence_relevance("ferry " * 400, [(FERRY, 0)]).shape == (1,)
    assert sentence_relevance("水車" * 800, [(FERRY, 0)]).shape == (1,)
