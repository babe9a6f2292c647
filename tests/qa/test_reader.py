from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.passages import split
from index.search import BEST_SCORE, Hit
from qa import reader as reader_module
from qa.reader import WEIGHTS, RememberedVectors, SentenceReader, candidate_sentences
from tests.fakes import WordEmbedder
from tests.remembering import RememberingEmbedder

LIGHTHOUSE = Article(
    id="lighthouse",
    title="The lighthouse on Gull Rock",
    text=(
        "The lighthouse on Gull Rock was designed by the engineer Tilda Moberg. "
        "Its tower is 41 metres high and made of grey granite. "
        "The lamp was lit for the first time in October 1887. "
        "Seals sleep on the rock in summer, and gulls nest under the roof.\n\n"
        "The keepers left in 1972 because the lamp had been made automatic. "
        "A ferry takes visitors to the rock on Sundays."
    ),
)
BAKERY = Article(
    id="bakery",
    title="A bakery on Mill Lane",
    text=(
        "The bakery on Mill Lane sells rye bread and cinnamon buns. "
        "The owner of the bakery is Jonas Eklund, who gets up at three in the morning. "
        "He learnt the trade from his aunt in Uppsala."
    ),
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PROSE = st.lists(
    st.sampled_from(["Ann sells apples.", "Who? “Bob.”", "\n\n", "…", " ", "It rains", "Ça va!", "1887."])
).map(" ".join)


@pytest.fixture(scope="session")
def reader(remembering: RememberingEmbedder) -> SentenceReader:
    """A reader with the real model."""
    return SentenceReader(remembering)


def whole(*articles: Article, score: float = 1.0) -> list[Hit]:
    """Find the articles, each as one passage."""
    return [Hit(article, 0, len(article.text), score) for article in articles]


def quote(reader: SentenceReader, question: str, hits: list[Hit]) -> str:
    best = reader.read(question, hits)[0]
    return best.article.text[best.start : best.end]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who designed the lighthouse?", "Tilda Moberg"),
        ("How high is the tower?", "41 metres"),
        ("When was the lamp first lit?", "October 1887"),
        ("Why did the keepers leave?", "automatic"),
        ("On which day can visitors take a ferry?", "Sundays"),
        ("Which animals rest on the rock?", "Seals"),
        ("What can one buy at the bakery?", "cinnamon buns"),
        ("Who owns the bakery?", "Jonas Eklund"),
        ("From whom did he learn the trade?", "his aunt"),
    ],
)
def test_it_finds_the_sentence_that_answers(reader: SentenceReader, question: str, words: str) -> None:
    assert words in quote(reader, question, whole(LIGHTHOUSE, BAKERY))


def test_it_is_surer_of_what_stands_there(reader: SentenceReader) -> None:
    hits = whole(LIGHTHOUSE, BAKERY)
    known = reader.read("Who designed the lighthouse on Gull Rock?", hits)[0]
    unknown = reader.read("Who won the chess championship in Reykjavik?", hits)[0]
    assert known.confidence > unknown.confidence


@pytest.mark.parametrize(
    ("question", "without", "with_it"),
    [
        ("When did the bridge open?", "The bridge opened with a parade.", "The bridge opened in 1931."),
        ("How many boats sank?", "Boats sank in the storm.", "Seventeen boats sank in the storm."),
        ("Who opened the bridge?", "A mayor opened the bridge.", "Mayor Ellen Frost opened the bridge."),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_sentence_with_the_kind_of_thing_asked_for_comes_first(
    reader: SentenceReader, question: str, without: str, with_it: str, turned: bool
) -> None:
    sentences = [with_it, without] if turned else [without, with_it]
    article = Article(id="a", title="News", text=" ".join(sentences))
    assert quote(reader, question, whole(article)) == with_it


def test_a_better_passage_makes_a_better_quote(reader: SentenceReader) -> None:
    copy = Article(id="copy", title=LIGHTHOUSE.title, text=LIGHTHOUSE.text)
    for first, second in ((LIGHTHOUSE, copy), (copy, LIGHTHOUSE)):
        hits = [*whole(first, score=1.0), *whole(second, score=0.5)]
        assert reader.read("Who designed the lighthouse?", hits)[0].article is first


def test_a_score_above_the_best_adds_nothing(reader: SentenceReader) -> None:
    best, above = (
        reader.read("Who designed the lighthouse?", whole(LIGHTHOUSE, score=score))
        for score in (BEST_SCORE, 50.0)
    )
    assert best == above


def test_nothing_to_read_gives_no_reading(reader: SentenceReader) -> None:
    assert reader.read("Who designed the lighthouse?", []) == []


@pytest.mark.parametrize("question", ["???", "…", "💡", "_", "a", "the of and"])
def test_a_question_of_signs_is_read_too(reader: SentenceReader, question: str) -> None:
    readings = reader.read(question, whole(LIGHTHOUSE))
    assert len(readings) == 6
    assert all(0 <= reading.confidence <= 1 for reading in readings)


def test_there_is_a_column_for_every_weight(reader: SentenceReader) -> None:
    candidates = candidate_sentences(whole(LIGHTHOUSE, BAKERY))
    features = reader.features("Who designed the lighthouse?", candidates)
    assert features.shape == (9, len(WEIGHTS))
    assert np.isfinite(features).all()


def test_a_passage_found_twice_is_read_once() -> None:
    hits = [*whole(LIGHTHOUSE, score=0.9), *whole(LIGHTHOUSE, score=0.5)]
    candidates = candidate_sentences(hits)
    assert len(candidates) == 6
    assert {candidate.hit.score for candidate in candidates} == {0.9}


@given(question=ANY_TEXT, texts=st.lists(PROSE | ANY_TEXT, max_size=3))
def test_readings_are_sentences_in_order_of_confidence(question: str, texts: list[str]) -> None:
    embedder = WordEmbedder()
    articles = [Article(id=f"a{n}", title="News", text=text) for n, text in enumerate(texts)]
    hits = [
        Hit(article, passage.start, passage.end, 1 / (1 + passage.number))
        for article in articles
        for passage in split(article, embedder.count_tokens, embedder.longest)
    ]
    readings = SentenceReader(embedder).read(question, hits)
    assert bool(readings) == bool(hits)
    assert all(0 <= reading.confidence <= 1 for reading in readings)
    assert all(first.confidence >= second.confidence for first, second in pairwise(readings))
    for article in articles:
        spans = sorted((reading.start, reading.end) for reading in readings if reading.article is article)
        assert all(article.text[start:end].strip() for start, end in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), "two readings overlap"
        read = "".join(article.text[start:end] for start, end in spans)
        assert "".join(read.split()) == "".join(article.text.split()), "something was not read"


def test_a_sentence_is_embedded_once_and_forgotten_when_others_were_read_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader_module, "SENTENCES_REMEMBERED", 2)
    embedder = WordEmbedder()
    remembered = RememberedVectors(embedder)
    first = remembered.of(["one", "two", "one"])
    assert np.array_equal(first, WordEmbedder().embed_passages(["one", "two", "one"]))
    remembered.of(["two", "one"])
    assert embedder.embedded == ["one", "two"]
    remembered.of(["three"])
    remembered.of(["one", "two"])
    assert embedder.embedded == ["one", "two", "three", "two"]
