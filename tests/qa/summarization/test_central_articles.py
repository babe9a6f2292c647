from index.articles import Article
from qa.summarization import central_articles
from tests.qa.fakes import library_of

TOPICS = ["ferry fire harbour crew"] * 3 + ["mill wheel oak sunde"] * 2 + ["bees honey garden lake"]


def entries_of(count: int) -> list[str]:
    articles = [
        Article(
            id=f"a{number}", title=topic, text=f"The {topic} report number {number} says much of {topic}."
        )
        for number, topic in enumerate(TOPICS)
    ]
    record = library_of(*articles).record
    entries = sorted(record.catalog.entries(), key=lambda entry: entry.id)
    return [entry.id for entry in central_articles(record, entries, count)]


def test_articles_that_most_others_are_like_are_chosen_one_of_each_subject() -> None:
    assert len(entries_of(1)) == 1
    assert entries_of(1)[0] in {"a0", "a1", "a2"}
    first, second = entries_of(2)
    assert first in {"a0", "a1", "a2"}
    assert second in {"a3", "a4"}


def test_all_are_kept_where_they_are_few() -> None:
    assert entries_of(6) == entries_of(60) == [f"a{number}" for number in range(6)]


def test_an_article_without_passages_is_taken_last() -> None:
    empty = Article(id="empty", title="", text="")
    ferry = Article(id="ferry", title="Ferry", text="The ferry of Tey burned for two days.")
    record = library_of(empty, ferry).record
    assert [entry.id for entry in central_articles(record, record.catalog.entries(), 1)] == ["ferry"]
