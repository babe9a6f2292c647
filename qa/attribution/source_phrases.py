"""Source phrases: what kind of noun phrase the source of an attribution is, and the name that is its head."""

import re
from dataclasses import dataclass
from enum import Enum

from index.passages import Span
from qa.attribution.role_nouns import is_plural, singular
from qa.language.name_extraction import without_owner as _without_owner


class PhraseKind(Enum):
    """How a source refers to whoever speaks."""

    PERSONAL = "he"
    """He, she and their forms."""
    PLURAL = "they"
    NEUTER = "it"
    FIRST = "I"
    FIRST_PLURAL = "we"
    ADDRESSED = "you"
    RELATIVE = "who"
    DEFINITE = "the minister"
    """A noun with an article that points back."""
    OTHER = "a spokesman"


_PRONOUNS = {
    **dict.fromkeys("he him his she her hers himself herself".split(), PhraseKind.PERSONAL),
    **dict.fromkeys("they them their theirs themselves".split(), PhraseKind.PLURAL),
    **dict.fromkeys("it its itself".split(), PhraseKind.NEUTER),
    **dict.fromkeys("i me my mine myself".split(), PhraseKind.FIRST),
    **dict.fromkeys("we us our ours ourselves".split(), PhraseKind.FIRST_PLURAL),
    **dict.fromkeys("you your yours".split(), PhraseKind.ADDRESSED),
    **dict.fromkeys("who which that whose whom".split(), PhraseKind.RELATIVE),
}
_DEFINITE = re.compile(r"(?:the|this|that|these|those)\s", re.IGNORECASE)
_CORE_END = re.compile(
    r"[,;:(“”\"\n—–]|\s(?:who|whose|which|that|of|for|from|in|at|with|on|to|by|close|including|like|such)\b"
)
_CONJUNCTION = re.compile(r"\s(?:and|or|nor|&)\s")
_LIST = re.compile(r",\s[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3},?\sand\s|,\sand\s")
_WORD = re.compile(r"[\w’'.&/-]*\w")


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The source of an attribution as a noun phrase.

    Attributes:
        core: the place of its head with what stands before it: "the former mayor" of "the former mayor of
            Aahus, who".
        noun: its head in lower case and in the singular.
        is_plural: whether it is more than one.
        is_list: whether it names several, one after another.
    """

    kind: PhraseKind
    core: Span
    noun: str
    is_plural: bool
    is_list: bool


def source_phrase(text: str, start: int, end: int) -> SourcePhrase:
    """Return what kind of noun phrase stands at `start:end`."""
    written = text[start:end]
    cut = _CORE_END.search(written, 1)
    core = written[: cut.start()] if cut else written
    words = _WORD.findall(core)
    noun = without_owner(words[-1]).lower() if words else ""
    kind = _PRONOUNS.get(written.strip().lower())
    if kind is None:
        kind = PhraseKind.DEFINITE if _DEFINITE.match(core) else PhraseKind.OTHER
    listed = bool(_CONJUNCTION.search(core) or _LIST.match(written, len(core)))
    return SourcePhrase(
        kind, (start, start + len(core.rstrip())), singular(noun), listed or is_plural(noun), listed
    )


def without_owner(name: str) -> str:
    """Return a name without the ending of an owner ("Ada's", "the voters’")."""
    return _without_owner(name).rstrip("’'")
