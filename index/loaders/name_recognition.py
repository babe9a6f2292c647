"""Name recognition in header lines: people, newspapers and agencies, sections of a newspaper."""

import re

from index.loaders.header_vocabulary import (
    COMMON_NEWS,
    NAME_PARTICLES,
    NOT_NAMES,
    PUBLICATION_WORDS,
    PUBLICATIONS,
    SECTIONS,
)


def is_publication(line: str) -> bool:
    """Tell whether a short line names a newspaper, an agency or a site."""
    words = line.strip().split()
    if not 1 <= len(words) <= 6 or line.rstrip()[-1:] in ".?!:;,":
        return False
    if line.strip().lower() in PUBLICATIONS or re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,6}", line.strip(), re.I):
        return True
    lower = [word.lower() for word in words]
    if "news" in lower and not set(lower) - {"news"} - COMMON_NEWS:
        return False
    named = all(word[0].isupper() or word in {"of", "the", "and", "&", "de", "in"} for word in words)
    return named and len(words) > 1 and not PUBLICATION_WORDS.isdisjoint(lower)


def is_section(line: str) -> bool:
    """Tell whether a line is a newspaper's section (`World`, `Opinion / Analysis`)."""
    words = re.findall(r"\w+", line.lower())
    return 1 <= len(words) <= 3 and all(word in SECTIONS for word in words)


def are_person_names(text: str) -> bool:
    """Tell whether a text is one or more people's names or an agency's."""
    words = text.split()
    if not 1 <= len(words) <= 10 or len(text) > 100 or is_section(text):
        return False
    if re.search(r"[\d?!:;()\[\]{}<>@#“”\"/=。，]", text) or (text.endswith(".") and len(words[-1]) > 4):
        return False
    names = [word for word in words if word.lower() not in NAME_PARTICLES]
    if (
        not names
        or names[0].lower() in NOT_NAMES
        or all(name.lower().strip(".") in NOT_NAMES for name in names)
    ):
        return False
    if words[0].lower() == "the":
        return is_publication(text)
    return all(name[0].isalpha() and not name[0].islower() for name in names)
