"""The fixed question set: one JSON object a line, read strictly so that a slip never passes for a figure."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import InputError


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    Attributes:
        answers: accepted short answers; a quote that contains one of them is right. Empty: no article answers
            and refusing is right. None: the answers are not known and only retrieval is measured.
        relevant: ids of the articles that answer, each with a grade above 0.
        history: earlier (question, answer) turns of the conversation, oldest first.
        asked: the day the question is asked on; "this week" means the week of that day.
        type: a label to group figures by.
        articles: ids of the only articles that may be used; None for all of the library.
    """

    id: str
    question: str
    answers: tuple[str, ...] | None = None
    relevant: Mapping[str, float] = field(default_factory=dict)
    history: tuple[tuple[str, str], ...] = ()
    asked: date | None = None
    type: str = "question"
    articles: tuple[str, ...] | None = None

    @property
    def has_answer(self) -> bool:
        """Whether an article is known to answer it."""
        return bool(self.answers)


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read a question set from `.jsonl` or `.jsonl.gz`; blank lines and unknown keys are passed over.

    Raises:
        InputError: naming the file, the line and what to mend, for the first defect found.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        question = _read_question(line, where)
        if question.id in questions:
            raise InputError(f"{where}: the id {question.id!r} is used twice. Give each question its own id.")
        questions[question.id] = question
    if not questions:
        raise InputError(f'{path}: no question in it. Write one JSON object a line, each with a "question".')
    return tuple(questions.values())


def _lines(path: Path) -> Iterator[str]:
    """Split the file at line feeds only: a JSON string may hold other separators such as U+2028."""
    if not path.is_file():
        raise InputError(f"No question set at {path}. Name a .jsonl or .jsonl.gz file of questions.")
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        text = content.decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path}: broken gzip file ({error}). Compress it anew.") from error
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{number}: not UTF-8. Save the file as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
    yield from text.split("\n")


def _read_question(line: str, where: str) -> Question:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "unreadable"
        raise InputError(f"{where}: not valid JSON ({reason}). Write one JSON object a line.") from error
    if not isinstance(row, dict):
        raise InputError(f'{where}: not a JSON object. Write {{"question": "...", "answers": ["..."]}}.')
    text = row.get("question")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f'{where}: no question. Give "question" a text.')
    return Question(
        id=_read_text(row, "id", where, default=f"line-{where.rpartition(':')[2]}"),
        question=text,
        answers=_read_answers(row.get("answers"), where),
        relevant=_read_relevant(row.get("relevant"), where),
        history=_read_history(row.get("history"), where),
        asked=_read_day(row.get("asked"), where),
        type=_read_text(row, "type", where, default="question"),
        articles=_read_articles(row.get("articles"), where),
    )


def _read_text(row: dict[str, Any], key: str, where: str, default: str) -> str:
    value = row.get(key)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise InputError(f'{where}: "{key}" is {value!r}. Give it a text, or leave it out.')
    return str(value)


def _read_answers(value: Any, where: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(answer, str) and answer.strip() for answer in value):
        raise InputError(
            f'{where}: "answers" must be a list of texts: ["..."], or [] where refusing is right. '
            "Leave the key out to measure retrieval only."
        )
    return tuple(value)


def _read_relevant(value: Any, where: str) -> dict[str, float]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        isinstance(grade, int | float) and not isinstance(grade, bool) for grade in value.values()
    ):
        raise InputError(f'{where}: "relevant" must name articles with grades, such as {{"article-id": 1}}.')
    return {article_id: grade for article_id, grade in value.items() if grade > 0}


def _read_history(value: Any, where: str) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_turn(turn) for turn in value):
        raise InputError(f'{where}: "history" must be a list of turns, each ["a question", "its answer"].')
    return tuple((question, answer) for question, answer in value)


def _read_articles(value: Any, where: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(isinstance(name, str) and name for name in value):
        raise InputError(f'{where}: "articles" must be a list of article ids, or left out to ask of all.')
    return tuple(value)


def _is_turn(turn: Any) -> bool:
    return isinstance(turn, list) and len(turn) == 2 and all(isinstance(part, str) for part in turn)


def _read_day(value: Any, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f'{where}: "asked" is {value!r}. Write the day as 2024-06-20.') from error
