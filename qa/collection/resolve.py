"""Which articles a question means: those its words fit, those the conversation speaks of, or all."""

import re
from collections.abc import Callable, Iterable, Sequence

from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.words import content_words, words
from qa.answers import Answer
from qa.collection.catalog import holding, with_quote
from qa.collection.forms import Form, read_form
from qa.collection.references import LONGEST_COMMON_TITLE, Noun, Reference
from qa.collection.topics import without_article
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import covered_terms
from qa.turns import Turn

MOST_OF_A_KIND = 5
"""Articles that "the Herald's report" may mean; of more, one would be named more closely."""

TURNS_FOLLOWED = 10
"""Number of a conversation's last turns that tell which article "this" is."""

MOST_QUOTES_FOLLOWED = 5
"""Number of an answer's quotes whose articles "these" may mean."""

_WORKS = re.compile(
    r"\b(?:albums?|announcements?|autobiograph\w+|biograph\w+|books?|columns?|comics?|compositions?|diar(?:y|ies)|"
    r"documentar(?:y|ies)|documents?|editions?|episodes?|essays?|films?|games?|interviews?|journals?|laws?|letters?|"
    r"lyrics|magazines?|manuscripts?|memoirs?|movies?|musicals?|novels?|operas?|papers?|plays?|poems?|reports?|"
    r"scripts?|series|shows?|singles?|songs?|speech(?:es)?|stor(?:y|ies)|stud(?:y|ies)|symphon\w+|texts?|tracks?|"
    r"trilog\w+|tunes?|versions?|videos?|volumes?|works?|wrote|written|writes?|writing|publish\w+|releas\w+|"
    r"articles?|record(?:s|ed|ing|ings)?)\b",
    re.IGNORECASE,
)
"""Things with an author, a title or a day of publication, other than an article of the collection."""

_NAMES: tuple[Callable[[CatalogEntry], str], ...] = (
    lambda entry: entry.title,
    lambda entry: entry.author or "",
    lambda entry: entry.source or "",
)
_QUOTED = re.compile(r"“((?:[^“”\n]|“[^“”\n]*”){3,})”|^“(.+)” \[\d+\]\s*$", re.MULTILINE)
"""A quote with the quotes inside it; where one of those never opens or ends, all of a line."""

_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_SUFFIXES = frozenset({"co", "com", "org", "ac", "gov", "net"})


def means_articles(form: Form, history: Sequence[Turn], quoted: Callable[[Turn], bool]) -> bool:
    """Whether "it" or "the article" means an article, rather than a thing the conversation speaks of.

    `quoted` tells whether an answer quotes an article of the collection.
    """
    reference = form.reference
    history = history[-TURNS_FOLLOWED:]
    if not history:
        return not reference.personal
    if not reference.pronoun and (reference.described or reference.ordered or form.topic):
        return True
    last = history[-1]
    before = read_form(last.question)
    if before and means_articles(before, history[:-1], quoted):
        return True
    if not reference.pronoun and reference.noun is Noun.ARTICLE:
        return not re.search(r"\barticles?\b", last.text, re.IGNORECASE)
    if reference.personal or form.topic:
        return False
    return not _WORKS.search(last.question) and not _WORKS.search(last.text) and quoted(last)


def find_articles(
    reference: Reference, among: Sequence[CatalogEntry], history: Sequence[Turn], record: Record
) -> list[CatalogEntry] | None:
    """Return the articles a question means, newest first; the oldest ones, the oldest first.

    None where its words fit none.
    """
    found = _described(reference, among, record)
    if reference.pronoun or not (reference.described or reference.ordered or reference.plural):
        found = _spoken_of(history, found, record, several=reference.plural) or found
    is_vague = reference.noun is Noun.CONTENT and not reference.pointing
    if found and is_vague and len(found) > MOST_OF_A_KIND:
        return None
    if found and reference.ordered:
        dated = [entry for entry in found if entry.published]
        in_order = dated if reference.newest else dated[::-1]
        return in_order if reference.plural else in_order[:1]
    return found or None


def quotes_one(among: Sequence[CatalogEntry], record: Record) -> Callable[[Turn], bool]:
    """Return the test whether an answer's first quote stands in one of the articles."""
    return lambda turn: bool(_quoted(turn, among, record))


