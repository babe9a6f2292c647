"""`qa add --workers` and `--ray`: many processes read and embed, on this machine or on a cluster."""

import os
from argparse import Namespace
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from index.embedding.embedder import EmbedderFactory
from index.errors import UnreadableArticle
from index.library import Library
from index.progress import Progress
from index.store.place import Place, SharedPlace
from index.workers.addition import Addition, Crew
from index.workers.cluster import Workers
from index.workers.inputs import Input, of_address, of_file, of_object
from ui.adding_report import AddingReport
from ui.given_inputs import GivenInputs
from ui.settings import library_place


def add_by_workers(
    library: Library, given: GivenInputs, flags: Namespace, advance: Progress
) -> list[UnreadableArticle]:
    """Add what was given, say what became of it, and return what could not be read."""
    from qa.defaults import worker_embedder

    workers = Workers(flags.workers, flags.ray)
    make_embedder = worker_embedder()
    place = library_place(flags)
    # An index in a folder is one process's: others would wait for it, or on other machines make their own.
    is_served = isinstance(place, SharedPlace) and bool(place.chroma)
    crew = Crew(workers, make_embedder, partial(_open, place, make_embedder) if is_served else None)
    addition = Addition(library, _inputs(given, workers))
    report = AddingReport(sum(one.articles for one in addition.left), advance, addition.finished)
    # Ray prints there what it tries again.
    with (
        report.told(library),
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
    ):
        return addition.run(crew, report.enter)


def _open(place: Place, make_embedder: EmbedderFactory) -> Library:
    return Library.open(place, make_embedder(False))


def _inputs(given: GivenInputs, workers: Workers) -> list[Input]:
    # A worker on another machine is in another folder.
    files = [file.absolute() if workers.address else file for file in given.files]
    return [
        *(of_file(file) for file in files),
        *(of_object(stored) for _, found in given.stored for stored in found.objects),
        *(of_address(address) for address in given.addresses),
    ]
