"""The commands that keep a library: add, list, show, remove, check, rebuild."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from index import ingest
from index.articles import Article
from index.errors import ArticleQAError, UnreadableArticle
from index.library import Library
from index.progress import Progress
from index.store.values import ServerState
from index.text.plurals import several
from ui import terminal
from ui.adding_report import AddingReport
from ui.given_inputs import GivenInputs, given_inputs
from ui.settings import checked_model, library_place


def add(flags: Namespace) -> int:
    """Add articles; report by name what could not be read."""
    from qa.defaults import default_embedder

    by_workers = flags.workers is not None or flags.ray is not None
    given, errors = given_inputs(flags.paths, by_workers=by_workers)
    if given:
        with (
            terminal.progress() as advance,
            Library.open(library_place(flags), default_embedder(), create=True, progress=advance) as library,
        ):
            if by_workers:
                from ui.adding_by_workers import add_by_workers

                errors += add_by_workers(library, given, flags, advance)
            else:
                errors += add_to(library, given.files, given.addresses, advance)
            _report_gone(library, flags.paths)
    _tell_of_files(given)
    return _complain(errors)


def add_to(
    library: Library, files: Sequence[Path], addresses: Sequence[str], advance: Progress
) -> list[UnreadableArticle]:
    """Add what files and addresses hold, say what became of it, and return what could not be read."""
    from index.loaders import count_articles

    report = AddingReport(len(addresses) + sum(count_articles(file) for file in files), advance)
    with report.told(library):
        return ingest.add(library, _articles(files, addresses), report.enter)


def list_articles(flags: Namespace) -> int:
    """List the articles."""
    with _opened(flags) as library:
        if flags.json:
            terminal.print_json([article.card() for article in library.record.articles()])
        elif not library.record.counts()[0]:
            place = terminal.plain(library.location)
            sys.stdout.write(f"The library at {place} is empty. Run `qa add PATH...`.\n")
        else:
            terminal.show_articles(terminal.output(), library.record.articles())
    return 0


def show(flags: Namespace) -> int:
    """Print an article."""
    with _opened(flags) as library:
        article = library.record.article(flags.id)
    if flags.json:
        terminal.print_json({**article.card(), "body_start": article.body_start, "text": article.text})
    else:
        terminal.show_article(terminal.output(), article)
    return 0


def remove(flags: Namespace) -> int:
    """Remove articles."""
    with _opened(flags) as library:
        for article in ingest.remove(library, flags.ids):
            sys.stdout.write(f"Removed {terminal.plain(article.id)}.\n")
    return 0


def check(flags: Namespace) -> int:
    """Verify the library against its record."""
    from index.check import check as problems_of
    from index.embedding.processor import embedding_precision, reading_precision

    with _opened(flags) as library:
        servers = library.store.servers()
        problems = problems_of(library)
        articles, passages = library.record.counts()
        used = library.store.token_counts().used(date.today())
    if not problems:
        held = f"{several(articles, 'article')}, {several(passages, 'passage')}"
        sys.stdout.write(f"All is well: {held}.\n{reading_precision()}\n{embedding_precision()}\n")
        sys.stdout.write(f"{_model_line(used)}\n")
    for server in servers:
        sys.stdout.write(f"{_server_line(server)}\n")
    for problem in problems:
        terminal.complain(problem)
    return 1 if problems else 0


def _server_line(server: ServerState) -> str:
    """Return the state of one of several servers of the record. No replica is needed for anything."""
    kind = "Primary" if server.is_primary else "Replica"
    if server.problem:
        return terminal.plain(f"{kind} {server.location} is not used. {server.problem}")
    behind = "" if server.is_primary else f", {server.lag:,.1f} seconds behind"
    return terminal.plain(f"{kind} {server.location} is used{behind}.")


def _model_line(used: int) -> str:
    """Return which language model QA_MODEL names, without contacting it; `used` are today's tokens."""
    settings = checked_model()
    if settings is None:
        return "No language model is set (QA_MODEL): answers are made of exact quotes alone."
    place = f" at {settings.url}" if settings.url else ""
    line = f"{settings.name}{place} writes the answers (QA_MODEL); it was not contacted."
    if settings.tokens_a_day is None:
        return terminal.plain(line)
    cap = f"{used:,} of at most {settings.tokens_a_day:,} tokens are used today (QA_MODEL_TOKENS_A_DAY)."
    return terminal.plain(f"{line} {cap}")


def upgrade(flags: Namespace) -> int:
    """Make the library where there is none, or bring its tables up to date."""
    from qa.defaults import default_embedder

    with (
        terminal.progress() as advance,
        Library.open(library_place(flags), default_embedder(), create=True, progress=advance) as library,
    ):
        held = several(library.record.counts()[0], "article")
        place = terminal.plain(library.location)
    sys.stdout.write(f"The library at {place} is up to date, and holds {held}.\n")
    return 0


def rebuild(flags: Namespace) -> int:
    """Rebuild the vector index, embedding again where the model changed."""
    from qa.defaults import default_embedder

    with (
        terminal.progress() as advance,
        Library.open_for_rebuild(library_place(flags), default_embedder()) as library,
    ):
        left = ingest.rebuild(library, advance)
        articles, passages = library.record.counts()
    sys.stdout.write(f"Rebuilt: {several(articles, 'article')}, {several(passages, 'passage')}.\n")
    for line in left:
        sys.stdout.write(f"{terminal.plain(line)}\n")
    return 0


def _opened(flags: Namespace) -> Library:
    """Open the library, and show how far it is upgraded or mended where that is needed."""
    from qa.defaults import default_embedder

    with terminal.progress() as advance:
        return Library.open(library_place(flags), default_embedder(), progress=advance)


def _articles(files: Iterable[Path], addresses: Iterable[str]) -> Iterator[Article | UnreadableArticle]:
    from index.loaders import load_address, load_file

    for file in files:
        yield from load_file(file)
    for address in addresses:
        try:
            yield load_address(address)
        except UnreadableArticle as error:
            yield error


def _tell_of_files(given: GivenInputs) -> None:
    """Print which files and objects cannot be read, and what to do about them."""
    from index.loaders import FoundFiles
    from ui.leftovers import tell_of_files

    for path, found in given.paths:
        tell_of_files(path, found)
    for address, objects in given.stored:
        if objects.left_out:
            names = tuple(Path(address, name) for name in objects.left_out)
            tell_of_files(Path(address), FoundFiles((), names))


def _report_gone(library: Library, paths: Iterable[str]) -> None:
    """Name the articles whose files are no longer in the folders that were added."""
    for folder in (Path(path) for path in paths):
        for article in ingest.articles_without_file(library, folder) if folder.is_dir() else ():
            path, name = terminal.plain(str(article.path)), terminal.plain(article.id)
            sys.stdout.write(f"{path} is gone. To remove its article: qa remove {name}\n")


def _complain(errors: Iterable[ArticleQAError]) -> int:
    """Print errors by name; return the exit status."""
    status = 0
    for error in errors:
        terminal.complain(str(error))
        status = 1
    return status
