from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from index import ingest
from index.articles import Article
from index.errors import UnreadableArticle
from index.ingest import IngestOutcome
from index.library import Library
from tests.fakes import WordEmbedder, article, numbered_article
from tests.index.ingest.ingest_helpers import add, found, holders, texts
from tests.index.local import database_of


def test_what_is_new_is_added_and_found(library: Library, embedder: WordEmbedder) -> None:
    made = [numbered_article(number, sentences=9) for number in range(5)]
    assert add(library, made) == [("added", f"a{number}") for number in range(5)]
    assert list(library.record.articles()) == made
    assert found(library, "case3x8") == ["a3"]
    assert len(embedder.embedded) == library.record.counts()[1]


def test_what_is_there_is_left_alone_and_not_embedded_again(library: Library, embedder: WordEmbedder) -> None:
    made = [numbered_article(number) for number in range(5)]
    add(library, made)
    embedder.embedded.clear()
    assert add(library, made) == [("unchanged", f"a{number}") for number in range(5)]
    assert embedder.embedded == []
    assert library.record.counts()[0] == 5


def test_what_changed_takes_the_place_of_the_old(library: Library, embedder: WordEmbedder) -> None:
    add(library, [numbered_article(number, sentences=9) for number in range(3)])
    embedder.embedded.clear()
    changed = article("Now the lakes froze.", id="a1", title="Report 1")
    assert add(library, [numbered_article(0, sentences=9), changed]) == [
        ("unchanged", "a0"),
        ("updated", "a1"),
    ]
    assert embedder.embedded == ["Report 1\nNow the lakes froze."]
    assert library.record.article("a1") == changed
    assert library.record.counts()[0] == 3
    assert found(library, "subject1") == found(library, "case1x8") == []
    assert found(library, "lakes") == ["a1"]


def test_a_title_alone_can_change(library: Library, embedder: WordEmbedder) -> None:
    add(library, [article("The lakes froze.", id="a", title="Winter")])
    assert add(library, [article("The lakes froze.", id="a", title="Summer")]) == [("updated", "a")]
    assert embedder.embedded[-1] == "Summer\nThe lakes froze."


def test_what_is_known_of_an_article_can_change_without_embedding(
    library: Library, embedder: WordEmbedder
) -> None:
    add(library, [article("Lakes froze.", id="a", path="/gone/old.jsonl#1")])
    embedder.embedded.clear()
    corrected = article(
        "Lakes froze.", id="a", source="Herald", published=date(2024, 6, 16), path="/gone/new.jsonl#7"
    )
    assert add(library, [corrected]) == [("unchanged", "a")]
    assert library.record.article("a") == corrected
    assert embedder.embedded == []


def test_the_same_content_under_two_ids_is_embedded_once_and_both_are_found(
    library: Library, embedder: WordEmbedder
) -> None:
    both = [article("The lakes froze. " * 20, id=name) for name in "ab"]
    assert add(library, both) == [("added", "a"), ("added", "b")]
    passages = len(library.record.passages("a"))
    assert len(embedder.embedded) == passages > 1
    add(library, [article("The lakes froze. " * 20, id="c")])
    assert len(embedder.embedded) == passages
    assert holders(library, "lakes") == {"a", "b", "c"}
    ingest.remove(library, ["a"])
    assert holders(library, "lakes") == {"b", "c"}
    add(library, [article("Rivers.", id="b")])
    assert holders(library, "lakes") == {"c"}
    ingest.remove(library, ["c"])
    assert found(library, "lakes") == []


def test_contents_that_change_hands_in_one_run_are_all_kept(library: Library, embedder: WordEmbedder) -> None:
    add(library, [article("Lakes.", id="a"), article("Rivers.", id="b")])
    embedder.embedded.clear()
    swapped = [article("Rivers.", id="a"), article("Lakes.", id="b"), article("Lakes.", id="c")]
    assert add(library, swapped) == [("updated", "a"), ("updated", "b"), ("added", "c")]
    assert texts(library) == {"a": "Rivers.", "b": "Lakes.", "c": "Lakes."}
    assert holders(library, "Lakes") == {"b", "c"}
    assert embedder.embedded == []


