from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences, split
from index.retrieval.hybrid_search import Hit
from qa.reader import SpanReader
from qa.reader.excerpts import Excerpt, sentences_in
from qa.reader.lexical_reader import is_lexical
from qa.reader.model import ReaderModel
from qa.reader.penalties import TEMPORAL_DISTANCE_PENALTY
from qa.reader.reading import Reading
from qa.reader.second_pass import SPANS_KEPT
from qa.reader.sentence_selection import TOKEN_BUDGET, WHOLE_PASSAGES
from tests.fakes import WordEmbedder
from tests.qa.reader.fake_model import FakeModel

GULL_ROCK = Article(
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
ANY_CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
PROSE = st.lists(
    st.sampled_from(["Ann sells apples.", "Who? “Bob.”", "\n\n", "…", " ", "It rains", "Ça va!", "1887."])
).map(" ".join)
QUESTIONS = st.builds("{} {}".format, st.sampled_from(["Who", "When", "Why", "Apples"]), ANY_CHARACTERS)


def whole(*articles: Article, score: float = 1.0) -> list[Hit]:
    """Find the articles, each as one passage."""
    return [Hit(article, 0, len(article.text), score) for article in articles]


@pytest.mark.parametrize("words", ["Tilda Moberg", "41 metres", "Seals", "Sundays.", "Jonas Eklund"])
def test_the_quote_is_the_sentence_that_holds_the_answer(words: str) -> None:
    best = SpanReader(FakeModel({words: 8.0})).read("What is known?", whole(GULL_ROCK, BAKERY))[0]
    text = best.article.text
    assert best.answer_text == words
    assert words in text[best.start : best.end]
    assert (best.start, best.end) in sentences(text)


def test_the_model_reads_the_sentences_of_each_article_with_its_title() -> None:
    model = FakeModel({})
    begin, end = GULL_ROCK.text.index("Its tower"), GULL_ROCK.text.index(" The lamp")
    last = GULL_ROCK.text.index("A ferry")
    hits = [Hit(GULL_ROCK, last, len(GULL_ROCK.text), 0.9), *whole(BAKERY), Hit(GULL_ROCK, begin, end, 0.5)]
    SpanReader(model).read("How high is it?", hits)
    ((question, excerpts),) = model.read_so_far
    assert question == "How high is it?"
    assert sorted(excerpts, key=lambda excerpt: excerpt.title) == [
        Excerpt.whole(BAKERY.title, BAKERY.text),
        Excerpt.joining(GULL_ROCK.title, [GULL_ROCK.text[begin:end], GULL_ROCK.text[last:]]),
    ]


def test_of_many_passages_no_more_than_the_budget_is_read() -> None:
    told = ["It was grey and cold that day, " + "and it rained, " * 30 + "and that was all."] * 40
    articles = [Article(id=f"a{number}", title="", text=text) for number, text in enumerate(told)]
    model = FakeModel({})
    SpanReader(model).read("Who designed it?", whole(*articles))
    ((_, excerpts),) = model.read_so_far
    tokens = sum(model.count_tokens([excerpt.text for excerpt in excerpts]))
    longest = max(model.count_tokens(told))
    assert TOKEN_BUDGET - longest < tokens <= max(TOKEN_BUDGET, WHOLE_PASSAGES * longest)


def test_places_are_the_articles_not_the_passages() -> None:
    start = GULL_ROCK.text.index("The lamp")
    hits = [Hit(GULL_ROCK, start, len(GULL_ROCK.text), 1.0)]
    best = SpanReader(FakeModel({"automatic": 8.0})).read("Why did the keepers leave?", hits)[0]
    assert best.answer_text == "automatic"
    assert GULL_ROCK.text[best.start : best.end] == (
        "The keepers left in 1972 because the lamp had been made automatic."
    )


@pytest.mark.parametrize(("surer", "less_sure"), [("Tilda", "granite"), ("granite", "Tilda")])
@pytest.mark.parametrize(("more", "less"), [(9.0, 8.0), (1.0, -1.0), (-3.0, -8.0)])
def test_the_larger_margin_comes_first(surer: str, less_sure: str, more: float, less: float) -> None:
    model = FakeModel({surer: more, less_sure: less})
    first, second = SpanReader(model).read("Which word is it?", whole(GULL_ROCK))[:2]
    assert (first.answer_text, second.answer_text) == (surer, less_sure)
    assert first.confidence > second.confidence


def test_a_larger_margin_is_surer() -> None:
    sure = [
        SpanReader(FakeModel({"Tilda Moberg": margin}))
        .read("Who designed it?", whole(GULL_ROCK))[0]
        .confidence
        for margin in (-8.0, -2.0, 0.0, 2.0, 8.0)
    ]
    assert sure == sorted(set(sure))


def test_a_passage_found_twice_is_quoted_once() -> None:
    twice = [*whole(GULL_ROCK, score=0.9), *whole(GULL_ROCK, score=0.5)]
    readings = SpanReader(FakeModel({"Tilda Moberg": 8.0})).read("Who designed it?", twice)
    assert len(readings) == 6
    assert len({reading.start for reading in readings}) == 6


def test_of_many_sentences_the_likeliest_are_given() -> None:
    text = " ".join(f"House {900 + number} is green." for number in range(SPANS_KEPT + 10))
    last = f"House {900 + SPANS_KEPT + 9}"
    article = Article(id="street", title="A street", text=text)
    readings = SpanReader(FakeModel({last: 12.0})).read("Which house is it?", whole(article))
    assert len(readings) == SPANS_KEPT
    assert readings[0].answer_text == last


def test_nothing_to_read_gives_no_reading() -> None:
    assert SpanReader(FakeModel({})).read("Who designed the lighthouse?", []) == []
    assert SpanReader(FakeModel({})).read("Who?", [Hit(BAKERY, 0, 0, 1.0)]) == []


@pytest.mark.parametrize("question", ["???", "…", "💡", "_", "a", "the of and"])
def test_a_question_of_signs_is_read_too(question: str) -> None:
    readings = SpanReader(FakeModel({})).read(question, whole(GULL_ROCK))
    assert len(readings) == 6
    assert all(0 <= reading.confidence <= 1 for reading in readings)


@given(
    question=QUESTIONS,
    texts=st.lists(PROSE | ANY_CHARACTERS, max_size=3),
    margins=st.dictionaries(
        st.sampled_from(["Ann", "apples", "Bob", "It", "1887"]), st.floats(-50, 50), max_size=5
    ),
)
@settings(max_examples=50, deadline=None)
def test_readings_are_sentences_in_order_of_confidence(
    question: str, texts: list[str], margins: dict[str, float]
) -> None:
    embedder = WordEmbedder()
    articles = [Article(id=f"a{n}", title="News", text=text) for n, text in enumerate(texts)]
    hits = [
        Hit(article, passage.start, passage.end, 1 / (1 + passage.number))
        for article in articles
        for passage in split(article, embedder.count_tokens, embedder.max_tokens)
    ]
    assume(not is_lexical(question))
    readings = SpanReader(FakeModel(margins)).read(question, hits)
    assert bool(readings) == bool(sentences_in(hits))
    assert all(0 <= reading.confidence <= 1 for reading in readings)
    assert all(first.confidence >= second.confidence for first, second in pairwise(readings))
    whole_ones = {
        (hit.article.id, *place) for hit in hits for place in sentences(hit.article.text, hit.start, hit.end)
    }
    for reading in readings:
        assert (reading.article.id, reading.start, reading.end) in whole_ones
        assert reading.answer is not None
        assert reading.start <= reading.answer[0] < reading.answer[1] <= reading.end
    for article in articles:
        spans = sorted((reading.start, reading.end) for reading in readings if reading.article is article)
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), "two readings overlap"


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
        ("In which city does his aunt live?", "Uppsala"),
    ],
)
def test_with_the_shipped_model_it_finds_the_sentence_that_answers(
    shipped: ReaderModel, question: str, words: str
) -> None:
    best = SpanReader(shipped).read(question, whole(GULL_ROCK, BAKERY))[0]
    assert words in best.article.text[best.start : best.end]


