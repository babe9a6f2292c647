"""The classifier of lines at the top of an article: byline, date, label, boilerplate, or none of these."""

import re
from dataclasses import dataclass
from datetime import date

from index.loaders.bylines import is_role, read_byline
from index.loaders.calendar_days import DayOrder
from index.loaders.date_lines import DateLine, is_time, read_date_line
from index.loaders.header_vocabulary import BOILERPLATE
from index.loaders.name_recognition import are_person_names, is_publication, is_section
from index.loaders.normalisation import one_line

_AND = re.compile(r"\s(?:and|und|et|y|e|en|и)$")
_CLOCK = re.compile(r"\d[:.h]\d\d(?!\d)")
_MOST_GAPS = 24
"""Number of spaces in a line that holds a date and something else, at most; a line of more is prose."""

_DAY_IN_NUMBERS = re.compile(r"\d{4}|\d\s?[-./月월]\s?\d|’\d\d")
"""Regular expression that every day with a year matches, and most prose does not."""

MAX_FACT_LINE_LENGTH = 200
"""Number of characters of a byline, date or boilerplate, at most."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts in one line of a header.

    Attributes:
        kinds: `byline`, `date`, `label`, `boilerplate`; `bare date` without a label, `likely boilerplate`
            that may be prose, `partial` where the line also holds a name of unknown meaning.
    """

    kinds: frozenset[str]
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None

    def and_then(self, later: "Facts") -> "Facts":
        """Return the facts of both; where both have one, the earlier stands."""
        return Facts(
            kinds=self.kinds | later.kinds,
            title=self.title or later.title,
            source=self.source or later.source,
            author=self.author or later.author,
            published=self.published or later.published,
            url=self.url or later.url,
        )


NO_FACTS = Facts(frozenset())

