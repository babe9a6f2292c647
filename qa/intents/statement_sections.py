"""Statements in sections: those of one person together, over all articles, under who they are."""

import re
from collections.abc import Sequence

from qa.attribution.person_names import is_proper_name
from qa.attribution.role_nouns import TITLE_NOUNS
from qa.intents.request import Quote
from qa.intents.statement_search import Statement
from qa.language.name_matching import normalized
from qa.language.name_values import NameWords

_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,3})\.")
_ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those|some|its|his|her|their)\s", re.IGNORECASE)


def by_speaker(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements by speaker, over all articles, in the order of their first ones.

    Somebody without a name is the same only within an article: the spokesman of one is not the other's.
    """
    groups: list[list[Statement]] = []
    for one in statements:
        own = next((group for group in groups if _is_same(group[0], one)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    return groups


def is_named(statement: Statement) -> bool:
    """Whether a speaker goes by a name, rather than by what they are."""
    return is_proper_name(_ARTICLE.sub("", statement.speaker.name))


def heading(statements: Sequence[Statement]) -> str:
    """Return who a speaker is, the name first: "Bo Berg, the mayor of Aahus"."""
    best = max(
        statements, key=lambda one: (len(one.introduction) > len(one.speaker.name), -_place(statements, one))
    )
    name, introduction = best.speaker.name, " ".join(best.introduction.split())
    before, found, after = introduction.partition(" ".join(name.split()))
    if not found:
        return _with_capital(name)
    before, after = _ARTICLE.sub(lambda article: article.group().lower(), before.strip(" ,")), after.strip()
    described = f"{name}{'' if not after else after if after[0] == ',' else ' ' + after}"
    return _with_capital(f"{described}, {_written_out(before)}" if before else described)


def quotes_of(statements: Sequence[Statement]) -> list[Quote]:
    """Return the quotes of statements in order, each sentence once."""
    return list(
        {quote.key: quote for one in reversed(statements) for quote in reversed(one.quotes)}.values()
    )[::-1]


def _place(statements: Sequence[Statement], one: Statement) -> int:
    return next(n for n, other in enumerate(statements) if other is one)


def _is_same(first: Statement, second: Statement) -> bool:
    if first.article.id == second.article.id and first.speaker == second.speaker:
        return True
    mine, theirs = _words(first.speaker.name), _words(second.speaker.name)
    several = not {"and", "or"}.isdisjoint((*mine, *theirs))
    if is_named(first) and is_named(second) and not several:
        return mine == theirs or (
            min(len(mine), len(theirs)) > 1 and bool(NameWords(mine).compare(NameWords(theirs)))
        )
    return first.article.id == second.article.id and mine == theirs


def _words(name: str) -> tuple[str, ...]:
    return tuple(normalized(word) for word in _WORD.findall(_ARTICLE.sub("", name)))


def _written_out(title: str) -> str:
    """Return a title with its abbreviations written out: "Wisconsin Gov." """
    return _ABBREVIATED.sub(lambda match: TITLE_NOUNS.get(match[1].lower(), match[0]), title)


def _with_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
