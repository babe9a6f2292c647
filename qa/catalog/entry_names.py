"""Entry names: the words of articles' titles, file names, sources and authors, as they are compared."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePath

from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

Words = tuple[str, ...]

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def name_words(name: str) -> Words:
    """Return a name's words in lower case without accents, and without possessive endings."""
    return tuple(normalized(word) for word in _WORD.findall(re.sub(r"['’]s?\b", "", name)))


@lru_cache(maxsize=8192)
def called(title: str, path: str | None) -> tuple[list[str], list[str]]:
    """Return the content words of an article's title and of the file it was read from."""
    name = PurePath(path or "").name
    stem = "" if name.lower().endswith((".jsonl", ".jsonl.gz")) else PurePath(name).stem.replace("_", " ")
    return content(name_words(title)), content(name_words(stem))


def core(name: str) -> Words:
    """Return a name's words without "the" before it."""
    listed = name_words(name)
    return listed[1:] if listed[:1] == ("the",) and len(listed) > 1 else listed


def content(listed: Iterable[str]) -> list[str]:
    """Return the words that are no stop words; all of them where every word is one."""
    every = list(listed)
    return [word for word in every if word not in STOP_WORDS] or every


def covers(asked: Sequence[str], present: Iterable[str]) -> bool:
    """Whether each word is a form of one of those present."""
    listed = set(present)
    return all(
        word in listed or any(same_stem(word, other) or same_name(word, other) for other in listed)
        for word in asked
    )
