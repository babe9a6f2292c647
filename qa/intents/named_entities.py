"""Named entities of several articles: the forms of one name together, with its type and its places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.articles import Article
from index.embedding.embedder import Embedder
from index.passages import Span
from qa.abbreviations import abbreviations
from qa.language.name_extraction import certain_names
from qa.language.name_matching import normalized, same_name
from qa.language.name_types import NameOccurrence, NameType, name_types

MOST_EMBEDDED = 250
"""Number of names that are embedded to tell their types, at most: the most frequent."""

_TITLES = re.compile(
    r"^(?:(?:(?:[^\W\d_]+(?:ish|ese|ian|an|en|ch|k|s|i)|US|U\.S\.|UK|EU|UN|Former|Prime|Vice|Deputy|Defen[cs]e|Foreign|"
    r"Interior|Finance|Health|Chief|Associate|Attorney|First|Crown|Supreme)\s)*"
    r"(?:President|Minister|Secretary|Leader|King|Queen|Prince|Princess|Professor|Prof|Senator|Sen|Rep|Gov|Governor|"
    r"General|Gen|Judge|Justice|Director|Chairman|Captain|Capt|Mayor|Chancellor|Ambassador|Pope|Dr|Mr|Mrs|Ms|Sir|Lady|Lord|"
    r"Duke|Duchess)\b\.?\s(?:of\s(?:State|Defen[cs]e|Health|Education|Energy|Labou?r|Commerce)\s)?)+"
)
_OFFICE_ALONE = re.compile(
    r"(?:^|\s)(?:CEO|CFO|President|Minister|Secretary|Leader|King|Queen|Prince|Princess|Professor|Senator|Governor|General|Judge|"
    r"Director|Chairman|Mayor|Chancellor|Ambassador|Pope|Government|Council)$"
)
_GIVEN_NAME_WITH_HYPHEN = re.compile(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w+-[a-z]\w+")
"""Regular expression of a Korean name: the family name first."""
_CUT_OFF = re.compile(r"[’']s [^\W\d_a-z]\w+ of\b|[–—-]\w")
"""Regular expression of what follows a name that is only the first part of one: "People’s Republic"."""
_JOINED = re.compile(r"\b(?:of|for)\s")
_PART = re.compile(r"(?<!\S)(?!(?:of|for|the)\s)\S(?:(?!\s(?:of|for)\s).)*")
"""Regular expression of a part of a name between prepositions."""
_ORGANISATION_AT_THE_END = re.compile(
    r"\s(?:Agency|Party|Force|Department|University|Committee|Commission|Association|Federation|Foundation|Institute|"
    r"Administration|Corporation|Bureau|Ministry|Council)$"
)
_KIND_BEFORE = re.compile(
    r"\b(?:company|firm|exchange|agency|airline|startup|retailer|automaker|manufacturer|nonprofit|charity|newspaper)\s$"
)
_OWNED_AFTER = re.compile(
    r"^[’']s?\s(?:(?:new|former|chief|other)\s)?(?:CEO|CFO|founder|co-founder|customers|shareholders|employees|headquarters|"
    r"bankruptcy|shares)\b"
)
"""Regular expressions of what stands before and after the name of an organisation."""
_HONORIFIC_INSIDE = re.compile(r"^.*\s(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Prof|Sir)\.?\s(?=\S)")
_NO_NAME = re.compile(r"I[’']\w+|(?=.*[A-Z]{4})[A-Z’']+(?:\s[A-Z’']+)+")
"""Regular expression of "I’m" and of headings in capitals."""
_HEAD_OF_A_LONGER_NAME = re.compile(
    r"\b(?:Departments?|Ministry|Cent(?:er|re)s?|Bureau|Office|Institutes?|Committee|Commission|Agency|Board|School|"
    r"Council)\s(?:of|for|on)\s(?:the\s)?\w[\w\s]*$"
)
_AND_THE_REST = re.compile(r"(?:,\s[A-Z]\w+){0,3},?\sand\s[A-Z]\w+(?:\s[A-Z]\w+)?")
"""Regular expression of what follows "Department of Health" in a name: "and Human Services"."""
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
            _add(forms, article, name, (start, end))
    types = _types_of(forms, embedder)
    # "Bo Berg of Aahus": nobody's name has a preposition in it.
    joined = [name for name in forms if types[name] is NameType.PERSON and _JOINED.search(name)]
    for name in joined:
        _split(forms, name, articles)
    if joined:
        new = {name: known for name, known in forms.items() if name not in types}
        types |= _types_of(new, embedder)
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


def _add(forms: dict[str, _Forms], article: Article, name: str, place: Span) -> None:
    known = forms.setdefault(name, _Forms(article))
    known.count += 1
    known.around.append(NameOccurrence.at(article.text, *place))
    if known.article is article:
        known.places.append(place)


def _types_of(forms: Mapping[str, _Forms], embedder: Embedder) -> dict[str, NameType]:
    """Return the type of each name; only the most frequent are embedded, a millisecond each."""
    ranked = sorted(forms, key=lambda name: -forms[name].count)
    often, seldom = ranked[:MOST_EMBEDDED], ranked[MOST_EMBEDDED:]
    told = [
        *name_types([(name, forms[name].around) for name in often], embedder),
        *name_types([(name, forms[name].around) for name in seldom], None),
    ]
    return dict(zip(ranked, told, strict=True))


def _split(forms: dict[str, _Forms], name: str, articles: Sequence[Article]) -> None:
    """Count the parts of a name that prepositions join as names of their own."""
    del forms[name]
    for article in articles:
        for whole, start, _ in _names(article):
            for part in _PART.finditer(whole) if whole == name else ():
                if not _OFFICE_ALONE.search(part[0]):
                    _add(forms, article, part[0], (start + part.start(), start + part.end()))


def _certain_types(
    forms: Mapping[str, _Forms], types: dict[str, NameType], articles: Sequence[Article]
) -> Iterator[tuple[str, NameType]]:
    """Yield the types that a name's form tells beyond doubt: a person's goes by no abbreviation."""
    spelt_out = dict(_abbreviated(articles))
    for form, known in forms.items():
        long = spelt_out.get(form, "")
        if _GIVEN_NAME_WITH_HYPHEN.fullmatch(form):
            yield form, NameType.PERSON
        elif _ORGANISATION_AT_THE_END.search(form) or any(map(_is_of_an_organisation, known.around)):
            yield form, NameType.ORGANISATION
        elif form.isupper() and len(form) > 2 and types[form] is NameType.PERSON:
            yield form, types.get(long, NameType.ORGANISATION)
        elif form in spelt_out.values() and types[form] in (NameType.PERSON, NameType.OTHER):
            yield form, NameType.ORGANISATION


def _is_of_an_organisation(occurrence: NameOccurrence) -> bool:
    """Whether what stands beside a name is said of an organisation: "the ferry company Havnia"."""
    return bool(_KIND_BEFORE.search(occurrence.before) or _OWNED_AFTER.match(occurrence.after))


def _names(article: Article) -> Iterator[tuple[str, int, int]]:
    """Yield the names in an article's body with their places, without titles and numbers after them."""
    body = article.text[article.body_start :]
    reached = 0
    for found in certain_names(body):
        start, name = found.start, found.text
        if start < reached:
            continue
        if _HEAD_OF_A_LONGER_NAME.search(name) and (rest := _AND_THE_REST.match(body, found.end)):
            name, reached = name + rest[0], rest.end()
        if title := _TITLES.match(name):
            start, name = start + title.end(), name[title.end() :]
        if title := _HONORIFIC_INSIDE.match(name):
            start, name = start + title.end(), name[title.end() :]
        name = _NUMBER_AFTER.sub("", name)
        first = article.body_start + start
        last = first + len(name)
        if _CUT_OFF.match(article.text, last) or _OFFICE_ALONE.search(name) or name.lower() in _BYLINE_WORDS:
            continue
        if len(name) > 1 and not name[0].isdigit() and not _is_pair(name) and not _NO_NAME.fullmatch(name):
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
        place[:1] == name[:1]
        and len(place) < len(name)
        and types[place] is NameType.PLACE
        and same_name(word, normalized(place))
        for place in forms
    )


def _abbreviated(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    for article in articles:
        for one in abbreviations(article.text):
            yield one.short, one.long
