from index.filters import SearchFilter
from qa.query import understand
from qa.summarization import RankedSentence, summarize_subject
from tests.qa.fakes import library_of
from tests.qa.summarization.articles import COPY, FERRY, MILL


def summary(subject: str, most: int = 3, articles: tuple[str, ...] = ()) -> list[list[RankedSentence]]:
    library = library_of(FERRY, COPY, MILL)
    query = understand(f"Sum up what they say about {subject}.", (), SearchFilter(articles=articles))
    return summarize_subject(library, query, subject, most)


def test_sentences_about_the_subject_are_chosen_newest_article_first() -> None:
    found = summary("Norra")
    assert [chosen[0].article.id for chosen in found] == ["copy", "ferry"]
    assert all("Norra" in one.text for chosen in found for one in chosen)


def test_only_allowed_articles_are_summed_up() -> None:
    assert {one.article.id for chosen in summary("Norra", articles=("ferry",)) for one in chosen} == {"ferry"}


def test_a_subject_that_nothing_is_about_has_no_sentences() -> None:
    assert summary("glaciers") == []


def test_no_more_sentences_are_given_than_asked_for() -> None:
    assert sum(map(len, summary("ferry", 2))) == 2
