"""Statements in sections: those of one person together, over all articles, under who they are."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from qa.attribution import Speaker
from qa.attribution.person_names import is_proper_name
from qa.attribution.role_nouns import TITLE_NOUNS
from qa.intents.request import Quote, Request, unshown
from qa.intents.statement_search import Statement
from qa.intents.statement_topics import most_relevant
from qa.language.name_matching import normalized
from qa.language.name_values import NameWords

MOST_QUOTES = 12
"""Number of quotes in one answer; the others come when more is asked for."""

MOST_ON_A_SUBJECT = 8
"""Number of quotes in one answer on a subject."""

_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,3})\.")
_CONJUNCTIONS = frozenset(("and", "or"))
_ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those|some|its|his|her|their)\s", re.IGNORECASE)


def sections(
    request: Request, statements: Sequence[Statement], *, is_on_a_subject: bool = False
) -> tuple[list[tuple[str, list[Quote]]], int]:
    """Return the quotes to show by speaker that were not shown yet, and how many there are.

    Of many the first are shown, on a subject those that most bear on the request, in their order.
    """
    groups = [(heading(group), unshown(request, quotes_of(group))) for group in by_speaker(statements)]
    speakers = {quote.key: n for n, (_, quotes) in reversed(list(enumerate(groups))) for quote in quotes}
    keys = [quote.key for n, (_, quotes) in enumerate(groups) for quote in quotes if speakers[quote.key] == n]
    kept = set(keys[:MOST_QUOTES])
    if is_on_a_subject and len(keys) > MOST_ON_A_SUBJECT:
        left = [one for one in statements if any(quote.key in speakers for quote in one.quotes)]
        kept = set(most_relevant(request.standalone, left, keys)[:MOST_ON_A_SUBJECT])
    parts = [
        (name, [quote for quote in quotes if quote.key in kept and speakers[quote.key] == n])
        for n, (name, quotes) in enumerate(groups)
    ]
    return parts, len(keys)


def by_speaker(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements by speaker, over all articles, in the order of their first ones.

    Somebody without a name is the same only within an article: the spokesman of one is not the other's.
    """
    groups: list[list[Statement]] = []
    known: dict[tuple[str, Speaker], list[Statement]] = {}
    named: dict[tuple[str, ...], list[Statement]] = {}
    by_surname: defaultdict[str, list[tuple[NameWords, list[Statement]]]] = defaultdict(list)
    for one in statements:
        place = one.article.id, one.speaker
        if place not in known:
            words = _words(one.speaker.name)
            is_name = is_named(one) and _CONJUNCTIONS.isdisjoint(words)
            key = words if is_name else (one.article.id, *words)
            alike = named.get(key) or (_same_name(words, by_surname) if is_name else None)
            if alike is None:
                groups.append(alike := [])
                if is_name and len(words) > 1:
                    by_surname[words[-1]].append((NameWords(words), alike))
            named[key] = known[place] = alike
        known[place].append(one)
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


def _same_name(
    words: tuple[str, ...], by_surname: Mapping[str, Sequence[tuple[NameWords, list[Statement]]]]
) -> list[Statement] | None:
    """Return the group of another form of a full name with the same surname: Joe and Joseph R. Biden."""
    others = by_surname[words[-1]] if len(words) > 1 and words[-1] in by_surname else ()
    return next((group for name, group in others if name.compare(NameWords(words))), None)


def _words(name: str) -> tuple[str, ...]:
    return tuple(normalized(word) for word in _WORD.findall(_ARTICLE.sub("", name)))


def _written_out(title: str) -> str:
    """Return a title with its abbreviations written out: "Wisconsin Gov." """
    return _ABBREVIATED.sub(lambda match: TITLE_NOUNS.get(match[1].lower(), match[0]), title)


def _with_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
