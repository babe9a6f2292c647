"""The analyser of scripts other than Latin: what the full text indexes for them, and what a query looks up.

Runs of Chinese, Japanese and Korean characters become overlapping character bigrams, for nothing marks where
their words end. Russian and Arabic words are lightly stemmed: they lose endings and articles by rule. Words
in Latin letters, and in scripts that are not named here, stay as they are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
_CYRILLIC = "\u0400-\u052f"
_MARKS = "\u0640\u064b-\u065f\u0670"
_ARABIC = f"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff{_MARKS}"

_RUN = re.compile(
    rf"(?P<cjk>[{_HAN}]+|[{_HIRAGANA}]+|[{_KATAKANA}]+|[{_HANGUL}]+)"
    rf"|(?P<cyrillic>[{_CYRILLIC}]+)|(?P<arabic>[{_ARABIC}]+)"
)
"""Regular expression of a run of one script: Japanese changes its script between most words."""

_ANY_RUN = re.compile(f"[{_HAN}{_HIRAGANA}{_KATAKANA}{_HANGUL}{_CYRILLIC}{_ARABIC}]")

_TERM = re.compile(
    rf"{_RUN.pattern}|(?P<other>[^\W{_HAN}{_HIRAGANA}{_KATAKANA}{_HANGUL}{_CYRILLIC}{_ARABIC}]+)"
)

_MARK = re.compile(f"[{_MARKS}]+")

_LETTER = re.compile(
    rf"(?P<cjk>[{_HAN}{_HIRAGANA}{_KATAKANA}{_HANGUL}])|"
    r"(?P<latin>[a-zA-Z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff])|(?P<other>[^\W\d_])"
)

_CYRILLIC_ENDINGS = (
    *("иями", "ями", "ами", "его", "ого", "ему", "ому", "ими", "ыми", "ией", "иям", "иях"),
    *("ешь", "ишь", "ете", "ите", "ила", "или", "ило", "ала", "али", "ало", "ела", "ели", "ело", "ыла"),
    *("ыли", "ыло", "ать", "ить", "еть", "ыть", "ует", "уют", "ает", "ают", "яет", "яют", "яла", "яли"),
    *("ях", "ам", "ям", "ах", "ов", "ев", "ей", "ой", "ий", "ый", "ая", "яя", "ое", "ее", "ие", "ые"),
    *("их", "ых", "ую", "юю", "ом", "ем", "им", "ым", "ии", "ия", "ию", "ью", "ья", "ье", "ет", "ют"),
    *("ут", "ит", "ат", "ят", "ал", "ил", "ел", "ыл", "ял", "ть", "ти"),
    *("ы", "и", "а", "я", "о", "е", "у", "ю", "ь", "й"),
)
_REFLEXIVE = ("ся", "сь")
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا")
_ARABIC_SPELLINGS = str.maketrans("آأإٱىیةک", "ااااييهك")
"""Table that maps spelling variants of a letter to one letter."""

MIN_STEM_LENGTH = 3
"""Least number of letters in a stem."""


class Phrase(NamedTuple):
    """A phrase query: terms that stand side by side in the full text, joined by blanks.

    With `is_prefix` the last of them is the prefix of a term.
    """

    terms: str
    is_prefix: bool = False


def analyse(text: str) -> str:
    """Return a text as the full text indexes it; one without these scripts comes back unchanged.

    A run of n characters becomes n - 1 bigrams and its last character, so that every character begins a term.
    """
    if text.isascii() or not _ANY_RUN.search(text):
        return text
    return _RUN.sub(lambda run: f" {' '.join(_terms_of_run(run))} ", text)


def phrase_query(words: str) -> Phrase:
    """Return the phrase query that finds these words where they stand side by side."""
    terms = analyse(words).strip()
    last = _trailing_cjk_run(words)
    if len(last) > 1:
        # The run may go on in the text: there its last character begins a bigram.
        return Phrase(terms[:-2])
    return Phrase(terms, is_prefix=bool(last))


def without_arabic_marks(text: str) -> str:
    """Return a text without Arabic vowel signs (tashkil) and lengthened strokes (tatweel)."""
    return text if text.isascii() else _MARK.sub("", text)


def terms(words: str) -> Iterator[tuple[str, bool]]:
    """Yield the stems of a text's words, and runs of characters whole; and whether each is such a run."""
    for match in _TERM.finditer(words.lower()):
        yield (match[0], True) if match["cjk"] else (_terms_of_run(match)[0], False)


def bigrams(run: str) -> list[str]:
    """Return the overlapping character bigrams of a run; a run of one character comes back alone."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def non_latin_share(text: str) -> float:
    """Return the share of a text's words that are in other scripts than Latin, in [0, 1].

    Two characters of Chinese, Japanese or Korean count as a word, or five letters of any other script.
    """
    weights = {"cjk": 0.5, "latin": 0.2, "other": 0.2}
    found = dict.fromkeys(weights, 0.0)
    for match in _LETTER.finditer(text):
        kind = match.lastgroup or "other"
        found[kind] += weights[kind]
    return 1 - found["latin"] / every if (every := sum(found.values())) else 0.0


def is_mainly_non_latin(text: str) -> bool:
    """Whether most of a text's words are in other scripts than Latin, whatever its names are written in."""
    return non_latin_share(text) >= 0.5


def is_cyrillic(text: str) -> bool:
    """Whether the first letter of a text that is not Latin is Cyrillic."""
    found = next((match for match in _LETTER.finditer(text) if not match["latin"]), None)
    return bool(found and "\u0400" <= found[0] <= "\u052f")


def _trailing_cjk_run(words: str) -> str:
    """Return the run of Chinese, Japanese or Korean characters that a text ends with, else ""."""
    *_, last = (None, *_RUN.finditer(words))
    return last[0] if last and last["cjk"] and last.end() == len(words) else ""


def _terms_of_run(match: re.Match[str]) -> list[str]:
    run = match[0]
    if match["cjk"]:
        return [*bigrams(run), run[-1]] if len(run) > 1 else [run]
    if match["cyrillic"]:
        return [_cyrillic_stem(run.lower())]
    if match["arabic"]:
        return [_arabic_stem(run)]
    return [run]


def _cyrillic_stem(word: str) -> str:
    return _without_suffix(_without_suffix(word.replace("ё", "е"), _REFLEXIVE), _CYRILLIC_ENDINGS)


def _arabic_stem(word: str) -> str:
    plain = _without_conjunction(without_arabic_marks(word).translate(_ARABIC_SPELLINGS))
    article = next((found for found in _ARABIC_ARTICLES if plain.startswith(found)), "")
    bare = plain.removeprefix(article) if len(plain) - len(article) >= MIN_STEM_LENGTH else plain
    return _without_suffix(_without_conjunction(bare), _ARABIC_ENDINGS) or word


def _without_conjunction(word: str) -> str:
    """Return an Arabic word without the conjunction "and" before it, where enough is left of the word."""
    return word.removeprefix("و") if len(word) > 1 + MIN_STEM_LENGTH else word


def _without_suffix(word: str, endings: tuple[str, ...]) -> str:
    """Return a word without the first of these endings that leaves enough of it."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM_LENGTH:
            return word[: -len(ending)]
    return word
