import pytest

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.candidates import Candidate
from qa.reader.excerpts import Sentence
from qa.reader.span_decoding import AnswerSpan

BAKERY = Article(
    id="bakery",
    title="A bakery on Mill Lane",
    text="Rye bread is sold there. The owner is Jonas Eklund. He learnt the trade from his aunt.",
)
OWNER = "The owner is Jonas Eklund."


def candidate(words: str, *, before: int = 0, begin: int = 0, article: Article = BAKERY) -> Candidate:
    """The words of the owner's sentence, found in an excerpt with so many characters before it."""
    hit = Hit(article, begin, len(article.text), 1.0)
    place = article.text.index(OWNER)
    start = before + OWNER.index(words)
    span = AnswerSpan(start, start + len(words), 3.5, (before, before + len(OWNER)))
    return Candidate.of(Sentence(hit, place, place + len(OWNER)), span)


@pytest.mark.parametrize("before", [0, 10, 400])
def test_places_are_the_articles_not_the_excerpts(before: int) -> None:
    found = candidate("Jonas", before=before)
    assert (found.quote, found.answer_text) == (OWNER, "Jonas")
    assert BAKERY.text[found.start : found.end] == OWNER
    assert BAKERY.text[slice(*found.answer)] == "Jonas"
    assert found.margin == 3.5


def test_around_it_stand_passage_and_title() -> None:
    assert candidate("Jonas", begin=25).around == f"{BAKERY.title}\n{BAKERY.text[25:]}"


def test_its_reading_is_the_sentence_with_the_words_marked() -> None:
    reading = candidate("Jonas Eklund").reading(0.75)
    assert (reading.quote, reading.answer_text, reading.confidence) == (OWNER, "Jonas Eklund", 0.75)
    assert reading.article is BAKERY


def test_two_in_one_place_overlap_and_two_in_other_articles_do_not() -> None:
    copy = Article(id="copy", title=BAKERY.title, text=BAKERY.text)
    one = candidate("Jonas")
    assert one.overlaps(candidate("Eklund", before=5))
    assert not one.overlaps(candidate("Jonas", article=copy))
    sentence = Sentence(Hit(BAKERY, 0, 24, 1.0), 0, 24)
    other = Candidate.of(sentence, AnswerSpan(0, 9, 1.0, (0, 24)))
    assert not one.overlaps(other)
    assert not other.overlaps(one)
