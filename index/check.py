"""The consistency check of a library, for `qa check`."""

from itertools import islice

import numpy as np

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.library import Library
from index.store.values import VectorKey
from index.text.plurals import several

PROBED_PASSAGES = 100
"""Number of passages, spread evenly, whose vectors are searched for in the vector index: its graph may be
damaged where its list of keys is not."""


def check(library: Library) -> list[str]:
    """Return the problems of a library, one line each, with what to do about it."""
    problems: list[str] = []
    for examine in (_storage_problems, _text_problems, _vector_problems, _index_problems):
        try:
            with library.store.latest():
                problems += examine(library)
        except LibraryError as error:
            problems.append(str(error))
    return problems


def _storage_problems(library: Library) -> list[str]:
    """Return the problems of the store's files and full text."""
    return library.store.problems()


def _text_problems(library: Library) -> list[str]:
    """Return the articles that were altered, or whose passages do not hold each non-blank character once."""
    added = library.record.content_hashes()
    problems = []
    for article in library.record.articles():
        if article.content_hash != added.get(article.id, article.content_hash):
            problems.append(f"The text of {article.id} was altered. Remove it and add it again.")
        left = article.body_start
        whole = True
        for passage in library.record.passages(article.id):
            whole &= left <= passage.start < passage.end <= len(article.text)
            whole &= not article.text[left : passage.start].strip()
            left = passage.end
        if not whole or article.text[left:].strip():
            problems.append(f"The passages of {article.id} do not cover it. Remove it and add it again.")
    return problems


def _vector_problems(library: Library) -> list[str]:
    """Return a problem where the record does not have one unit vector for every passage, and no other."""
    expected = _expected_keys(library)
    recorded = {content_hash: _are_units(vectors) for content_hash, vectors in library.record.vectors()}
    keys = {(content_hash, n) for content_hash, units in recorded.items() for n in range(len(units))}
    spoilt = sum(int(np.count_nonzero(~units)) for units in recorded.values())
    problems = []
    if keys != expected:
        problems.append(
            f"The record lacks the vectors of {len(expected - keys)} passages and has "
            f"{len(keys - expected)} too many. Remove and add the articles again."
        )
    if spoilt:
        problems.append(f"The vectors of {spoilt} passages are spoilt. Remove and add the articles again.")
    return problems


def _index_problems(library: Library) -> list[str]:
    """Return a problem where the vector index has other keys than the record, or misses its vectors."""
    if library.store.is_being_written():
        return ["Another process is writing to the library. Wait until it is done, then check again."]
    if lag := library.store.index_lag():
        return [
            f"The vector index is {several(lag, 'text')} behind the record, which are found by their words "
            "alone. Wait for who is writing, or start the index's servers, then check again."
        ]
    expected, indexed = _expected_keys(library), set(library.store.index.keys())
    if indexed != expected:
        return [
            f"The vector index lacks {len(expected - indexed)} passages and has "
            f"{len(indexed - expected)} too many. Run `qa rebuild`."
        ]
    every = (vector for _, vectors in library.record.vectors() for vector in vectors[_are_units(vectors)])
    probes = islice(every, None, None, max(1, len(expected) // PROBED_PASSAGES))
    if not all(_is_found(library, vector) for vector in probes):
        return ["The vector index does not find what is in it. Run `qa rebuild`."]
    return []


def _expected_keys(library: Library) -> set[VectorKey]:
    """Return the keys of the vectors that the record's passages should have."""
    record = library.record
    return {
        (content_hash, passage.number)
        for article_id, content_hash in record.content_hashes().items()
        for passage in record.passages(article_id)
    }


def _are_units(vectors: Vectors) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    units: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.abs(np.linalg.norm(vectors, axis=1) - 1) < 1e-3
    return units


def _is_found(library: Library, vector: Vectors) -> bool:
    """Whether the vector index finds this vector, or an equal one of another passage."""
    nearest = library.store.index.query(vector, 1)
    return bool(nearest) and nearest[0][1] > 0.999