_NEXT_LABEL = (
    r"(?<=\S)\s+(?=(?:source|author|date|来源|來源|作者|记者|記者|投稿者|執筆者?|(?:责任)?编辑|(?:責任)?編輯|출처)"
    r"\s*[:：])"
)
_SEPARATOR = re.compile(rf"\s*[|•·｜]\s*|\s+[-–—/]\s+|\t+|{_NEXT_LABEL}", re.I)
_ACCOUNT = re.compile(r"[(<\[]?(?:[\w.+-]{1,60}@[\w-][\w.-]{2,60}|@\w{2,40})[)>\]]?")
_BULLET = re.compile(r"^(?:[•·●▪◦‣►*+-]\s*)+")
_LABEL = re.compile(
    r"(?:(?P<title>title|headline|titel|titre|título|titolo|kop|заголовок|标题|標題|題名|제목)|"
    r"(?P<source>source|publication|publisher|quelle|fuente|fonte|bron|источник|来源|來源|出典|출처)|"
    r"(?P<url>url|link)|(?P<editor>(?:责任)?编辑|(?:責任)?編輯|校对|校對|편집))\s*[:：]\s*(?P<value>\S.*)",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+", re.I)
_COUNTED_BOILERPLATE = re.compile(
    r"\d+\s*-?min(?:ute)?s?\s+(?:read|listen)|(?:estimated\s+)?read(?:ing)?\s+time\s*:?\s*\d+\s*min(?:ute)?s?|"
    r"\d+\s+(?:comments?|shares?|views|likes)|share\s+(?:on|via|to|with)\s+[\w-]+(?:\s+\([^)]*\))?|"
    r"(?:lesedauer|lesezeit|temps\s+de\s+lecture|tiempo\s+de\s+lectura|tempo\s+de\s+leitura|tempo\s+di\s+lettura|leestijd|"
    r"время\s+чтения)\s*:?\s*(?:ca\.?\s*)?\d{1,3}\s*\w{1,8}|\d+\s+(?:kommentare?|commentaires?|comentarios?|comentários?|"
    r"commenti|reacties|комментари\w{1,3})|(?:댓글|조회수?|추천|评论|評論|阅读|コメント)\s*\d*|"
    r"follow\s+us\s+on\s+[\w ]{1,30}|(?:listen|read)\s*[:(]?\s*\d+\s*min(?:ute)?s?\)?",
    re.I,
)


def classify_line(line: str, order: DayOrder = DayOrder.UNKNOWN) -> Facts | None:
    """Return the facts in a header line, or None where it may be a title or prose.

    Every part of the line must be understood: `By Kim Arin | June 16, 2024` is, `By Kim Arin, who …` is not.

    Args:
        line: one line of a text.
        order: how the language of the text orders a date in numbers.
    """
    line = line.strip().strip("*_").strip()
    if not line or len(line) > MAX_FACT_LINE_LENGTH:
        return None
    whole = _read_piece(line, order) or _in_two(line, order)
    if whole:
        return whole
    pieces = [piece for piece in _SEPARATOR.split(line) if piece]
    if len(pieces) < 2:
        return _place_and_date(line, order)
    facts = NO_FACTS
    for piece in pieces:
        found = _read_piece(piece, order) or _beside_others(piece) or _in_two(piece, order)
        if not found:
            return None
        facts = facts.and_then(found)
    if "partial" in facts.kinds and not ("date" in facts.kinds or " " in (facts.author or "")):
        return None
    return facts if facts.kinds else None


def _read_piece(piece: str, order: DayOrder) -> Facts | None:
    found = read_date_line(piece, order)
    if found:
        return _of_date(found)
    return _label(piece) or _byline(piece, order) or _boilerplate(piece)


def _of_date(found: DateLine) -> Facts:
    kinds = frozenset({"date"} if found.labelled else {"date", "bare date"})
    return Facts(kinds, published=found.published)


def _label(piece: str) -> Facts | None:
    kinds = frozenset({"label"})
    if _ADDRESS.fullmatch(piece):
        return Facts(kinds, url=piece)
    match = _LABEL.fullmatch(piece)
    if not match or re.search(_NEXT_LABEL, match["value"], re.I):
        return None
    value = one_line(match["value"])
    match match.lastgroup and next(name for name in ("title", "source", "url", "editor") if match[name]):
        case "title":
            return Facts(kinds, title=value)
        case "source":
            return Facts(kinds, source=value)
        case "editor":
            return Facts(kinds)
        case _:
            return Facts(kinds, url=value) if value and _ADDRESS.fullmatch(value) else None


def _byline(piece: str, order: DayOrder) -> Facts | None:
    found = read_byline(piece)
    if not found:
        return None
    kinds = frozenset({"byline", "label"} if found.labelled else {"byline"})
    facts = Facts(kinds, author=found.author, source=found.source)
    if not found.rest:
        return facts
    dated = read_date_line(found.rest, order)
    if dated:
        return facts.and_then(_of_date(dated))
    return Facts(kinds, author=f"{found.author}, {found.rest}") if found.labelled else None


def _beside_others(piece: str) -> Facts | None:
    """Return facts that count only beside others: a name may be a person's, a place's or a section's."""
    if found := _source(piece):
        return found
    if is_role(piece) or is_time(piece) or _ACCOUNT.fullmatch(piece):
        return NO_FACTS
    return Facts(frozenset({"partial"})) if are_person_names(piece) or is_section(piece) else None


def _in_two(piece: str, order: DayOrder) -> Facts | None:
    """Return the facts of a date and another part without a separator (`By Ann Lee June 16, 2024`)."""
    gaps = list(re.finditer(r"\s+", piece))
    if len(gaps) > _MOST_GAPS or not _DAY_IN_NUMBERS.search(piece):
        return None
    for gap in gaps:
        first, second = _AND.sub("", piece[: gap.start()]), piece[gap.end() :]
        for dated, other in ((second, first), (first, second)):
            found = read_date_line(dated, order)
            beside = found and (
                _byline(other, order) or _label(other) or _source(other) or _boilerplate(other)
            )
            if found and beside:
                return beside.and_then(_of_date(found))
    return None


def _source(piece: str) -> Facts | None:
    return Facts(frozenset(), source=piece.strip()) if is_publication(piece) else None


def _place_and_date(line: str, order: DayOrder) -> Facts | None:
    """Return the facts of a line such as `Geneva, 16 June 2024` or `GENEVA (Reuters), June 16, 2024`."""
    place, _, rest = line.partition(",")
    agency = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", place)
    source = agency[2] if agency and is_publication(agency[2]) else None
    place = agency[1] if agency and source else place
    found = read_date_line(rest, order) if rest and are_person_names(place) else None
    if not found and _CLOCK.search(line):  # also with the place behind (`16 June 2024 18:26, UK`)
        rest, _, place = line.rpartition(",")
        found = (
            read_date_line(rest, order) if rest and (are_person_names(place) or is_section(place)) else None
        )
    return _of_date(found).and_then(Facts(frozenset({"partial"}), source=source)) if found else None


def _boilerplate(piece: str) -> Facts | None:
    plain = _BULLET.sub("", piece).strip().strip(".").lower()
    if not plain:
        return None
    if plain not in BOILERPLATE and not _COUNTED_BOILERPLATE.fullmatch(plain):
        words = plain.replace(",", " ").split()
        if len(words) < 2 or any(word not in BOILERPLATE for word in words):
            return None
    sure = " " in plain or plain != piece.strip().strip(".").lower()
    return Facts(frozenset({"boilerplate"} if sure else {"likely boilerplate"}))
