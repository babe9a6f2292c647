"""The command `qa eval`: how good the answers are, by a question set."""

import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError, QuestionError
from index.library import Library
from index.progress import Progress
from index.text.plurals import several
from ui import terminal
from ui.question_commands import opened
from ui.settings import language_model, library_place, threshold

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.evaluation import Evaluation, Question
    from qa.language_model import ModelSettings


def evaluate(flags: Namespace) -> int:
    """Measure answers on a question set; fail where a figure fell against the baseline."""
    from qa import evaluation

    model = language_model(flags)
    questions = evaluation.load_questions(flags.questions)
    baseline = evaluation.load_baseline(flags.baseline) if flags.baseline else None
    for target in filter(None, (flags.json, flags.report)):
        _check_writable(target)
    with terminal.progress() as advance, _measured(flags, model, advance) as assistant:
        texts = {article.id: article.text for article in assistant.library.record.articles()}
        _check_answerable(questions, texts, flags.questions)
        outcome = evaluation.evaluate(
            questions,
            assistant,
            lambda done, total: advance("Asking", done, total),
            texts,
            written=model is not None,
        )
    falls = evaluation.compare(outcome.figures, baseline) if baseline is not None else []
    _complain_of_the_model(outcome)
    terminal.show_figures(terminal.output(), outcome, falls)
    if flags.json:
        figures = json.dumps(evaluation.to_json(outcome), ensure_ascii=False, indent=1)
        terminal.write_file(flags.json, figures)
    if flags.report:
        terminal.write_file(flags.report, evaluation.to_html(outcome))
    for path in filter(None, (flags.json, flags.report)):
        sys.stdout.write(f"Wrote {terminal.plain(str(path))}.\n")
    return 1 if falls else 0


def _complain_of_the_model(outcome: "Evaluation") -> None:
    """Tell how often what a language model wrote is not whole, or does not stand, and why the first time."""
    written = [one.reply.prose for one in outcome.outcomes if one.reply and one.reply.prose]
    if problems := [prose.problem for prose in written if prose.problem]:
        terminal.complain(
            f"{len(problems)} of {several(len(written), 'answer')} could not be written, or not to the end. "
            f"The first: {problems[0]}"
        )


@contextmanager
def _measured(flags: Namespace, model: "ModelSettings | None", advance: Progress) -> Iterator["Assistant"]:
    """Give the assistant to measure: on the library, or on --articles in a library thrown away."""
    if not flags.articles:
        with opened(library_place(flags), threshold(flags), advance, model) as assistant:
            yield assistant
        return
    from qa.assistant import Assistant
    from qa.defaults import default_embedder

    with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
        with Library.open(Path(folder), default_embedder(), create=True) as library:
            _fill(library, flags.articles, advance)
        with Assistant.open(folder, threshold=threshold(flags), model=model) as assistant:
            yield assistant


def _fill(library: Library, path: Path, advance: Progress) -> None:
    """Add articles to measure on: all of them, since figures on a part would mislead."""
    from index.loaders import find_files
    from ui.library_commands import add_to

    unreadable = add_to(library, find_files(path), (), advance)
    if unreadable:
        raise InputError(
            f"{unreadable[0]} ({len(unreadable)} could not be read; mend them, or leave them out.)"
        )


def _check_answerable(questions: Iterable["Question"], known: Container[str], path: Path) -> None:
    """Find what the assistant would refuse to read before the first question is asked."""
    from qa.query import check_question

    for question in questions:
        where = f"{path}: question {question.id!r}"
        for article_id in question.articles or ():
            if article_id not in known:
                raise InputError(
                    f"{where} may use the article {article_id!r}, which is not among those it is asked of. "
                    "Correct its id; `qa list` shows those of a library."
                )
        if question.relevant and not any(article_id in known for article_id in question.relevant):
            raise InputError(
                f"{where} is answered by {', '.join(map(repr, question.relevant))}, not one of which is "
                "among the articles it is asked of. Correct the ids; `qa list` shows those of a library."
            )
        try:
            check_question(question.question)
        except QuestionError as error:
            raise InputError(f"{where}: {error}") from error


def _check_writable(path: Path) -> None:
    """Find out before an hour of measuring whether its figures can be written there."""
    if path.is_dir():
        raise InputError(f"Cannot write {path} (it is a folder). Name a file in it.")
    if not path.absolute().parent.is_dir():
        raise InputError(f"Cannot write {path} (its folder is not there). Make the folder, or name another.")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise InputError(f"Cannot write {path} (Permission denied). Name another file.")
