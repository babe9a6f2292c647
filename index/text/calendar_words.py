"""Names of months and weekdays: in English for every purpose, in eleven languages for reading dates."""

import unicodedata
from functools import cache, lru_cache

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""English names of weekdays in lower case, whatever the machine's locale."""

OTHER_LANGUAGES = ("de", "fr", "es", "pt", "it", "nl", "ru", "ko", "zh", "zh_Hant", "ja")

SHORTEST_ABBREVIATION = 3
"""Number of letters of an abbreviation, at least; it must begin no other name (`Sept`, `июн`)."""


_WORDS_KEPT = 4096
"""Number of words whose meaning is cached."""


def folded(text: str) -> str:
    """Return a text with full-width characters narrowed and accents removed, to compare names."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not "\u0300" <= char <= "\u036f"))


@lru_cache(_WORDS_KEPT)
def month_number(word: str) -> int | None:
    """Return the number of the month that a word names or abbreviates in one of the languages."""
    name = folded(word).lower()
    return _number(name, _english(MONTHS)) or _number(name, _elsewhere("months"))


@lru_cache(_WORDS_KEPT)
def is_weekday(word: str) -> bool:
    """Tell whether a word names or abbreviates a weekday in one of the languages."""
    return is_english_weekday(word) or bool(_number(folded(word).lower(), _elsewhere("days")))


@lru_cache(_WORDS_KEPT)
def is_english_weekday(word: str) -> bool:
    """Tell whether a word names or abbreviates a weekday in English."""
    return bool(_number(folded(word).lower(), _english(WEEKDAYS)))


def _number(name: str, names: dict[str, int]) -> int | None:
    """Return the number of a name, or of the names that it abbreviates, where they have one number."""
    if name in names or len(name) < SHORTEST_ABBREVIATION:
        return names.get(name)
    meant = {number for whole, number in names.items() if whole.startswith(name)}
    return meant.pop() if len(meant) == 1 else None


@cache
def _english(names: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, start=1)}


@cache
def _elsewhere(kind: str) -> dict[str, int]:
    """Return the names of Unicode CLDR, which take a quarter of a second to load."""
    from babel import Locale

    names: dict[str, int] = {}
    for language in OTHER_LANGUAGES:
        forms = getattr(Locale.parse(language), kind)
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[use][width].items():
                    names.setdefault(folded(name).lower().strip("."), int(number) + (kind == "days"))
    return names
