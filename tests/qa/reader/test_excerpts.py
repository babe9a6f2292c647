from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences as sentences_of
from index.retrieval.hybrid_search import Hit
from qa.reader.excerpts import EXCERPT_TOKENS, Excerpt, Sentence, pack, sentences_in

HARBOUR = Article(
    id="harbour",
    title="The harbour",
    text="VARNHOLM (The Gull) —\n\nThe harbour is closed. A storm broke the pier. Two ferries stayed.",
)
MILL = Article(id="mill", title="The mill", text="The mill was sold. It has a wheel of oak. It is old.")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SENTENCES = st.lists(
    st.tuples(st.sampled_from([HARBOUR, MILL]), st.integers(0, 40), st.integers(1, 40)), max_size=30
).map(lambda some: [sentence(article, start, start + length) for article, start, length in some])
LENGTHS = st.lists(st.integers(0, 2 * EXCERPT_TOKENS), min_size=30, max_size=30)


def whole(article: Article) -> Hit:
    return Hit(article, 0, len(article.text), 1.0)


def sentence(article: Article, start: int, end: int) -> Sentence:
    return Sentence(whole(article), start, end)


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


@given(title=ANY_TEXT, told=st.lists(ANY_TEXT, max_size=6))
def test_joined_sentences_stand_at_their_places_with_a_blank_between(title: str, told: list[str]) -> None:
    excerpt = Excerpt.joining(title, told)
    assert [excerpt.text[slice(*place)] for place in excerpt.sentences] == told
    assert excerpt.text == " ".join(told)
    assert excerpt.title == title


def test_a_whole_text_has_all_its_sentences_but_the_dateline() -> None:
    excerpt = Excerpt.whole(HARBOUR.title, HARBOUR.text)
    assert (excerpt.title, excerpt.text) == (HARBOUR.title, HARBOUR.text)
    assert [HARBOUR.text[slice(*place)] for place in excerpt.sentences] == [
        "The harbour is closed.",
        "A storm broke the pier.",
        "Two ferries stayed.",
    ]


@given(ANY_TEXT)
def test_any_whole_text_has_sentences_of_its_own(text: str) -> None:
    excerpt = Excerpt.whole("", text)
    assert excerpt.text == text
    assert set(excerpt.sentences) <= set(sentences_of(text))


def test_the_sentences_of_passages_keep_their_places_and_their_order_without_datelines() -> None:
    begin = MILL.text.index("It has")
    hits = [Hit(MILL, begin, len(MILL.text), 2.0), whole(HARBOUR)]
    found = sentences_in(hits)
    assert texts(found) == [
        "It has a wheel of oak.",
        "It is old.",
        "The harbour is closed.",
        "A storm broke the pier.",
        "Two ferries stayed.",
    ]
    assert [one.hit for one in found] == [hits[0]] * 2 + [hits[1]] * 3


def test_a_sentence_of_two_passages_is_there_once_as_the_better_one_has_it() -> None:
    end = MILL.text.index(" It is")
    better, worse = Hit(MILL, 0, end, 2.0), Hit(MILL, MILL.text.index("It has"), len(MILL.text), 1.0)
    found = sentences_in([better, worse])
    assert texts(found) == ["The mill was sold.", "It has a wheel of oak.", "It is old."]
    assert [one.hit.score for one in found] == [2.0, 2.0, 1.0]


def test_the_same_words_in_two_articles_are_two_sentences() -> None:
    copy = Article(id="copy", title=MILL.title, text=MILL.text)
    assert len(sentences_in([whole(MILL), whole(copy)])) == 6


def test_no_passages_have_no_sentences_and_make_no_groups() -> None:
    assert sentences_in([]) == []
    assert sentences_in([Hit(MILL, 0, 0, 1.0)]) == []
    assert pack([], []) == []


def test_sentences_of_an_article_are_read_together_in_the_order_of_its_text() -> None:
    mixed = [*reversed(sentences_in([whole(MILL)])), *sentences_in([whole(HARBOUR)])]
    mixed.insert(1, mixed.pop())
    assert [texts(group) for group in pack(mixed, [5] * 6)] == [
        ["The mill was sold.", "It has a wheel of oak.", "It is old."],
        ["The harbour is closed.", "A storm broke the pier.", "Two ferries stayed."],
    ]


def test_what_is_too_long_for_one_excerpt_is_shared_out_evenly() -> None:
    many = [sentence(MILL, number, number + 1) for number in range(10)]
    a_fifth_too_much = EXCERPT_TOKENS * 12 // 100
    assert [len(group) for group in pack(many, [a_fifth_too_much] * 10)] == [5, 5]


@given(sentences=SENTENCES, lengths=LENGTHS)
def test_any_sentences_stand_each_in_one_group_of_its_article_with_room_for_it(
    sentences: list[Sentence], lengths: list[int]
) -> None:
    tokens = {id(one): length for one, length in zip(sentences, lengths, strict=False)}
    groups = pack(sentences, lengths[: len(sentences)])
    assert sorted(id(one) for group in groups for one in group) == sorted(tokens)
    for group in groups:
        assert len({one.hit.article_id for one in group}) == 1
        assert [(one.start, one.end) for one in group] == sorted((one.start, one.end) for one in group)
        assert len(group) == 1 or sum(tokens[id(one)] for one in group) <= EXCERPT_TOKENS
    for one in groups:
        assert one, "an empty group"
