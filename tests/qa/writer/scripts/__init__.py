"""Scripted answers of a language model over invented articles, faithful ones and others, as data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from index.articles import Article
from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant
from qa.writer import ModelWriter
from tests.qa.fakes import ListReader, library_of
from tests.qa.writer.fakes import Script, ScriptedModel

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ScriptedSentence:
    """A sentence that a model writes.

    Attributes:
        quote: words of the quote that it is written from, which the reader finds.
        fault: what is wrong with it; None where it is faithful.
    """

    article: str
    quote: str
    writes: str
    fault: str | None


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


SENTENCES = [ScriptedSentence(**row) for row in rows("sentences.jsonl")]


@cache
def articles() -> Mapping[str, Article]:
    """Return the invented articles by id."""
    found = [
        Article(**{**row, "published": date.fromisoformat(row["published"])})
        for row in rows("articles.jsonl")
    ]
    return {article.id: article for article in found}


@cache
def library() -> Library:
    return library_of(*articles().values())


def sentence_with(article: Article, words: str) -> str:
    """Return the sentence of an article that has some words."""
    return next(one for one in article.text.split(". ") if words in one).removesuffix(".") + "."


def answer_of(
    article_id: str, quote: str, script: Script | str, *more: Article, found: Sequence[str] = ()
) -> tuple[Answer, ScriptedModel]:
    """Ask about an article of which the reader finds a quote, and have the answer written."""
    article = articles()[article_id]
    reader = ListReader([(article, sentence_with(article, words), 0.9) for words in (quote, *found)])
    model = ScriptedModel(script)
    collection = library_of(*articles().values(), *more) if more else library()
    assistant = Assistant(collection, reader, writer=ModelWriter(model))
    return assistant.ask(f"What is known of the {article_id}?"), model
