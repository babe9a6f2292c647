"""Named entities of several articles: the forms of one name together, with its type and its places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.articles import Article
from index.embedding.embedder import Embedder
from index.passages import Span
from qa.abbreviations import abbreviations
from qa.language.name_extraction import certain_names
from qa.language.name_matching import normalized, same_name
from qa.language.name_types import NameOccurrence, NameType, name_types

_TITLES = re.compile(
    r"^(?:(?:(?:[^\W\d_]+(?:ish|ese|ian|an|en|ch|k|s|i)|US|U\.S\.|UK|EU|UN|Former|Prime|Vice|Deputy|Defen[cs]e|Foreign|"
    r"Interior|Finance|Health|Chief|Associate|Attorney|First|Crown|Supreme)\s)*"
    r"(?:President|Minister|Secretary|Leader|King|Queen|Prince|Princess|Professor|Prof|Senator|Sen|Rep|Gov|Governor|"
    r"General|Gen|Judge|Justice|Director|Chairman|Captain|Capt|Mayor|Chancellor|Ambassador|Pope|Dr|Mr|Mrs|Ms|Sir|Lady|Lord|"
    r"Duke|Duchess)\b\.?\s)+"
)
_OFFICE_ALONE = re.compile(
    r"(?:^|\s)(?:President|Minister|Secretary|Leader|King|Queen|Prince|Princess|Professor|Senator|Governor|General|Judge|"
    r"Director|Chairman|Mayor|Chancellor|Ambassador|Pope|Government|Council)$"
)
_GIVEN_NAME_WITH_HYPHEN = re.compile(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w+-[a-z]\w+")
"""Regular expression of a Korean name: the family name first."""
_CUT_OFF = re.compile(r"[’']s [^\W\d_a-z]\w+ of\b|[–—-]\w")
"""Regular expression of what follows a name that is only the first part of one: "People’s Republic"."""
_NUMBER_AFTER = re.compile(r"(?<=[a-z])\s\d{1,4}$")
_BYLINE_WORDS = frozenset("advertisement link video audio photo image read share copyright".split())


@dataclass(slots=True)
class _Forms:
    """The places of one name, while they are gathered."""

    article: Article
    places: list[Span] = field(default_factory=list)
    around: list[NameOccurrence] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """Somebody or something with a name.

    Attributes:
        name: its fullest form.
        count: how often any of its forms occurs in the articles.
        article, places: the first article that has it, and where it stands there, in order.
    """

    name: str
    type: NameType
    count: int
    article: Article
    places: tuple[Span, ...]


def named_entities(articles: Sequence[Article], embedder: Embedder) -> list[NamedEntity]:
    """Return the named entities of the articles' bodies, the most frequent first."""
    forms: dict[str, _Forms] = {}
    for article in articles:
        for name, start, end in _names(article):
            known = forms.setdefault(name, _Forms(article))
            known.count += 1
            known.around.append(NameOccurrence.at(article.text, start, end))
            if known.article is article:
                known.places.append((start, end))
    told = name_types([(name, known.around) for name, known in forms.items()], embedder)
    types = dict(zip(forms, told, strict=True))
    types.update(_certain_types(forms, types, articles))
    full = {name: _full_form(name, forms, types) for name in forms}
    entities = [
        _entity(name, [form for form in forms if full[form] == name], forms, types)
        for name in forms
        if full[name] == name
    ]
    return sorted(
        (one for one in entities if not _is_adjective(one.name, forms, types)), key=lambda one: -one.count
    )


def _certain_types(
    forms: Iterable[str], types: dict[str, NameType], articles: Sequence[Article]
) -> Iterator[tuple[str, NameType]]:
    """Yield the types that a name's form tells beyond doubt: a person's goes by no abbreviation."""
    spelt_out = dict(_abbreviated(articles))
    for form in forms:
        long = spelt_out.get(form, "")
        if _GIVEN_NAME_WITH_HYPHEN.fullmatch(form):
            yield form, NameType.PERSON
        elif form.isupper() and len(form) > 2 and types[form] is NameType.PERSON:
            yield form, types.get(long, NameType.ORGANISATION)
        elif form in spelt_out.values() and types[form] in (NameType.PERSON, NameType.OTHER):
            yield form, NameType.ORGANISATION


def _names(article: Article) -> Iterator[tuple[str, int, int]]:
    """Yield the names in an article's body with their places, without titles and numbers after them."""
    body = article.text[article.body_start :]
    for found in certain_names(body):
        start, name = found.start, found.text
        if title := _TITLES.match(name):
            start, name = start + title.end(), name[title.end() :]
        name = _NUMBER_AFTER.sub("", name)
        first = article.body_start + start
        last = first + len(name)
        if _CUT_OFF.match(article.text, last) or _OFFICE_ALONE.search(name) or name.lower() in _BYLINE_WORDS:
            continue
        if len(name) > 1 and not name[0].isdigit() and not _is_pair(name):
            yield name, first, last


def _is_pair(name: str) -> bool:
    """Whether a hyphen joins two names: "Norland-Sudland"."""
    return " " not in name and any(part[:1].isupper() for part in name.split("-")[1:])


def _full_form(name: str, forms: dict[str, _Forms], types: dict[str, NameType]) -> str:
    """Return the longer name of a person that a single word is the surname of, or the word itself."""
    if " " in name:
        return name
    longer = [
        other
        for other in forms
        if other.endswith(f" {name}") and len(other.split()) < 5 and types[other] is NameType.PERSON
    ]
    family_first = [
        other
        for other in forms
        if other.startswith(f"{name} ") and "-" in other and types[other] is NameType.PERSON
    ]
    fitting = longer or family_first
    return max(fitting, key=lambda other: forms[other].count) if fitting else name


def _entity(
    name: str, names: Sequence[str], forms: dict[str, _Forms], types: dict[str, NameType]
) -> NamedEntity:
    article = forms[name].article
    places = sorted(place for form in names if forms[form].article is article for place in forms[form].places)
    return NamedEntity(name, types[name], sum(forms[form].count for form in names), article, tuple(places))


def _is_adjective(name: str, forms: dict[str, _Forms], types: dict[str, NameType]) -> bool:
    """Whether a word is the adjective of a place that is named too: Russian, beside Russia."""
    word = normalized(name)
    return any(
        len(place) < len(name) and types[place] is NameType.PLACE and same_name(word, normalized(place))
        for place in forms
    )


def _abbreviated(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    for article in articles:
        for one in abbreviations(article.text):
            yield one.short, one.long
