from hypothesis import given
from hypothesis import strategies as st

from index.passages import sentences
from qa.summarization import summarize_article, summarize_articles
from tests.cpu_time_limit import cpu_time_limit
from tests.fakes import article
from tests.qa.summarization.articles import COPY, FERRY, MILL


def test_sentences_stand_in_the_order_of_the_article() -> None:
    summary = summarize_article(FERRY, 3)
    assert [one.start for one in summary] == sorted(one.start for one in summary)
    assert len(summary) == 3
    assert summary[0].text.startswith("The ferry line between Tey and Norra closes")


def test_no_more_are_given_than_there_are() -> None:
    assert len(summarize_article(FERRY, 20)) == 4


def test_what_was_shown_is_left_out_and_the_next_best_given() -> None:
    first = summarize_article(FERRY, 2)
    more = summarize_article(FERRY, 2, {one.key for one in first})
    assert {one.key for one in more}.isdisjoint(one.key for one in first)
    assert len(more) == 2
    shown = {one.key for one in (*first, *more)}
    assert summarize_article(FERRY, 2, shown) == []


def test_what_several_articles_tell_is_told_once() -> None:
    ferry, copy = summarize_articles([FERRY, COPY], 2)
    assert ferry[0].text.startswith("The ferry line between")
    assert copy[0].text.startswith("The council of Norra")


def test_an_article_that_adds_nothing_has_no_sentence() -> None:
    again = article(FERRY.text, title=FERRY.title)
    assert list(map(len, summarize_articles([FERRY, again], 20))) == [3, 1]
    assert summarize_articles([MILL, article(MILL.text)], 20)[1] == []


def test_sentences_are_shared_out_among_articles() -> None:
    assert list(map(len, summarize_articles([FERRY, MILL], 3))) == [2, 1]
    assert list(map(len, summarize_articles([FERRY, MILL], 1))) == [1, 1]


def test_a_long_article_takes_little_time() -> None:
    text = "\n\n".join(
        f"The boat number {n} of the line {n % 7} left the harbour of Tey." for n in range(3000)
    )
    with cpu_time_limit(5):
        assert len(summarize_article(article(text), 5)) == 5


@given(st.text(alphabet=st.sampled_from("aB.?!:“”\"' \n1中。"), max_size=400) | st.text(max_size=400))
def test_any_text_gives_sentences_of_it_in_order(text: str) -> None:
    made = article(text)
    summary = summarize_article(made, 3)
    places = [(one.start, one.end) for one in summary]
    assert len(places) <= 3
    assert places == sorted(places)
    assert set(places) <= set(sentences(text))
    assert all(one.text == text[one.start : one.end] for one in summary)
