"""What a line at the top of an article is: byline, date, label, page furniture, or none of these."""

import re
from dataclasses import dataclass
from datetime import date

from index.loaders.dates import DateLine, read_date_line
from index.loaders.tidy import one_line
from index.loaders.vocabulary import (
    COMMON_NEWS,
    FURNITURE,
    NAME_PARTICLES,
    NOT_NAMES,
    PUBLICATION_WORDS,
    PUBLICATIONS,
    SECTIONS,
)

LONGEST_FACT_LINE = 200
"""Characters; a longer line is never a byline, date or piece of furniture."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one line of a header says.

    Attributes:
        kinds: `byline`, `date`, `label`, `furniture`; `bare date` without a label, `likely furniture` that
            may be prose, `partial` where the line also holds a name of unknown meaning.
    """

    kinds: frozenset[str]
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    updated: date | None = None
    url: str | None = None

    def and_then(self, later: "Facts") -> "Facts":
        """Return both together; what was said first stands."""
        return Facts(
            kinds=self.kinds | later.kinds,
            title=self.title or later.title,
            source=self.source or later.source,
            author=self.author or later.author,
            published=self.published or later.published,
            updated=self.updated or later.updated,
            url=self.url or later.url,
        )


NO_FACTS = Facts(frozenset())

_SEPARATOR = re.compile(
    r"\s*[|•·]\s*|\s+[-–—/]\s+|\t+|(?<=\S)\s+(?=(?:last\s+)?(?:published|updated|posted)\b)", re.I
)
_BULLET = re.compile(r"^(?:[•·●▪◦‣►*+-]\s*)+")
_BYLINE = re.compile(r"(?:(?:written|words|story|reported|text|posted)\s+)?by\b\s*:?\s+(?P<names>.+)", re.I)
_LABEL = re.compile(
    r"(?P<label>title|headline|author|authors|byline|source|publication|publisher|url|link)\s*:\s*(?P<value>\S.*)",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+", re.I)

_ROLE = re.compile(
    r"(?:[\w’'&-]+\s+){0,4}(?:writer|reporter|correspondent|editor|columnist|contributor|chief|staff|analyst|fellow)"
    r"(?:\s+(?:in|at|of|for)\s+[\w’' .-]{2,40})?|(?:in|at|for)\s+[A-Z][\w’' .-]{1,40}",
    re.I,
)
_COUNTED_FURNITURE = re.compile(
    r"\d+\s*-?min(?:ute)?s?\s+(?:read|listen)|(?:estimated\s+)?read(?:ing)?\s+time\s*:?\s*\d+\s*min(?:ute)?s?|"
    r"\d+\s+(?:comments?|shares?|views|likes)|share\s+(?:on|via|to|with)\s+[\w-]+(?:\s+\([^)]*\))?|"
    r"follow\s+us\s+on\s+[\w ]{1,30}|(?:listen|read)\s*[:(]?\s*\d+\s*min(?:ute)?s?\)?",
    re.I,
)


def read_line(line: str) -> Facts | None:
    """Return what a header line says, or None when it may be a title or prose.

    Every part of the line must be understood: `By Kim Arin | June 16, 2024` is, `By Kim Arin, who …` is not.
    """
    line = line.strip().strip("*_").strip()
    if not line or len(line) > LONGEST_FACT_LINE:
        return None
    whole = _read_piece(line)
    if whole:
        return whole
    pieces = [piece for piece in _SEPARATOR.split(line) if piece]
    if len(pieces) < 2:
        return _place_and_date(line)
    facts = NO_FACTS
    for piece in pieces:
        found = _read_piece(piece) or _publication(piece) or _unknown_name(piece)
        if not found:
            return None
        facts = facts.and_then(found)
    if "partial" in facts.kinds and "date" not in facts.kinds:
        return None
    return facts if facts.kinds else None


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


def _read_piece(piece: str) -> Facts | None:
    found = read_date_line(piece)
    if found:
        return _of_date(found)
    return _label(piece) or _byline(piece) or _furniture(piece)


def _of_date(found: DateLine) -> Facts:
    kinds = frozenset({"date"} if found.label else {"date", "bare date"})
    if found.updated:
        return Facts(kinds, updated=found.day)
    return Facts(kinds, published=found.day)


def _label(piece: str) -> Facts | None:
    kinds = frozenset({"label"})
    if _ADDRESS.fullmatch(piece):
        return Facts(kinds, url=piece)
    match = _LABEL.fullmatch(piece)
    if not match:
        return None
    label, value = match["label"].lower(), one_line(match["value"])
    match label:
        case "title" | "headline":
            return Facts(kinds, title=value)
        case "author" | "authors" | "byline":
            return Facts(kinds | {"byline"}, author=re.sub(r"^by\s+", "", value or "", flags=re.I) or None)
        case "source" | "publication" | "publisher":
            return Facts(kinds, source=value)
        case _:
            return Facts(kinds, url=value) if value and _ADDRESS.fullmatch(value) else None


def _byline(piece: str) -> Facts | None:
    match = _BYLINE.fullmatch(piece)
    if not match:
        return None
    names, *rest = re.split(r"\s*,\s*", match["names"].strip().rstrip(","))
    facts = Facts(frozenset({"byline"}), author=names)
    if not _are_names(names):
        return None
    # A comma may stand inside a date, so the rest is also tried as one piece.
    dated = read_date_line(", ".join(rest)) if rest else None
    if dated:
        return facts.and_then(_of_date(dated))
    for part in rest:
        if is_publication(part):
            facts = facts.and_then(Facts(frozenset(), source=part))
        elif _are_names(part) and not _ROLE.fullmatch(part):
            facts = Facts(facts.kinds, author=f"{facts.author}, {part}", source=facts.source)
        elif not _ROLE.fullmatch(part):
            return None
    return facts


def _are_names(text: str) -> bool:
    """Tell whether a text is one or more people's names or an agency's."""
    words = text.split()
    if not 1 <= len(words) <= 10 or len(text) > 100 or is_section(text):
        return False
    if re.search(r"[\d?!:;()\[\]{}<>@#“”\"/=]", text) or (text.endswith(".") and len(words[-1]) > 4):
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


def _publication(piece: str) -> Facts | None:
    return Facts(frozenset(), source=piece.strip()) if is_publication(piece) else None


def _unknown_name(piece: str) -> Facts | None:
    """Pass over a person, place or section beside a date; which of them it is cannot be told."""
    return Facts(frozenset({"partial"})) if _are_names(piece) or is_section(piece) else None


def _place_and_date(line: str) -> Facts | None:
    place, _, rest = line.partition(",")
    found = read_date_line(rest) if rest and _are_names(place) else None
    return _of_date(found).and_then(Facts(frozenset({"partial"}))) if found else None


def _furniture(piece: str) -> Facts | None:
    plain = _BULLET.sub("", piece).strip().strip(".").lower()
    if not plain:
        return None
    if plain not in FURNITURE and not _COUNTED_FURNITURE.fullmatch(plain):
        words = plain.replace(",", " ").split()
        if len(words) < 2 or any(word not in FURNITURE for word in words):
            return None
    sure = " " in plain or plain != piece.strip().strip(".").lower()
    return Facts(frozenset({"furniture"} if sure else {"likely furniture"}))
