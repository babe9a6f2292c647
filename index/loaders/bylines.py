"""Bylines: the parser of lines that name an article's authors, with their roles, agencies and dates."""

import re
from dataclasses import dataclass

from index.loaders.header_vocabulary import NAME_PARTICLES, PUBLICATIONS
from index.loaders.name_recognition import are_person_names, is_publication
from index.loaders.normalisation import one_line

_ENGLISH = re.compile(
    r"(?:(?:(?:written|words|story|reported|reporting|text|posted|compiled)\s+)?by\b\s*:?|words\s*:)\s+(?P<names>.+)",
    re.I,
)
_EUROPEAN = re.compile(
    r"(?:(?:(?:ein\s+)?(?:artikel|beitrag|bericht|kommentar|text)\s+)?von|(?:(?:un\s+)?article\s+(?:de|par)|par|"
    r"(?:rédigé|écrit|propos\s+recueillis)\s+par)|(?:(?:escrito|escrita|texto)\s+)?por|(?:a\s+cura\s+)?di|"
    r"(?:(?:tekst|geschreven)\s+)?door)\s*:?\s+(?P<names>.+)",
    re.I,
)
"""Regular expression of the word before the names in German, French, Spanish, Portuguese, Italian and Dutch.
It is a common word there, so that only a full name behind it makes a byline."""

_LABEL = re.compile(
    r"(?P<label>authors?|byline|autor(?:in|en|a|es|as)?|auteurs?|autrice|autore|autori|verfasser(?:in)?|автор(?:ы)?|"
    r"作者|投稿者|文責|撰文|撰稿|執筆(?:者)?|著者|筆者|필자|작성자|글쓴이)\s*[:：]\s*(?P<names>\S.*)",
    re.I,
)
_WEAK_LABEL = re.compile(
    r"(?:texte?|texto|testo|tekst|текст|文|取材・文|记者|記者|本报记者|글|기자)\s*[:：／/｜|=＝]\s*(?P<names>\S.*)|文・(?P<more>\S.*)",
    re.I,
)
"""Regular expression of labels that do not always stand before authors, so that a name has to follow."""

_KOREAN = re.compile(
    r"(?P<names>[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}|\s[가-힣]{2,4}){0,4}?)\s?"
    r"(?:(?:선임|전문|수습|인턴|객원|대|사진|정치부|사회부|경제부|국제부)\s?)?(?P<work>기자|특파원|논설위원|칼럼니스트|통신원)"
    r"(?:\s*[(\[]?[\w.+-]{1,40}@[\w.-]{3,40}[)\]]?)?"
)
_CHINESE = re.compile(
    r"(?:(?:本报|本報|本网|本刊|新华社|新華社|中新社|见习|見習|实习|特约)(?:记者|記者)\s?|(?:记者|記者)\s+)"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、，·][\u4e00-\u9fff]{2,4}){0,5})(?:\s?[／/]\s?[\u4e00-\u9fff]{2,6}(?:報導|报道|電))?|"
    r"(?:记者|記者)(?P<more>[\u4e00-\u9fff]{2,4})\s?[／/]\s?[\u4e00-\u9fff]{2,6}(?:報導|报道|電)"
)
_NO_KOREAN_NAMES = frozenset(
    "취재 수습 인턴 전문 선임 객원 담당 본지 현장 사진 시민 온라인 디지털 해직 전직".split()
)

