import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.passages import Passage
from index.retrieval.spelling import WHOLE, Vocabulary, corrections
from index.store.protocol import Record
from tests.fakes import article
from tests.store.memory import MemoryRecord

TEXTS = [
    "Governments met Ambassador Quillington and Mayor Tessaly near Zharkovitz. Prices rose.",
    "The government of Zharkovitz sent grain. Minister Anneke Brolin spoke. Émile Durand left.",
    "Governors and the government praised the harvest; case 4711 was closed. Москва молчала.",
]


def put(record: Record, name: str, text: str) -> None:
    record.put(article(text, id=name, title="News"), [Passage(0, 0, len(text))], None, named=True)


@pytest.fixture
def record() -> Record:
    record = MemoryRecord()
    for number, text in enumerate(TEXTS):
        put(record, f"a{number}", text)
    return record


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zharkovits", "zharkovitz"),
        ("zharkowits", "zharkovitz"),
        ("hzarkovitz", "zharkovitz"),
        ("zarkovitz", "zharkovitz"),
        ("sharkovitz", "zharkovitz"),
        ("quilington", "quillington"),
        ("quillinton", "quillington"),
        ("tesaly", "tessali"),
        ("brolyn", "brolin"),
        ("brollin", "brolin"),
        ("borlin", "brolin"),
        ("emyle", "emil"),
        ("goverment", "govern"),
        ("prises", "price"),
        ("москав", "москв"),
    ],
)
def test_a_misspelt_word_finds_the_one_that_was_meant(record: Record, typed: str, meant: str) -> None:
    assert corrections(record.full_text, ["grain", typed])[typed][0] == meant


@pytest.mark.parametrize(
    "word",
    [
        "government",
        "governing",
        "durand",
        "émile",
        "emile",
        "4712",
        "case4711",
        "grian2",
        "met",
        "mte",
    ],
)
def test_words_that_are_there_short_ones_and_numbers_are_left_alone(record: Record, word: str) -> None:
    assert corrections(record.full_text, [word]) == {}


@pytest.mark.parametrize(
    "word",
    ["volcano", "berlin", "unicorn", "a" * 24, "a" * 25, "quintillions", "", "_", '"', "한국어는", "ⅷⅷⅷⅷ"],
)
def test_what_is_like_nothing_stays_unfound(record: Record, word: str) -> None:
    assert "zharkovitz" not in str(corrections(record.full_text, [word]))
    assert corrections(record.full_text, [word]).get(word, []) in ([], ["brolin"])


def test_what_is_written_often_is_what_is_meant() -> None:
    words = Vocabulary([("govern", 500), ("gever", 1), ("giver", 1)])
    assert words.nearest("gover", WHOLE)[0] == "govern"
    equals = Vocabulary([("arden", 3), ("ardern", 5)])
    assert equals.nearest("ardren", WHOLE) == ["ardern", "arden"]


def test_an_empty_library_has_nothing_to_offer() -> None:
    assert corrections(MemoryRecord().full_text, ["zharkovits"]) == {}
    assert Vocabulary([]).nearest("zharkovits", WHOLE) == []


def test_words_that_come_in_or_go_are_known_at_once(record: Record) -> None:
    assert corrections(record.full_text, ["umbrelas"]) == {}
    put(record, "new", "Umbrellas were sold.")
    assert corrections(record.full_text, ["umbrelas"]) == {"umbrelas": ["umbrella"]}
    record.drop("new")
    assert corrections(record.full_text, ["umbrelas"]) == {}


@given(words=st.lists(st.text(max_size=30), max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_word_is_looked_up(record: Record, words: list[str]) -> None:
    lower = [word.lower() for word in words if word.isalnum()]
    assert set(corrections(record.full_text, lower)) <= set(lower)


def plain_distance(one: str, other: str) -> int:
    """The textbook's recursion, without half edits: for words of consonants with no letter doubled."""
    rows = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i][j] = min(
                rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


consonants = st.lists(st.sampled_from("bcdfg"), min_size=4, max_size=9).map(
    lambda letters: (
        "k" + "".join(letter for n, letter in enumerate(letters) if letters[n - 1 : n] != [letter])
    )
)


@given(one=consonants, other=consonants, edits=st.integers(1, 2))
@settings(deadline=None)
def test_edits_are_counted_as_in_the_textbook(one: str, other: str, edits: int) -> None:
    near = plain_distance(one, other) <= edits
    assert Vocabulary([(other, 1)]).nearest(one, edits * WHOLE) == (
        [other] if near and len(other) > 2 else []
    )
