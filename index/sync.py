"""Bringing articles into a library: what is new, what changed, what is already there. Safe to kill."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import numpy as np

from index.articles import Article, slug
from index.embedder import Vectors
from index.errors import UnreadableArticle
from index.library import Library, Progress, silent
from index.passages import Passage, embedded_texts, split
from index.record import Key, Record

PASSAGES_AT_ONCE = 512
"""Embedded, recorded and indexed together. A kill costs at most their embedding."""


class Change(Enum):
    """What adding an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


Report = Callable[[Change, Article], None]
"""Called for every article once what became of it is stored for good."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    change: Change
    article: Article
    named: bool
    passages: tuple[Passage, ...]


def unreported(_change: Change, _article: Article) -> None:
    """Report to nobody."""


def add(
    library: Library, items: Iterable[Article | UnreadableArticle], report: Report = unreported
) -> list[UnreadableArticle]:
    """Add articles, update those that changed, leave those that are there; return what could not be read.

    An article is recognised by the id its source gave it, else by its path, else by its address, else by its
    content. The same content is never embedded twice. Raises LibraryBusy.
    """
    errors: list[UnreadableArticle] = []
    batch: list[_Prepared] = []
    with library.writer():
        for item in items:
            if isinstance(item, UnreadableArticle):
                errors.append(item)
                continue
            if any(_may_be_same(item, prepared.article) for prepared in batch):
                _store(library, batch, report)
            try:
                change, article = _recognise(
                    library.record, item, {prepared.article.id for prepared in batch}
                )
            except UnreadableArticle as error:
                errors.append(error)
                continue
            if change is Change.UNCHANGED:
                library.record.describe(article)
                report(change, article)
                continue
            passages = split(article, library.embedder.count_tokens, library.embedder.longest)
            batch.append(_Prepared(change, article, bool(item.id), passages))
            if sum(len(prepared.passages) for prepared in batch) >= PASSAGES_AT_ONCE:
                _store(library, batch, report)
        _store(library, batch, report)
    return errors


def remove(library: Library, article_ids: Iterable[str]) -> list[Article]:
    """Remove articles, all or, if one is not there (ArticleNotFound), none; return what was removed."""
    with library.writer():
        articles = [library.record.article(article_id) for article_id in dict.fromkeys(article_ids)]
        with library.recording():
            orphans = [key for article in articles for key in library.record.drop(article.id)]
        with library.indexing() as index:
            index.delete(orphans)
    return articles


def gone(library: Library, folder: Path) -> list[Article]:
    """Return the articles that were read from files in a folder that are there no more."""
    return [
        article
        for article in library.record.articles()
        if (path := _file_of(article)) and path.is_relative_to(folder.absolute()) and not path.exists()
    ]


def rebuild(library: Library, progress: Progress = silent) -> None:
    """Make the vector index anew; split and embed all articles again where model or splitter changed.

    Until it is done the library stays as it was.
    """
    with library.writer():
        if not library.fits_embedder():
            _embed_all(library, progress)
        library.rebuild_vectors(progress)


def _embed_all(library: Library, progress: Progress) -> None:
    total = library.record.counts()[0]
    embedder = library.embedder
    with library.recording():
        library.record.forget_vectors()
        for done, article in enumerate(library.record.articles(), start=1):
            passages = split(article, embedder.count_tokens, embedder.longest)
            texts = embedded_texts(article, passages, embedder.count_tokens, embedder.longest)
            vectors = (
                None if library.record.has_vectors(article.content_hash) else embedder.embed_passages(texts)
            )
            library.record.put(article, passages, vectors, named=library.record.is_named(article.id))
            progress("Embedding all articles again", done, total)
        library.describe_vectors()


def _store(library: Library, batch: list[_Prepared], report: Report) -> None:
    """Embed, record and index a batch, report it, and empty it."""
    if not batch:
        return
    fresh = [prepared for prepared in batch if not library.record.has_vectors(prepared.article.content_hash)]
    vectors = _embedded(library, fresh)
    orphans: list[Key] = []
    with library.recording():
        for prepared in batch:
            article, passages = prepared.article, prepared.passages
            orphans += library.record.put(article, passages, vectors.get(article.id), named=prepared.named)
    with library.indexing() as index:
        index.delete(orphans)
        index.upsert(
            ((prepared.article.content_hash, passage.number), vector)
            for prepared in fresh
            for passage, vector in zip(prepared.passages, vectors[prepared.article.id], strict=True)
        )
    for prepared in batch:
        report(prepared.change, prepared.article)
    batch.clear()


def _embedded(library: Library, fresh: list[_Prepared]) -> dict[str, Vectors]:
    """Embed all passages of a batch together; return each article's vectors by its id."""
    embedder = library.embedder
    texts = [
        text
        for prepared in fresh
        for text in embedded_texts(
            prepared.article, prepared.passages, embedder.count_tokens, embedder.longest
        )
    ]
    rows = iter(embedder.embed_passages(texts) if texts else ())
    return {
        prepared.article.id: np.array([next(rows) for _ in prepared.passages], dtype=np.float32)
        for prepared in fresh
    }


def _recognise(record: Record, article: Article, taken: set[str]) -> tuple[Change, Article]:
    """Tell whether the library has the article, and under which id; raise if its id is another's."""
    if article.id:
        known = record.find("id", article.id)
        if known and not record.is_named(article.id):
            raise UnreadableArticle(
                article.path or article.id,
                f"the id {article.id!r} is that of {known[0].path or known[0].url or 'another article'}. "
                "Give this article another id.",
            )
    else:
        known = _known_by_place(record, article) or _known_by_content(record, article)
    if not known:
        return Change.ADDED, article if article.id else replace(article, id=_new_id(record, article, taken))
    same = replace(article, id=known[0].id)
    if same.content_hash != known[0].content_hash:
        return Change.UPDATED, same
    # A copy of a file that is still there does not take its place.
    moved = not _exists(known[0]) or _file_of(known[0]) == _file_of(article)
    return Change.UNCHANGED, same if moved else known[0]


def _known_by_place(record: Record, article: Article) -> list[Article]:
    if article.path:
        return record.find("path", article.path)
    return record.find("url", article.url) if article.url else []


def _known_by_content(record: Record, article: Article) -> list[Article]:
    return record.find("content_hash", article.content_hash)


def _may_be_same(article: Article, other: Article) -> bool:
    if article.id:
        return article.id == other.id
    return (
        (article.path is not None and article.path == other.path)
        or (article.url is not None and article.url == other.url)
        or article.content_hash == other.content_hash
    )


def _new_id(record: Record, article: Article, taken: set[str]) -> str:
    """Make a readable id: of the file's name, else of the title; numbered where that is taken."""
    file = _file_of(article)
    name = slug(article.title if not file or "#" in (article.path or "") else _stem(file))
    candidate, number = name, 1
    while candidate in taken or record.find("id", candidate):
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def _stem(path: Path) -> str:
    return path.name.removesuffix(path.suffix)


def _file_of(article: Article) -> Path | None:
    """Return the file an article was read from; a line of a JSONL file is `path#line`."""
    return Path(article.path.partition("#")[0]) if article.path else None


def _exists(article: Article) -> bool:
    path = _file_of(article)
    return path is not None and path.exists()