_CONJUNCTION = re.compile(r"\s+(?:(?i:and|with|und|mit|et|avec|con|com|met)|y|ed?|en|и)\s+|\s*&\s*")
_COMMA = re.compile(r"\s*[,;、，]\s*")
_MAIL = re.compile(r"\s*[(<\[]?[\w.+-]{1,60}@[\w-][\w.-]{2,60}[)>\]]?\s*$")
_ADDRESS = re.compile(r"https?://|www\.|@\w", re.I)
_ROLE_NOUN = (
    r"writers?|reporters?|correspondents?|editors?|columnists?|contributors?|chief|staff|analysts?|fellows?|producers?|"
    r"journalists?|critics?|bureau|desk|interns?|freelancers?|"
    r"redakteur(?:in|e)?|korrespondent(?:in|en)?|reporterin|journalist(?:e|es|in)?|correspondante?s?|envoyée?\s+spéciale?|"
    r"rédaction|rédacteur|rédactrice|periodistas?|corresponsal(?:es)?|redactor(?:a|es)?|redacción|jornalistas?|repórter|"
    r"correspondente|redação|giornalista|inviat[oa]|corrispondente|redazione|redacteur|verslaggev(?:er|ster)|redactie|"
    r"корреспондент|редактор|обозреватель|журналист"
)
_ROLE = re.compile(
    rf"(?:[\w’'&-]+\s+){{0,4}}(?:{_ROLE_NOUN})(?:\s+(?:in|at|of|for|à|en|em|a|the)\s+[\w’' .-]{{2,40}})?|"
    r"special(?:ly)?\s+(?:to|for)\s+[\w’' .-]{2,40}|(?:in|at|for|from|aus|à|en|em)\s+[A-Z][\w’' .-]{1,40}|"
    r"(?:Ph\.?D|M\.?D|Jr|Sr|MBA|MSc|Esq)\.?",
    re.I,
)
_WORK = re.compile(rf"(?:[\w’'&-]+\s+){{0,3}}(?:{_ROLE_NOUN})", re.I)
_TRAILING_ROLE = re.compile(
    r"\s+(?:(?:senior|chief|staff|national|political|business|sports?|science|foreign|special|guest|opinion)\s+){0,3}"
    r"(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?)$",
    re.I,
)
_TRAILING_PLACE = re.compile(
    r"\s+(?:in|aus|à|en|em|for|of|at|IN|FOR)\s+(?:[Tt]he\s+|THE\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The contents of a byline.

    Attributes:
        authors: their names, or the agency's.
        source: the newspaper that is named beside them.
        rest: the text behind the names that is neither a role nor a newspaper, such as a date.
        labelled: whether a label such as `Author:` says that these are the authors.
    """

    authors: tuple[str, ...]
    source: str | None = None
    rest: str = ""
    labelled: bool = False

    @property
    def author(self) -> str:
        """The authors' names in one string."""
        return ", ".join(self.authors)


def read_byline(line: str) -> Byline | None:
    """Read a byline such as `By Ann Lee and Bo Ray, Staff Writers`; None where it may be prose."""
    line = _MAIL.sub("", line).strip().rstrip(",")
    if match := _LABEL.fullmatch(line):
        return _labelled(match["names"])
    if match := _ENGLISH.fullmatch(line):
        return _named(match["names"])
    if match := _EUROPEAN.fullmatch(line):
        found = _named(match["names"])
        return found if found and all(map(_is_full, found.authors)) else None
    if match := _WEAK_LABEL.fullmatch(line):
        return _named(match["names"] or match["more"])
    return _far_eastern(line) or _name_and_work(line)


def is_role(line: str) -> bool:
    """Tell whether a line, below a byline or beside it, says what the author does (`Staff Writer`)."""
    return _ROLE.fullmatch(line.strip()) is not None


def author_names(value: str) -> str | None:
    """Return the names of the authors that a byline or an author's field gives; None where it has none.

    Args:
        value: `By Ann Lee and Bo Ray, Staff Writers`, `Ann Lee and Bo Ray`, `Ann Lee`.
    """
    value = one_line(value) or ""
    if _ADDRESS.match(value):
        return None
    found = read_byline(value) or _named(value)
    return found.author if found and not found.rest else value or None


def _labelled(value: str) -> Byline:
    found = read_byline(value) or _named(value)
    if found:
        return Byline(found.authors, found.source, found.rest, labelled=True)
    return Byline((one_line(value) or value,), labelled=True)


def _named(text: str) -> Byline | None:
    """Return the byline of names, roles and newspapers that commas separate."""
    chunks = [chunk for chunk in _COMMA.split(text.strip()) if chunk]
    authors: list[str] = []
    source = None
    for at, chunk in enumerate(chunks):
        names, agency = _without_agency(_CONJUNCTION.sub("", " " + chunk) if at and _begins(chunk) else chunk)
        if authors and is_publication(chunk):
            source = source or chunk
        elif authors and _ROLE.fullmatch(chunk.rstrip(".")):
            continue
        elif found := _people(names):
            # One word behind the comma after a full name is rather a place than a person.
            authors += [name for name in found if not authors or _is_full(name) or not _is_full(authors[0])]
            source = source or agency
        elif authors:
            return _byline(authors, source, ", ".join(chunks[at:]))
        else:
            return None
    return _byline(authors, source)


def _byline(authors: list[str], source: str | None, rest: str = "") -> Byline | None:
    """Return the byline of names; an agency among people is not an author but the source."""
    people = [name for name in authors if name.lower() not in PUBLICATIONS]
    agency = next((name for name in authors if name not in people), None) if people else None
    return Byline(tuple(people or authors), source or agency, rest) if authors else None


def _begins(chunk: str) -> bool:
    """Tell whether a chunk begins with a conjunction, as the last of a list does (`and Bo Ray`)."""
    return _CONJUNCTION.match(" " + chunk) is not None


def _people(text: str) -> list[str]:
    """Return the names that conjunctions join; none where a part is no name."""
    parts = _CONJUNCTION.split(text)
    # A conjunction before a single word is part of a name: Ortega y Gasset, Andrada e Silva.
    if not all(len(part.split()) > 1 or is_publication(part) for part in parts):
        parts = [text]
    people = [_TRAILING_PLACE.sub("", _TRAILING_ROLE.sub("", part)).strip() for part in parts]
    return people if all(map(are_person_names, people)) else []


def _without_agency(text: str) -> tuple[str, str | None]:
    """Return a name without the agency that follows it without a comma (`ANN LEE Associated Press`)."""
    words = text.split()
    for count in (3, 2, 1):
        agency = " ".join(words[-count:])
        before = words[-count - 1 : -count]
        if (
            len(words) >= count + 2
            and agency.lower() in PUBLICATIONS
            and before[0].lower() not in NAME_PARTICLES
        ):
            return " ".join(words[:-count]), agency
    return text, None


def _is_full(name: str) -> bool:
    """Tell whether a name has a first and a last part, or is an agency's."""
    return len(name.split()) > 1 or is_publication(name) or (not name.isascii() and not name[0].isupper())


def _far_eastern(line: str) -> Byline | None:
    korean, chinese = _KOREAN.fullmatch(line), _CHINESE.fullmatch(line)
    if korean:
        names = re.split(r"[\s·,]+", korean["names"])
        if korean["work"] == "특파원":  # the last word tells where from
            names = names[:-1] or names
        return None if not _NO_KOREAN_NAMES.isdisjoint(names) else Byline(tuple(names))
    if chinese:
        return Byline(tuple(re.split(r"[\s、，·]+", chinese["names"] or chinese["more"])))
    return None


def _name_and_work(line: str) -> Byline | None:
    """Return the byline of a name alone that only the author's role follows."""
    name, *works = _COMMA.split(line)
    if works and len(name.split()) > 1 and are_person_names(name) and all(map(_WORK.fullmatch, works)):
        return Byline((name,))
    return None
