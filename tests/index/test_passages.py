from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.embedding.packaged_embedder import PackagedEmbedder
from index.passages import MAX_PASSAGE_LENGTH, CountTokens, Passage, embedded_texts, sentences, split
from tests.cpu_time_limit import cpu_time_limit
from tests.quality import SEEDS

ODDITIES = [
    *(
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        " ",
        "  ",
        "\0",
        "\x1c",
        "\x85",
        "\u2028",
        "\u3000",
        "\ufeff",
        "\u200b",
        "\xad",
    ),
    *(
        "😀",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "שלום. ",
        "مرحبا بكم. ",
        "日本語。",
        "ไทย",
        "\u202e",
        "\ufdfa",
        "\U0010ffff",
    ),
    *(
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "...",
        ". ",
        "! ",
        "? ",
        "U.S. ",
        "Mr. ",
        "1.",
        "3.14",
        "- ",
        "http://a.b/c?d=e",
    ),
    *(
        "It rained. ",
        "He said: “No.” ",
        "A heading\n",
        "a" * 950,
        " " * 1000,
        "x. " * 400,
        "word " * 300,
        "\n" * 900,
    ),
]
ANY_TEXT = st.lists(st.one_of(st.sampled_from(ODDITIES), st.text(max_size=30)), max_size=25).map("".join)


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) + 2 for text in texts]


def characters(texts: Sequence[str]) -> list[int]:
    return [len(text) + 2 for text in texts]


def is_exact(article: Article, passages: Sequence[Passage]) -> bool:
    """Slices in order that do not overlap, begin and end with text, and leave out only blanks."""
    body = range(article.body_start, len(article.text))
    left = article.body_start
    for number, passage in enumerate(passages):
        assert passage.number == number
        assert left <= passage.start < passage.end <= body.stop
        assert not article.text[left : passage.start].strip()
        text = article.text[passage.start : passage.end]
        assert text == text.strip()
        assert len(text) <= MAX_PASSAGE_LENGTH
        left = passage.end
    return not article.text[left:].strip()


def check(article: Article, count_tokens: CountTokens, max_tokens: int) -> None:
    passages = split(article, count_tokens, max_tokens)
    assert is_exact(article, passages)
    texts = embedded_texts(article, passages, count_tokens, max_tokens)
    assert all(
        text.endswith(article.text[passage.start : passage.end])
        for passage, text in zip(passages, texts, strict=True)
    )
    assert max(count_tokens(texts), default=0) <= max_tokens if texts else not passages


@given(
    text=ANY_TEXT, title=ANY_TEXT, start=st.integers(0, 200), max_tokens=st.sampled_from([4, 5, 9, 40, 256])
)
@example(text="", title="", start=0, max_tokens=4)
@example(text="a", title="b", start=5, max_tokens=4)
@example(text="word " * 300, title="word " * 300, start=0, max_tokens=40)
@settings(max_examples=400, deadline=None)
def test_passages_of_any_text_are_exact_and_none_is_too_long(
    text: str, title: str, start: int, max_tokens: int
) -> None:
    check(Article(id="a", text=text, title=title, body_start=start), words, max_tokens)


@given(text=ANY_TEXT, title=ANY_TEXT, max_tokens=st.sampled_from([12, 50, 300]))
@settings(max_examples=150, deadline=None)
def test_a_word_over_the_limit_is_cut_between_characters(text: str, title: str, max_tokens: int) -> None:
    check(Article(id="a", text=text, title=title), characters, max_tokens)


@given(text=ANY_TEXT, title=ANY_TEXT)
@example(text="\ufdfa" * 2000, title="\ufdfa" * 300)
@example(text="a1-b2_c3/" * 600, title="")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_passage_is_cut_off_by_the_real_model(embedder: PackagedEmbedder, text: str, title: str) -> None:
    check(Article(id="a", text=text, title=title), embedder.count_tokens, embedder.max_tokens)