def _described(reference: Reference, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    """Return the articles that every describing word fits."""
    found = list(among)
    if reference.titled:
        found = [entry for entry in found if _is_titled(reference.titled, entry)]
    if reference.since or reference.until:
        found = [entry for entry in found if _within(reference, entry)]
    if reference.by:
        found = [entry for entry in found if _is_by(reference.by, entry)]
    if reference.before:
        before = reference.before
        by = [entry for entry in found if _is_by(before, entry)]
        found = by or (_called(before, found) if reference.noun is not Noun.CONTENT else [])
    if reference.about:
        found = _called(reference.about, found) or _mentioning(reference.about, found, record)
    if reference.pointing or reference.noun is Noun.ARTICLE or len(found) == 1:
        return found
    labelled = [entry for entry in found if _is_labelled(reference.word, entry)]
    if reference.described:
        # Few essays are called so: where none of those described is, any of them may be meant.
        return labelled if labelled and reference.noun is Noun.KIND else found
    return labelled


def _spoken_of(
    history: Sequence[Turn], among: Sequence[CatalogEntry], record: Record, *, several: bool = False
) -> list[CatalogEntry]:
    """Return what the last answers quote or name, else what the questions before them were about."""
    for at in range(len(history) - 1, max(-1, len(history) - 1 - TURNS_FOLLOWED), -1):
        turn = history[at]
        found = _quoted(turn, among, record, several=several)
        if not found:
            before = read_form(turn.question)
            found = _described(before.reference, among, record) if before else []
        if not 0 < len(found) < len(among):
            found = _named(f"{turn.question} {_unquoting(turn.text)}", among)
        if found:
            return found
    return []


def _quoted(
    turn: Turn, among: Sequence[CatalogEntry], record: Record, *, several: bool = False
) -> list[CatalogEntry]:
    """Return the articles that an answer cites, or a text puts in quotes: of the first quote, or of all."""
    most = MOST_QUOTES_FOLLOWED if several else 1
    if isinstance(turn.answer, Answer):
        cited = {citation.article.id for citation in turn.answer.citations[:most]}
        return [entry for entry in among if entry.id in cited]
    found: dict[int, CatalogEntry] = {}
    quotes = [match[1] or match[2] for match in _QUOTED.finditer(turn.answer)]
    for quote in quotes[:most]:
        titled = [entry for entry in among if _squashed(entry.title) == _squashed(quote)]
        found.update({entry.number: entry for entry in titled or _with_long_quote(record, quote, among)})
    return [entry for entry in among if entry.number in found]


def _with_long_quote(record: Record, quote: str, among: Sequence[CatalogEntry]) -> list[CatalogEntry]:
    """Look up a quote of at least four words; fewer stand anywhere."""
    return with_quote(record, quote, among) if len(words(quote)) > 3 else []


def _named(text: str, among: Sequence[CatalogEntry]) -> list[CatalogEntry]:
    """Return the articles whose title, source or author stands in a text; not where that fits them all."""
    said = f" {' '.join(words(text))} "
    for name in _NAMES:
        found = [
            entry for entry in among if _core(name(entry)) and f" {' '.join(_core(name(entry)))} " in said
        ]
        if 0 < len(found) < len(among):
            return found
    return []


def _core(name: str) -> list[str]:
    """Return a name's words without "the"."""
    listed = words(name)
    return listed[1:] if listed[:1] == ["the"] and len(listed) > 1 else listed


def _is_by(who: str, entry: CatalogEntry) -> bool:
    """Whether a source or author is called so: wholly, or by the end of its name."""
    asked = _core(who)
    if not asked:
        return False
    for name in (entry.source, entry.author):
        listed = _core(name) if name else []
        if listed[-len(asked) :] == asked or (name == entry.author and _contains(listed, asked)):
            return True
    return bool(
        entry.source and _DOMAIN.fullmatch(entry.source) and "".join(asked) in _site_names(entry.source)
    )


def _site_names(domain: str) -> set[str]:
    labels = domain.lower().removeprefix("www.").split(".")
    name = next((label for label in reversed(labels[:-1]) if label not in _SUFFIXES), labels[0])
    return {name, name.removeprefix("the"), "".join(labels)}


def _contains(listed: list[str], asked: list[str]) -> bool:
    return any(listed[at : at + len(asked)] == asked for at in range(len(listed) - len(asked) + 1))


def _called(description: str, among: Iterable[CatalogEntry]) -> list[CatalogEntry]:
    """Return the articles whose title or file name has all the words."""
    asked = content_words(description)
    named = {word for word in asked if word.capitalize() in description}
    found = []
    for entry in among:
        called = words(f"{entry.title} {entry.file_name.replace('_', ' ')}")
        if asked and all(covered_terms(asked, called)) and all(_is_named(name, called) for name in named):
            found.append(entry)
    return found


def _is_named(name: str, called: Sequence[str]) -> bool:
    return any(same_name(normalized(name), normalized(word)) for word in called)


def _is_labelled(word: str, entry: CatalogEntry) -> bool:
    """Whether an article is called an essay, say: "Essay: …", or "… essay"."""
    names = (entry.title, re.sub(r"[-_]", " ", entry.file_name))
    return any(re.search(rf"^{word}\s*[:|–—]|\b{word}$", name.strip(), re.IGNORECASE) for name in names)


def _is_titled(title: str, entry: CatalogEntry) -> bool:
    """Whether this is the article's title, or its beginning if that is long."""
    asked, own = _squashed(title), _squashed(entry.title)
    return own == asked or (len(title.split()) > LONGEST_COMMON_TITLE and own.startswith(asked))


def titled(title: str, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    """Return the articles with this title; none with a short one where a text speaks of a thing so called."""
    found = [entry for entry in among if _squashed(entry.title) == _squashed(title)]
    if found and len(title.split()) <= LONGEST_COMMON_TITLE:
        own = {entry.number for entry in found}
        articles = [record.article(entry.id) for entry in found]
        spoken_of = holding(record, title, among).keys() - own
        if spoken_of or any(
            title.lower() in article.text[article.body_start :].lower() for article in articles
        ):
            return []
    return found


def _mentioning(topic: str, among: Sequence[CatalogEntry], record: Record) -> list[CatalogEntry]:
    numbers = holding(record, without_article(topic), among)
    return [entry for entry in among if entry.number in numbers]


def _within(reference: Reference, entry: CatalogEntry) -> bool:
    day = entry.published
    if day is None:
        return False
    return (not reference.since or day >= reference.since) and (not reference.until or day <= reference.until)


def _squashed(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _unquoting(answer: str) -> str:
    return _QUOTED.sub(" ", answer)
