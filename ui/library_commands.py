"""The commands that keep a library: add, list, show, remove, check, rebuild."""

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from index import ingest
from index.articles import Article
from index.errors import ArticleQAError, InputError, UnreadableArticle
from index.library import Library
from index.progress import Progress
from index.text.plurals import several
from ui import terminal
from ui.settings import checked_model, library_place

if TYPE_CHECKING:
    from index.loaders import FoundFiles


@dataclass(frozen=True, slots=True)
class _Given:
    """The paths that `qa add` was given, with what is there, and the addresses."""

    paths: list[tuple[Path, "FoundFiles"]]
    addresses: list[str]


def add(flags: Namespace) -> int:
    """Add articles; report by name what could not be read."""
    from qa.defaults import default_embedder
    from ui.leftovers import tell_of_files

    given, errors = _inputs(flags.paths)
    files = [file for _, found in given.paths for file in found.files]
    if files or given.addresses:
        with (
            terminal.progress() as advance,
            Library.open(library_place(flags), default_embedder(), create=True, progress=advance) as library,
        ):
            errors += add_to(library, files, given.addresses, advance)
            _report_gone(library, flags.paths)
    for path, found in given.paths:
        tell_of_files(path, found)
    return _complain(errors)


def add_to(
    library: Library, files: Sequence[Path], addresses: Sequence[str], advance: Progress
) -> list[UnreadableArticle]:
    """Add what files and addresses hold, say what became of it, and return what could not be read."""
    from index.loaders import count_articles
    from ui.leftovers import tell_of_fields

    total = len(addresses) + sum(count_articles(file) for file in files)
    counted: Counter[ingest.IngestOutcome] = Counter()

    left_out: list[str] = []

    def report(outcome: ingest.IngestOutcome, article: Article) -> None:
        counted[outcome] += 1
        left_out.extend(article.left_out)
        advance("Adding articles", counted.total(), total)

    advance("Adding articles", 0, total)
    unreadable = ingest.add(library, _articles(files, addresses), report)
    summary = ", ".join(f"{counted[outcome]} {outcome.value}" for outcome in ingest.IngestOutcome)
    held = library.record.counts()[0]
    place = terminal.plain(library.location)
    sys.stdout.write(f"{summary}; the library at {place} holds {several(held, 'article')}.\n")
    tell_of_fields(left_out)
    return unreadable


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
        articles, passages = library.record.counts()
        problems = problems_of(library)
        used = library.store.token_counts().used(date.today())
    if not problems:
        held = f"{several(articles, 'article')}, {several(passages, 'passage')}"
        sys.stdout.write(f"All is well: {held}.\n{reading_precision()}\n{embedding_precision()}\n")
        sys.stdout.write(f"{_model_line(used)}\n")
    for problem in problems:
        terminal.complain(problem)
    return 1 if problems else 0


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
        ingest.rebuild(library, advance)
        articles, passages = library.record.counts()
    sys.stdout.write(f"Rebuilt: {several(articles, 'article')}, {several(passages, 'passage')}.\n")
    return 0


def _opened(flags: Namespace) -> Library:
    """Open the library, and show how far it is upgraded or mended where that is needed."""
    from qa.defaults import default_embedder

    with terminal.progress() as advance:
        return Library.open(library_place(flags), default_embedder(), progress=advance)


def _inputs(paths: Iterable[str]) -> tuple[_Given, list[InputError]]:
    """Sort what was given into paths, addresses and what is neither."""
    from index.loaders import discover_files

    given = _Given([], [])
    errors: list[InputError] = []
    for path in paths:
        if path.lower().startswith(("http://", "https://")):
            given.addresses.append(path)
            continue
        if not path:
            # Python takes it for the folder one is in.
            errors.append(InputError("A path is empty. Name a file, a folder or an address."))
            continue
        if "://" in path and not Path(path).exists():
            errors.append(
                InputError(f"{path} is no address that can be read. Name one of http:// or https://.")
            )
            continue
        try:
            given.paths.append((Path(path), discover_files(Path(path))))
        except InputError as error:
            errors.append(error)
    return given, errors


def _articles(files: Iterable[Path], addresses: Iterable[str]) -> Iterator[Article | UnreadableArticle]:
    from index.loaders import load_address, load_file

    for file in files:
        yield from load_file(file)
    for address in addresses:
        try:
            yield load_address(address)
        except UnreadableArticle as error:
            yield error


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
