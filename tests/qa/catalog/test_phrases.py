"""A phrase is found however it is written, and nothing else is found for it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.articles import Article
from index.library import Library
from qa.catalog.phrases import full_text_query, patterns, without_accents
from tests.cpu_time_limit import cpu_time_limit
from tests.fakes import WordEmbedder
from tests.qa.intents.sample_collection import ask
from tests.store.memory import memory_library

CAFE = "Café Müller"
APART = unicodedata.normalize("NFD", CAFE)
WORDS = st.lists(st.from_regex(r"\A\w+\Z"), min_size=1, max_size=4)


@pytest.fixture
def asking() -> Library:
    return memory_library(WordEmbedder())


def mentioning(library: Library, question: str, *texts: str) -> list[str]:
    """Return what is marked as the mention in each of the articles with these texts."""
    articles = [Article(id=f"a{n}", title=f"Day {n}", text=text) for n, text in enumerate(texts)]
    assert not ingest.add(library, articles)
    citations = sorted(ask(library, question).citations, key=lambda citation: citation.article.id)
    for citation in citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    return [citation.article.text[slice(*citation.answer or ())] for citation in citations]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("HOW MANY ARTICLES MENTION TURKU?", ("*TURKU* WINS.", "Today *Turku* won.")),
        ("How many articles mention NATO?", ("Today *NATO* met.", "Today *Nato* met.")),
        ("How many articles mention AIDS?", ("It is *AIDS*.", "She aids the poor.")),
        ("How many articles mention the US?", ("The *US* and the *U.S.* met us.", "The *U. S.* came.")),
        ("How many articles mention the U.S.?", ("In the *U.S.* it rained.", "The *US* came.", "It met us.")),
        (
            "How many articles mention J.K. Rowling?",
            ("*J. K. Rowling* did.", "*J.K. Rowling* did.", "*JK Rowling* did."),
        ),
        ("How many articles mention US NAVY?", ("The *U.S. Navy* came.", "The *US Navy* came.")),
        ("How many articles mention F-16?", ("They sent *F-16s* there.", "One *F-16* fell.", "No F-161.")),
        ("How many articles mention NGO?", ("Two *NGOs* came.", "One *NGO* came.")),
        ("How many articles mention C++?", ("He writes *C++*, they say.", "He had a C in maths.")),
        ("How many articles mention C#?", ("It is in *C#*.", "It is in C.")),
        (f"How many articles mention {CAFE}?", (f"The *{CAFE}* burnt.", f"The *{APART}* burnt.")),
        (f"How many articles mention {APART}?", (f"The *{CAFE}* burnt.", f"The *{APART}* burnt.")),
        ("How many articles mention Muller?", (f"The {APART} burnt.", "A *Muller* left.")),
        ("How many articles mention がき?", ("*がき*だった。", "かきを食べた。")),
        ("How many articles mention K팝?", ("*K팝*이 좋다.", "팝이 좋다.")),
        ("How many articles mention กรุงเทพ?", ("*กรุงเทพ*เป็นเมือง",)),
    ],
)
def test_articles_are_counted_that_write_it_in_any_way(
    asking: Library, question: str, texts: tuple[str, ...]
) -> None:
    marked = [text.split("*")[1] for text in texts if "*" in text]
    assert mentioning(asking, question, *(text.replace("*", "") for text in texts)) == marked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is IT mentioned?", "It came to it."),
        ("Is 1990 mentioned?", "In the 1990s it was."),
        ("Is C++ mentioned?", "He had a C in maths."),
        ("Is boat mentioned?", "Many boats."),
        ("Is がき mentioned?", "かきを食べた。"),
        ("Is 서울 mentioned?", "사우나에 갔다."),
    ],
)
def test_another_word_is_no_mention(asking: Library, question: str, text: str) -> None:
    assert mentioning(asking, question, text) == []


@given(WORDS)
def test_any_words_are_found_where_they_stand(said: list[str]) -> None:
    phrase = unicodedata.normalize("NFC", " ".join(said))
    for joint in (" ", "\n", ", "):
        text = f"- {joint.join(phrase.split())} -"
        assert any(pattern.search(text) for pattern, _ in patterns(phrase))


@given(WORDS)
def test_accents_apart_are_no_other_words(said: list[str]) -> None:
    phrase = " ".join(said)
    apart, whole = unicodedata.normalize("NFD", phrase), unicodedata.normalize("NFC", phrase)
    assert list(patterns(apart)) == list(patterns(whole))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_a_phrase(text: str) -> None:
    full_text_query(text)
    assert all(pattern.pattern for pattern, _ in patterns(text))
    assert len(without_accents(text)) == len(text)


@pytest.mark.parametrize("phrase", ["a" + "\u0301" * 80, "AB " * 30, "a.b " * 20, "é" * 80])
def test_a_hostile_phrase_takes_no_time(phrase: str) -> None:
    text = phrase * 2000
    with cpu_time_limit():
        for pattern, _ in patterns(phrase + "!x"):
            assert not pattern.search(text)
            assert not pattern.search(without_accents(text))
