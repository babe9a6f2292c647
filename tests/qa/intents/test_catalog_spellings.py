import unicodedata

import pytest

from index import ingest
from index.articles import Article
from index.library import Library
from tests.fakes import WordEmbedder
from tests.qa.intents.sample_collection import ask
from tests.store.memory import memory_library

CAFE = "Café Müller"
TEXT = (
    "Olga\nBerglund sold the mill. Olga Berglund left.\n\n"
    f"The {unicodedata.normalize('NFD', CAFE)} burnt down.\n\n"
    "Turku NIS said that US envoys came.\n\n"
    "북경은 수도. 서울에서 만났다. 北京是中国的首都。"
)


@pytest.fixture(scope="module")
def shelf() -> Library:
    library = memory_library(WordEmbedder())
    assert not ingest.add(
        library,
        [
            Article(id="mill", title="Mill", text=TEXT),
            Article(id="boat", title="Boat", text="It told us that Sund\n\nOlof sailed."),
        ],
    )
    return library


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Is Olga Berglund mentioned?", "Olga\nBerglund"),
        ("Is OLGA mentioned?", "Olga"),
        ("HOW MANY ARTICLES MENTION TURKU?", "Turku"),
        ("Is NIS mentioned?", "NIS"),
        ("How many articles mention US?", "US"),
        (f"Is {CAFE} mentioned?", unicodedata.normalize("NFD", CAFE)),
        (f"Is {unicodedata.normalize('NFD', CAFE)} mentioned?", unicodedata.normalize("NFD", CAFE)),
        ("Is Cafe Muller mentioned?", unicodedata.normalize("NFD", CAFE)),
        ("Is Cafè Müller mentioned?", unicodedata.normalize("NFD", CAFE)),
        ("Is 北京 mentioned?", "北京"),
        ("Is 서울 mentioned?", "서울"),
    ],
)
def test_what_stands_there_is_found_however_it_is_written(shelf: Library, question: str, shown: str) -> None:
    found = ask(shelf, question)
    assert len(found.citations) == 1, found.text
    (citation,) = found.citations
    assert citation.article.text[citation.start : citation.end] == citation.quote
    assert citation.article.text[slice(*citation.answer or ())] == shown


@pytest.mark.parametrize(
    "question", ["Is Olof Sund mentioned?", "Is Sund Olof mentioned?", "Is IT mentioned?"]
)
def test_what_does_not_stand_there_is_not_found(shelf: Library, question: str) -> None:
    assert not ask(shelf, question).citations


def test_each_time_counts_though_a_line_ends_inside(shelf: Library) -> None:
    assert ask(shelf, "How many times is Olga Berglund mentioned?").text.startswith(
        "Olga Berglund is mentioned 2 times"
    )
