"""The model's reply about a request: lines of a name and a value, each believed only where it can be true."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.filters import SearchFilter
from index.text.words import content_words, words
from qa.answers import AnswerKind
from qa.catalog.tools import CatalogQuery
from qa.interpretation.values import CatalogCall, Interpretation
from qa.language.word_forms import covered_terms
from qa.language_model import Usage

LONGEST_QUESTION = 300
"""Number of characters of a completed question, and of each part."""

MOST_PARTS = 4

LEAST_SAID = 0.6
"""Share of a question's content words that the conversation has, at least: a model words it anew."""

_LINE = re.compile(r"[\s*_>-]*(QUESTION|PART|KIND|LIST|COUNT|SINCE|UNTIL)[\s*_]*:[ \t]*(.*)", re.IGNORECASE)
_NAME_OR_NUMBER = re.compile(r"\w*[\dA-ZÀ-ÖØ-Þ]\w*")

_NEEDS_NO_MODEL = frozenset((AnswerKind.CONVERSATION, AnswerKind.MORE, AnswerKind.SUPPORT))
"""Kinds whose wordings are told for certain: a model that names them is mistaken."""


def read_reply(reply: str, conversation: Sequence[str], usage: Usage) -> Interpretation:
    """Return what a reply tells.

    Args:
        conversation: the question as typed and the texts before it. A question with a name or a number that
            none of them has, or with few of their words, is not what was asked, and is not believed.
    """
    said = [word for text in conversation for word in words(text)]
    lines = list(_lines(reply))
    questions = [value for name, value in lines if name == "QUESTION" and _is_borne_out(value, said)]
    parts = tuple(
        dict.fromkeys(value for name, value in lines if name == "PART" and _is_borne_out(value, said))
    )
    told = dict(lines)
    kind = _kind(told.get("KIND", ""))
    # A model that fills in every line asks the catalog of everything.
    asks_catalog = kind in (None, AnswerKind.CATALOG)
    return Interpretation(
        standalone=questions[0] if questions else "",
        parts=parts if 2 <= len(parts) <= MOST_PARTS else (),
        kind=kind,
        catalog=_catalog_call(told, said) if asks_catalog else None,
        usage=usage,
    )


def _lines(reply: str) -> Iterator[tuple[str, str]]:
    for line in reply.splitlines():
        if found := _LINE.fullmatch(line.rstrip()):
            shown = "".join(one if one.isprintable() else " " for one in found[2])
            yield found[1].upper(), " ".join(shown.split()).strip('"“”*_ ')


def _is_borne_out(question: str, said: Sequence[str]) -> bool:
    asked = content_words(question)
    if not asked or len(question) > LONGEST_QUESTION:
        return False
    covered = dict(zip(asked, covered_terms(asked, said), strict=True))
    named = {word for name in _NAME_OR_NUMBER.findall(question[1:]) for word in words(name)}
    invented = any(not covered.get(word, True) for word in named)
    return not invented and sum(covered[word] for word in asked) >= LEAST_SAID * len(asked)


def _kind(name: str) -> AnswerKind | None:
    try:
        kind = AnswerKind(name.strip(" .").lower())
    except ValueError:
        return None
    return None if kind in _NEEDS_NO_MODEL else kind


def _catalog_call(told: dict[str, str], said: Sequence[str]) -> CatalogCall | None:
    """Return the call of a tool; None where there is none, or its words are not the user's."""
    name = next((name for name in ("COUNT", "LIST") if name in told), "")
    mention = told.get(name, "").strip(" .")
    mention = "" if mention.lower() in {"all", "articles", "everything", "none"} else mention
    if not name or (mention and not _is_borne_out(mention, said)):
        return None
    filters = SearchFilter(since=_day(told.get("SINCE", "")), until=_day(told.get("UNTIL", "")))
    return CatalogCall(CatalogQuery(filters, mention=mention), counts=name == "COUNT")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip(" ."))
    except ValueError:
        return None
