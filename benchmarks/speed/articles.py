"""The articles that are added: a sample, all, more than there are, or one of them edited."""

import json
import re
import zlib
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from benchmarks.data import Row, rows

ARTICLES = "news/articles"
QUESTIONS = "news/questions"

NEWS = 2_500
"""Articles in the set."""

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def write_articles(data: Path, number: int, path: Path) -> None:
    """Write news articles as JSONL: a sample spread evenly over the set, or all and renamed copies."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in articles(data, number))


def articles(data: Path, number: int) -> Iterator[Row]:
    """Yield what `write_articles` writes."""
    held = sum(1 for _ in rows(data, ARTICLES))
    if number <= held:
        yield from islice(islice(rows(data, ARTICLES), None, None, held // number), number)
        return
    again = (renamed(row, copy) if copy else row for copy in count() for row in rows(data, ARTICLES))
    yield from islice(again, number)


def write_questions(data: Path, number: int, path: Path, every: int) -> None:
    """Write every so many of the news questions, each with the known right ones of what `articles` yields."""
    held = {row["id"] for row in articles(data, number)}
    with path.open("w", encoding="utf-8") as lines:
        for row in islice(rows(data, QUESTIONS), None, None, every):
            known = sorted(held.intersection(row["relevant"])) if row["type"] == "gold" else []
            question = {"question": row["question"], "asked": row.get("asked"), "relevant": known}
            lines.write(json.dumps(question) + "\n")


def renamed(row: Row, copy: int) -> Row:
    """Return an article like another with an id of its own and a made-up name for every capitalised word.

    So neither its content hash nor any embedded text is the other's, and a search takes it for no near copy.
    """

    def name(found: re.Match[str]) -> str:
        return made_up(found[0], copy)

    # Some articles have no title.
    made_up_words = {key: re.sub(r"\b[A-Z]\w+", name, row[key]) for key in ("title", "text") if row.get(key)}
    return {**row, "id": f"{row['id']}#{copy}", "url": None, **made_up_words}


def made_up(word: str, copy: int) -> str:
    """Return a made-up name, always the same for a word in one copy."""
    number = zlib.crc32(f"{copy} {word}".encode())
    syllables = []
    for _ in range(3):
        number, place = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    return "".join(syllables).capitalize()


def write_edited(source: Path, target: Path) -> str:
    """Copy a JSONL file with a sentence added to its middle article; return that one's id."""
    lines = source.read_text(encoding="utf-8").splitlines()
    middle = len(lines) // 2
    row = json.loads(lines[middle])
    row["text"] += "\n\nThis sentence was added to the article when it was edited."
    lines[middle] = json.dumps(row)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(row["id"])