def test_the_last_of_one_id_in_a_run_wins(library: Library) -> None:
    run = [article(text, id="a") for text in ("One.", "Two.", "Two.", "One.")]
    assert [outcome for outcome, _ in add(library, run)] == ["added", "updated", "unchanged", "updated"]
    assert texts(library) == {"a": "One."}


def test_an_article_without_a_body_is_kept(library: Library) -> None:
    assert add(library, [article("", id="a"), article(" \n", id="b"), article("Title", id="c", body_start=5)])
    assert library.record.counts() == (3, 0)
    assert add(library, [article("", id="a")]) == [("unchanged", "a")]


def test_errors_among_the_articles_come_back_and_stop_nothing(library: Library) -> None:
    bad = UnreadableArticle("x.pdf", "is damaged")
    items: list[Article | UnreadableArticle] = [bad, numbered_article(1)]
    items += [article("\ud800", id="b"), article("x", id="c", source="\udfff"), bad]
    errors = ingest.add(library, items)
    assert [str(error) for error in errors] == [
        "x.pdf: is damaged",
        "b: holds half of a character (a lone surrogate); correct it",
        "c: holds half of a character (a lone surrogate); correct it",
        "x.pdf: is damaged",
    ]
    assert list(texts(library)) == ["a1"]


@pytest.mark.parametrize("batch", [0, 1])
def test_an_embedder_that_fails_leaves_the_library_as_it_was(
    library: Library, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    add(library, [numbered_article(0)])
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)
    batches = iter(range(9))

    def fail(_texts: Sequence[str]) -> None:
        if next(batches) == batch:
            raise MemoryError

    embedder.before_embedding = fail
    changed = [article("Lakes.", id="a0"), *(numbered_article(number) for number in range(1, 9))]
    with pytest.raises(MemoryError):
        ingest.add(library, changed)
    held = texts(library)
    if batch == 0:
        assert held == {"a0": numbered_article(0).text}
        assert found(library, "subject0") == ["a0"]
    else:
        assert held == {made.id: made.text for made in changed[: len(held)]}
        assert len(held) == 2
    embedder.before_embedding = lambda _texts: None
    add(library, changed)
    assert texts(library) == {made.id: made.text for made in changed}


def test_an_exception_of_the_one_who_gives_the_articles_keeps_what_was_stored(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)

    def give() -> Iterator[Article]:
        yield from (numbered_article(number) for number in range(5))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest.add(library, give())
    assert list(texts(library)) == ["a0", "a1", "a2", "a3"]


def test_every_article_is_reported_once_it_is_stored(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 3)
    seen: list[IngestOutcome] = []

    def report(outcome: IngestOutcome, made: Article) -> None:
        assert library.record.article(made.id) == made
        seen.append(outcome)

    ingest.add(library, [numbered_article(number) for number in (1, 2, 3, 1, 4)], report)
    assert sorted(outcome.value for outcome in seen) == ["added"] * 4 + ["unchanged"]


def parts_of_fulltext(library: Library) -> int:
    with database_of(library).reading() as connection:
        (parts,) = connection.execute("SELECT count(DISTINCT segid) FROM fulltext_idx").fetchone()
    return int(parts)


def test_full_text_is_put_together_after_many_articles_and_when_rebuilt_not_after_few(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 2)
    add(library, [numbered_article(number) for number in range(40)])
    assert parts_of_fulltext(library) == 1
    add(library, [numbered_article(40), numbered_article(41)])
    assert parts_of_fulltext(library) == 2
    assert found(library, "subject7") == ["a7"]
    assert found(library, "subject41") == ["a41"]
    ingest.rebuild(library)
    assert parts_of_fulltext(library) == 1
    assert found(library, "subject41") == ["a41"]
