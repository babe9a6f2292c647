"""Whether a library is what its record says: for `qa check`."""

from itertools import islice

import numpy as np

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.library import Library
from index.store.values import VectorKey

PROBES = 100
"""Number of passages whose vectors are looked for in the vector index, spread evenly: its own lists may be
whole where its graph is not."""


def check(library: Library) -> list[str]:
    """Return what is wrong, one line each, with what to do; nothing where all is well."""
    problems: list[str] = []
    for examine in (_damaged, _inexact, _unembedded, _out_of_step):
        try:
            problems += examine(library)
        except LibraryError as error:
            problems.append(str(error))
    return problems


def _damaged(library: Library) -> list[str]:
    """The files are sound, and every passage is in the full text."""
    return library.store.problems()


def _inexact(library: Library) -> list[str]:
    """Every article is as it was added; every non-blank character of its body is in one passage, in order."""
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


def _unembedded(library: Library) -> list[str]:
    """The record has a vector of unit length for every passage, and no other."""
    expected = _expected(library)
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


def _out_of_step(library: Library) -> list[str]:
    """The vector index has the same passages as the record, and finds them."""
    if library.store.is_being_written():
        return ["Another process is writing to the library. Wait until it is done, then check again."]
    expected, indexed = _expected(library), set(library.store.index.keys())
    if indexed != expected:
        return [
            f"The vector index lacks {len(expected - indexed)} passages and has "
            f"{len(indexed - expected)} too many. Run `qa rebuild`."
        ]
    every = (vector for _, vectors in library.record.vectors() for vector in vectors[_are_units(vectors)])
    probes = islice(every, None, None, max(1, len(expected) // PROBES))
    if not all(_is_found(library, vector) for vector in probes):
        return ["The vector index does not find what is in it. Run `qa rebuild`."]
    return []


def _expected(library: Library) -> set[VectorKey]:
    """Return what vectors there should be."""
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
    """Whether the vector index finds this vector, or another passage's that is the same."""
    nearest = library.store.index.query(vector, 1)
    return bool(nearest) and nearest[0][1] > 0.999
