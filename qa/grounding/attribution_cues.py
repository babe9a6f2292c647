"""Attribution cues: who says what in a claim or a quote, by verbs of saying and the order of words."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from qa.attribution.cues import CueMeaning, lemma, meanings_of
from qa.chronology.verb_tense import HAPPENED
from qa.grounding.premise import in_sentences
from qa.grounding.scopes import Scope
from qa.grounding.tokens import Token, content

_NO_CUES = frozenset(
    """
    report continue read post put message word answer address back press order project detail reason
    counter plan look see need find know hold understand learn view regard meet object fault attack mock
    question point interview statement want seek try decide aim prefer choose refuse decline detail publish
    support oppose approve agree welcome thank celebrate congratulate salute praise commit undertake
    guarantee speak talk respond react reaction response opinion conclude recall observe cite repeat resist
    against advocate favor favour endorse defend call_for call_on point_out point_to illustrate
    admit concede acknowledge confess confirm unveil declare proclaim disclose reveal ask wonder inquire query
    """.split()
)
"""Verbs that mostly do something else than to leave open what is told with them."""

ADMITTED = frozenset("admit concede acknowledge confess confirm reveal disclose declare".split())
FOUND = re.compile(r"\b(?:found|show(?:s|ed|n)?|finds|conclude[sd]?|reveal(?:s|ed)?|report(?:s|ed)?)\b")
_VERBS_ONLY = frozenset(
    """
    say tell add argue allege insist contend maintain assert accuse believe think expect describe suggest
    criticise criticize condemn denounce complain deny explain warn predict
    """.split()
)
"""Verbs whose present is no noun, or seldom one."""

_MAY_BE_NOUNS = frozenset("claim blame suspect fear hope doubt estimate promise forecast".split())
_OPENS_CONTENT = frozenset("that the a an it he she they there this these his her their its".split())
"""Words after a verb of saying that might be a noun."""

_PAST = frozenset("said told wrote written swore sworn thought felt foresaw".split())
_DETERMINERS = frozenset("the a an this that these those his her their its of in our my your no any".split())
_BE = frozenset("is are was were be been being".split())
_PREPOSITIONS = frozenset(
    "on in at during after before to from by with for last this yesterday late early".split()
)
_RELATIVE = frozenset("who which that whose and but".split())
_FINITE = re.compile(
    rf"{HAPPENED.pattern}|\b(?:is|are|am|will|would|can|could|may|might|must|shall|should|do|does|has|have)\b|n[’']t\b"
)
"""Regular expression of a verb: what stands before “said the mayor” has one, an apposition has none."""

SOURCE_WORDS = 6
"""Words that stand with a cue at the end of its sentence, at most."""

_LOOSE = frozenset(
    """
    view opinion claim claims allegation allegations accusation critics criticism statement according say
    prediction warning denial report reports comment comments words quoted testimony argument
    """.split()
)
"""Nouns by which a claim leaves to somebody what it says."""


def is_cue(token: Token, following: str = "") -> bool:
    """Whether a word is a verb of saying or thinking: not a noun of the same form, nor a name."""
    base = lemma(token.word)
    if base in _NO_CUES or not meanings_of(base) - {CueMeaning.WANT}:
        return False
    if token.written[:1].isupper() and token.start > 0:
        return False
    if following in _OPENS_CONTENT and base in _MAY_BE_NOUNS:
        return True
    return base in _VERBS_ONLY or token.word.endswith(("ed", "ing")) or token.word in _PAST


def attributes(spoken: Sequence[Token], told: Collection[str]) -> bool:
    """Whether a claim leaves what it says to somebody, by other words than those of what is told."""
    following = [*(token.word for token in spoken[1:]), ""]
    return any(
        token.word not in told and _may_attribute(token, after)
        for token, after in zip(spoken, following, strict=True)
    )


def _may_attribute(token: Token, following: str) -> bool:
    word = token.word
    return (
        is_cue(token, following) or word in _LOOSE or lemma(word) in ADMITTED or bool(FOUND.fullmatch(word))
    )


def attributions(text: str, spoken: Sequence[Token]) -> Iterator[Scope]:
    """Yield the words of a text that somebody says, with the words for whoever does."""
    for sentence in in_sentences(spoken):
        for place, token in enumerate(sentence):
            before = sentence[place - 1].word if place else ""
            following = sentence[place + 1].word if place + 1 < len(sentence) else ""
            if token.word == "according" and following == "to":
                yield _according_to(sentence, place)
            elif before in _BE and following in ("to", "by"):
                continue  # "is thought to" is a hedge, "was accused by" the claim of whoever follows.
            elif is_cue(token, following) and before not in _DETERMINERS and token.word != "according":
                yield _said(text, sentence, place)


def _according_to(sentence: Sequence[Token], place: int) -> Scope:
    source = [token for token in sentence[place + 2 :] if token.clause == sentence[place].clause]
    rest = [token for token in sentence if token not in source and token.word not in ("according", "to")]
    return Scope("according to", tuple(content(rest)), tuple(source))


def _until_contrast(following: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens before "but": what follows is told by whoever tells the rest."""
    return list(takewhile(lambda token: token.word not in ("but", "whereas"), following))


def _said(text: str, sentence: Sequence[Token], place: int) -> Scope:
    cue = sentence[place]
    same = [token for token in sentence if token.clause == cue.clause]
    own = [token for token in same if token.start < cue.start]
    following = _until_contrast(sentence[place + 1 :])
    earlier = [token for token in sentence if token.clause < cue.clause]
    marks = text[earlier[-1].end : same[0].start] if earlier else ""
    inverted = not own and bool(_FINITE.search(text[sentence[0].start : cue.start]))
    ends = not following or inverted or (own and following[0].word in _PREPOSITIONS)
    if (
        earlier
        and re.search(r"[,”\"’']", marks)
        and ends
        and len(own) <= SOURCE_WORDS
        and same[0].word not in _RELATIVE
    ):
        source = own or following[:SOURCE_WORDS]
        return Scope(cue.written, tuple(content(earlier)), tuple(source))
    return Scope(cue.written, tuple(content(following)), tuple(own or earlier[-SOURCE_WORDS:]))
