import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from qa.context import CHARACTERS_BACK, LONGEST_CONTEXT, SENTENCES_BACK, naming_sentence

NAMING = "The lighthouse on Gull Rock is kept by the engineer Tilda Moberg."
IDLE = "The sea was calm that day."
SENTENCES = [
    *("He left.", "It was late.", "She said that Ann Lind had come.", "The expert added that it rained."),
    *("Bo Berg came from Oslo.", "“They sang,” said Eva Falk.", "Who? “Bob.”", "U.S.", "\n\n", "…", " "),
]
PROSE = st.lists(
    st.sampled_from(SENTENCES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    max_size=20,
).map(" ".join)


def context(text: str, quote: str, *, body_start: int = 0) -> str | None:
    """Return the sentence that explains a quote in a text."""
    article = Article(id="a", title="News", text=text, body_start=body_start)
    start = text.index(quote)
    place = naming_sentence(article, start, start + len(quote))
    return None if place is None else text[slice(*place)]


@pytest.mark.parametrize(
    "quote",
    [
        "She lives there with two cats.",
        "He was not asked.",
        "In winter she rows to the village.",
        "“They pay me well,” she said.",
        "Her father kept it before.",
        "Nobody has seen him since.",
        "It was built of grey granite.",
        "Its lamp was lit in 1887.",
        "This was the first of its kind.",
        "These are never locked.",
        "That took nine years.",
        "But it was never finished.",
        "“It is cold in winter.”",
        "Both are painted red.",
        "The latter was sold.",
        "The two met again in spring.",
    ],
)
def test_a_quote_that_points_back_gets_the_sentence_that_names(quote: str) -> None:
    assert context(f"{NAMING} {quote}", quote) == NAMING
    assert context(f"{NAMING} {IDLE} {quote}", quote) == NAMING


@pytest.mark.parametrize(
    "quote",
    [
        "The expert added that the tower leans.",
        "The engineer said so.",
        "The retired harbour engineer told a newspaper that the tower leans.",
        "The author of the report noted three mistakes.",
        "“The keeper wrote it all down.",
    ],
)
def test_a_speaker_without_a_name_gets_the_sentence_that_names(quote: str) -> None:
    assert context(f"{NAMING} {quote}", quote) == NAMING


@pytest.mark.parametrize(
    "quote",
    [
        "Seals sleep on the rock in summer.",
        "Tilda Moberg has lived there since she was born.",
        "According to Tilda Moberg, they came at night.",
        "The tower is 41 metres high.",
        "Nothing of it was left.",
        "The bread that is sold there is baked by Jonas Eklund.",
    ],
)
def test_a_quote_that_stands_for_itself_gets_none(quote: str) -> None:
    assert context(f"{NAMING} {quote}", quote) is None


def test_a_speaker_with_a_name_gets_none() -> None:
    quote = "The engineer Tilda Moberg said that the tower leans."
    assert context(f"{NAMING} {quote}", quote) is None


def test_speakers_that_are_a_group_stand_for_themselves() -> None:
    quote = "The harbour authorities in Turku have similarly noted that the tower leans."
    assert context(f"{NAMING} {quote}", quote) is None


def test_a_quote_that_opens_with_a_surname_gets_none() -> None:
    quote = "Moberg said that she would stay."
    assert context(f"{NAMING} {IDLE} {quote}", quote) is None


@pytest.mark.parametrize("quote", ["There are seals on the rock.", "There was no wind."])
def test_there_is_points_at_nothing(quote: str) -> None:
    assert context(f"{NAMING} {quote}", quote) is None


def test_the_nearest_sentence_that_names_is_taken() -> None:
    quote = "She lives in Turku."
    text = f"{NAMING} The painter Ada Lind came to the rock in 1931. {IDLE} {quote} Later Eva Falk came."
    assert context(text, quote) == "The painter Ada Lind came to the rock in 1931."


def test_no_sentence_after_the_quote_is_taken() -> None:
    quote = "She lives on the rock."
    assert context(f"{IDLE} {quote} {NAMING}", quote) is None
    assert context(f"{quote} {NAMING}", quote) is None


def test_only_so_many_sentences_back_are_looked_at() -> None:
    quote = "She lives on the rock."
    for idle in range(SENTENCES_BACK + 2):
        text = " ".join([NAMING, *[IDLE] * idle, quote])
        assert context(text, quote) == (NAMING if idle < SENTENCES_BACK else None)


def test_title_and_byline_explain_nothing() -> None:
    quote = "She lives on the rock."
    header = "News\n\nThe lighthouse on Gull Rock\n\nby Tilda Moberg in Turku\n\n"
    assert context(f"{header}{IDLE} {quote}", quote, body_start=len(header)) is None


def test_a_sentence_that_would_bury_the_quote_is_left_out() -> None:
    quote = "She lives on the rock."
    long = "The lighthouse is kept by Tilda Moberg " + "and by nobody else " * 20 + "now."
    assert len(long) > LONGEST_CONTEXT
    assert context(f"{long} {quote}", quote) is None
    assert context(f"{NAMING} {long} {quote}", quote) == NAMING


def test_the_rest_of_a_sentence_is_not_taken_for_one() -> None:
    quote = "She lives on the rock."
    long = "The lighthouse is kept by " + "the engineer Tilda Moberg and " * 20 + "nobody else."
    idle = "the sea was calm " * 39 + "then."
    found = [context(f"{long} {idle} {idle}{' ' * blanks}{quote}", quote) for blanks in range(1, 30)]
    assert {text for text in found if text} == set()


@given(text=PROSE, number=st.integers(0, 30), body_start=st.integers(0, 40))
@settings(deadline=None)
def test_the_context_is_one_sentence_of_the_body_before_the_quote(
    text: str, number: int, body_start: int
) -> None:
    article = Article(id="a", title="News", text=text, body_start=min(body_start, len(text)))
    quotes = sentences(text, article.body_start)
    if not quotes:
        return
    start, end = quotes[number % len(quotes)]
    place = naming_sentence(article, start, end)
    if place is None:
        return
    assert article.body_start <= place[0] < place[1] <= start
    assert place[1] - place[0] <= LONGEST_CONTEXT
    if start - article.body_start <= CHARACTERS_BACK:
        assert place in sentences(text, article.body_start, start)[-SENTENCES_BACK:]