@given(text=ANY_TEXT, start=st.integers(0, 100), length=st.integers(0, 4000))
@settings(max_examples=300, deadline=None)
def test_sentences_hold_every_character_that_is_not_blank(text: str, start: int, length: int) -> None:
    end = start + length
    spans = sentences(text, start, end)
    assert all(text[first:last].strip() == text[first:last] != "" for first, last in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(start <= first < last <= end for first, last in spans)
    assert "".join("".join(text[first:last] for first, last in spans).split()) == "".join(
        text[start:end].split()
    )


def test_sentences_end_where_a_reader_says_they_do() -> None:
    text = (
        "Mr. Kim arrived at 3 p.m. in the U.S. capital. “We agree,” he said. Is that so?\n\nHeading\n\nMore."
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Mr. Kim arrived at 3 p.m. in the U.S. capital.",
        "“We agree,” he said.",
        "Is that so?",
        "Heading",
        "More.",
    ]


@pytest.mark.parametrize(
    "told",
    [
        ["果园开放了。", "谁会来？", "园主说：“欢迎！”", "大家笑了。"],
        ["果樹園が開いた。", "誰が来る？", "みんなだ！"],
        ["과수원이 열렸다.", "누가 올까?", "모두!"],
        ["فتح البستان أبوابه.", "من سيأتي؟", "الجميع۔", "حقا!"],
        ["Сад у г. Клин открылся 5 мая 2024 г. в полдень.", "Кто придёт?", "Все!"],
        ["Am 3. Mai öffnete der Garten.", "Wer kommt am 12. Juni?", "Prof. Dr. Linde und die anderen."],
        ["La Sra. Robles abrió el huerto.", "¿Quién vendrá?", "¡Todos los de la Av. Sur!"],
    ],
)
def test_sentences_of_other_languages_end_where_a_reader_says_they_do(told: list[str]) -> None:
    text = " ".join(told)
    assert [text[start:end] for start, end in sentences(text)] == told


def test_a_long_text_is_split_like_its_parts() -> None:
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())]
    long = "\n\n".join(seeds * 5)
    expected = [seed[start:end] for seed in seeds for start, end in sentences(seed)] * 5
    assert [long[start:end] for start, end in sentences(long)] == expected


def test_passages_are_runs_of_whole_sentences() -> None:
    article = Article(id="a", title="Rain", text="\n\n".join(f"On day {day} it rained." for day in range(90)))
    passages = split(article, words, 100)
    whole = set(sentences(article.text))
    starts, ends = {start for start, _ in whole}, {end for _, end in whole}
    assert all(passage.start in starts and passage.end in ends for passage in passages)
    assert len(passages) == 5


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    article = Article(id="a", title="", text="word " * 1000)
    passages = split(article, words, 50)
    assert len(passages) > 20
    for passage in passages:
        assert set(article.text[passage.start : passage.end].split()) == {"word"}


def test_the_title_stands_in_front_and_a_long_one_is_shortened_to_whole_words() -> None:
    article = Article(id="a", title="Lake talks end " + "again " * 30, text="They end.")
    [text] = embedded_texts(article, split(article, words, 40), words, 40)
    title, _, passage = text.partition("\n")
    assert passage == "They end."
    assert title
    assert article.title.startswith(title)
    assert not article.title[len(title)].strip()
    assert words([title + "\n"])[0] <= 10


def test_what_stands_before_the_body_is_in_no_passage() -> None:
    text = "Title\nBy A. Writer\n\nThe body."
    passages = split(Article(id="a", title="Title", text=text, body_start=20), words, 50)
    assert [text[passage.start : passage.end] for passage in passages] == ["The body."]


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "\n" * 1_000_000, "a\n\n" * 200_000, "“a" * 250_000, ". " * 250_000, "word " * 200_000],
    ids=["one line", "blank lines", "paragraphs", "open quotes", "stops", "words"],
)
def test_a_huge_text_takes_seconds_not_minutes(text: str) -> None:
    article = Article(id="a", title="Huge", text=text)
    with cpu_time_limit():
        passages = split(article, words, 256)
    assert is_exact(article, passages)