def test_with_the_shipped_model_it_is_surer_of_what_stands_there(shipped: ReaderModel) -> None:
    real = SpanReader(shipped)
    known = real.read("Who designed the lighthouse on Gull Rock?", whole(GULL_ROCK, BAKERY))[0]
    unknown = real.read("Who won the chess championship in Reykjavik?", whole(GULL_ROCK, BAKERY))[0]
    assert known.confidence > unknown.confidence


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_passages_does_not_matter(shipped: ReaderModel, turned: bool) -> None:
    articles = (BAKERY, GULL_ROCK) if turned else (GULL_ROCK, BAKERY)
    best = SpanReader(shipped).read("Who designed the lighthouse?", whole(*articles))[0]
    assert "Tilda Moberg" in best.answer_text


def test_an_article_of_other_days_is_less_sure() -> None:
    model = FakeModel({"Tilda Moberg": 8.0, "Jonas Eklund": 7.5})
    near, far = (
        [
            replace(hit, temporal_distance=away)
            for hit, away in zip(whole(GULL_ROCK, BAKERY), (share, 0.0), strict=True)
        ]
        for share in (0.0, 0.98)
    )
    then, now = (SpanReader(model).read("Who was it this week?", hits) for hits in (near, far))
    assert [reading.answer_text for reading in then[:2]] == ["Tilda Moberg", "Jonas Eklund"]
    assert [reading.answer_text for reading in now[:2]] == ["Jonas Eklund", "Tilda Moberg"]

    def logit(reading: Reading) -> float:
        return float(np.log(reading.confidence / (1 - reading.confidence)))

    assert logit(then[0]) - logit(now[1]) == pytest.approx(0.98 * TEMPORAL_DISTANCE_PENALTY, rel=1e-6)
    assert logit(then[1]) == pytest.approx(logit(now[0]), rel=1e-6)
