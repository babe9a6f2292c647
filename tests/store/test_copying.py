"""Copying from every store to every other: what is there after it is what was there before."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from index import copying, ingest
from index.articles import Article
from index.copying import copy
from index.errors import EmbedderMismatch, InputError, LibraryError
from index.library import Library
from index.progress import silent
from index.store.local import LocalStore
from index.store.protocol import Store
from tests.fakes import WordEmbedder
from tests.store.conftest import RECORDS, STORES, new_store

OWNER, CHAT = "ada", "a" * 22


Pair = tuple[Store, Store]

FROM_OR_TO_EACH = [("local", "servers"), ("postgres", "local"), ("memory", "postgres"), ("servers", "memory")]


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Two stores, of which the first is copied to the second."""
    one, other = request.param
    with new_store(one, tmp_path / "one") as source, new_store(other, tmp_path / "other") as target:
        yield source, target


def between(*kinds: tuple[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("pair", kinds, indirect=True, ids=map(" to ".join, kinds))


def articles(number: int) -> list[Article]:
    return [
        Article(
            id=f"n{n}",
            text=f"The mill of Aahus number {n} was sold.\n\nBo Berg \0 said “{n} crowns” — 日本 é.",
            title=f"Mill {n}",
            source="Aahus Post" if n % 2 else None,
            author="Ada Lind",
            published=date(2031, 5, 1 + n % 28),
            url=f"https://example.org/{n}",
        )
        for n in range(number)
    ]


def fill(store: Store, number: int = 7) -> Library:
    library = Library(store, WordEmbedder())
    library.check_embedder()
    ingest.add(library, [*articles(number), replace(articles(1)[0], id="copy", title="Mill 0 again")])
    first = store.record.article("n0")
    store.annotations().keep(first.content_hash, "speakers", "model", '["Bo Berg"]')
    store.conversations().append(OWNER, CHAT, 1, "Who sold it?", {"text": "Bo Berg", "quotes": []})
    store.conversations().append(OWNER, CHAT, 2, "Why \0?", {"text": ""})
    store.feedback().give(OWNER, CHAT, 2, liked=False, remark="no \0")
    return library


def everything(store: Store) -> list[object]:
    record = store.record
    vectors = dict(record.vectors())
    return [
        [
            (
                article,
                record.passages(article.id),
                record.is_named(article.id),
                vectors[article.content_hash].tolist(),
                store.annotations().of(article.content_hash),
            )
            for article in record.articles()
        ],
        list(store.conversation_copies().every()),
        record.full_text.document_frequencies() and sorted(record.full_text.document_frequencies()),
        sorted(store.index.keys()),
    ]


@between(*product(RECORDS, STORES))
def test_everything_is_copied_as_it_is(pair: Pair) -> None:
    store, target = pair
    fill(store)
    copied = copy(store, target)
    assert (copied.articles, copied.unchanged, copied.others, copied.conversations) == (8, 0, 0, 1)
    assert everything(target) == everything(store)
    vector = WordEmbedder().embed_passages(["The mill of Aahus"])[0]
    assert target.index.query(vector, 3)[0][1] == pytest.approx(store.index.query(vector, 3)[0][1], abs=1e-5)


@between(*FROM_OR_TO_EACH)
def test_copied_twice_nothing_is_doubled_and_changes_follow(pair: Pair) -> None:
    store, other = pair
    library = fill(store)
    copy(store, other)
    assert (again := copy(store, other)).articles == 0
    assert again.unchanged == 8
    assert again.conversations == 0
    changed = replace(articles(3)[2], text="The mill of Aahus burnt down.")
    ingest.add(library, [changed])
    store.conversations().append(OWNER, CHAT, 3, "And then?", {"text": "It burnt."})
    after = copy(store, other)
    assert (after.articles, after.conversations) == (1, 1)
    assert everything(other)[1:] == everything(store)[1:]
    assert other.record.article("n2") == store.record.article("n2")


@between(("memory", "local"), ("memory", "servers"))
def test_what_is_only_in_the_target_stays(pair: Pair) -> None:
    store, other = pair
    fill(store)
    mine = Article(id="mine", text="The harbour of Havnia is closed.", title="Harbour")
    library = Library(other, WordEmbedder())
    library.check_embedder()
    ingest.add(library, [mine])
    assert copy(store, other).others == 1
    assert other.record.article("mine").text == mine.text
    assert other.record.counts()[0] == 9


@between(("memory", "local"), ("memory", "postgres"))
def test_vectors_of_another_model_are_not_mixed(pair: Pair) -> None:
    store, other = pair
    fill(store)
    fill(other, 1)
    other.record.set_meta(embedder="another")
    with pytest.raises(EmbedderMismatch, match="qa rebuild"):
        copy(store, other)


def test_a_library_is_not_copied_to_itself(record_store: Store) -> None:
    with pytest.raises(InputError, match="another one"):
        copy(record_store, record_store)


@between(*FROM_OR_TO_EACH)
def test_a_copy_that_was_killed_goes_on(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = pair
    fill(store)
    monkeypatch.setattr(copying, "BATCH", 3)

    def killed(step: str, done: int, total: int) -> None:
        if step == "Copying articles" and done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(store, other, killed)
    assert other.record.counts()[0] == 3
    assert copy(store, other).unchanged == 3
    assert everything(other) == everything(store)


def test_an_article_that_did_not_arrive_as_it_was_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        closing(LocalStore(tmp_path / "one", create=True)) as store,
        closing(LocalStore(tmp_path / "two", create=True)) as target,
    ):
        fill(store)
        put = target.record.put

        def spoilt(article: Article, passages: object, vectors: object, *, named: bool) -> str | None:
            other = None if vectors is None else np.zeros_like(vectors)
            return put(article, passages, other, named=named)  # type: ignore[arg-type]

        monkeypatch.setattr(target.record, "put", spoilt)
        with pytest.raises(LibraryError, match=r"was not copied as it is.*qa check"):
            copy(store, target, silent)
