"""Cues: what the words that attribute mean, "denied" another thing than "promised"."""

import itertools
import re
from collections.abc import Mapping
from enum import Enum


class CueMeaning(Enum):
    """What somebody does by saying something."""

    SAY = "say"
    WARN = "warn"
    DENY = "deny"
    ADMIT = "admit"
    PRAISE = "praise"
    CRITICISE = "criticise"
    PROMISE = "promise"
    DEMAND = "demand"
    ARGUE = "argue"
    SUGGEST = "suggest"
    PREDICT = "predict"
    ANNOUNCE = "announce"
    ASK = "ask"
    EXPLAIN = "explain"
    SUPPORT = "support"
    OPPOSE = "oppose"
    JOKE = "joke"
    THINK = "think"
    """Holds an opinion, fears, hopes or knows, which the article tells without words of theirs."""
    WANT = "want"
    """Wants, plans or tries to do something."""


_VERBS: Mapping[CueMeaning, str] = {
    CueMeaning.SAY: """
        say tell state add write note remark comment reply respond answer declare mention report
        continue speak talk tweet post read quote cite stress emphasise emphasize reiterate repeat
        describe call recall observe recount according statement interview react reaction response word
        message put elaborate
        """,
    CueMeaning.WARN: "warn caution alert alarm threaten",
    CueMeaning.DENY: "deny dispute reject refute dismiss rebut contradict disavow",
    CueMeaning.ADMIT: "admit concede acknowledge confess confirm",
    CueMeaning.PRAISE: """
        praise welcome hail laud applaud commend celebrate thank congratulate compliment salute
        """,
    CueMeaning.CRITICISE: """
        criticise criticize condemn denounce blast slam attack accuse blame complain deplore lament
        decry mock ridicule rebuke chide charge lambast assail scold fault object bemoan castigate
        deride
        """,
    CueMeaning.PROMISE: "promise pledge vow swear assure guarantee commit undertake",
    CueMeaning.DEMAND: """
        demand urge order insist require plead appeal call_for call_on exhort implore press
        """,
    CueMeaning.ARGUE: "argue claim contend maintain assert allege insist counter reason protest",
    CueMeaning.SUGGEST: "suggest propose recommend advise hint imply indicate advocate",
    CueMeaning.PREDICT: """
        predict forecast expect estimate foresee project anticipate reckon speculate
        """,
    CueMeaning.ANNOUNCE: "announce reveal disclose unveil declare proclaim publish",
    CueMeaning.ASK: "ask question wonder inquire enquire query",
    CueMeaning.EXPLAIN: "explain clarify elaborate point_out point_to illustrate detail",
    CueMeaning.SUPPORT: "support back endorse defend favour favor agree advocate approve",
    CueMeaning.OPPOSE: "oppose object disagree resist against",
    CueMeaning.JOKE: "joke quip",
    CueMeaning.THINK: """
        think believe feel hope fear know see consider worry doubt suspect realise realize assume
        understand learn regard view find conclude opinion
        """,
    CueMeaning.WANT: """
        want plan seek intend wish try decide aim prefer need look choose refuse decline
        """,
}
_MEANINGS: dict[str, frozenset[CueMeaning]] = {}
for _meaning, _listed in _VERBS.items():
    for _verb in _listed.split():
        _MEANINGS[_verb] = _MEANINGS.get(_verb, frozenset()) | {_meaning}

_NOUNS = {
    "criticism": "criticise",
    "condemnation": "condemn",
    "denial": "deny",
    "warning": "warn",
    "promise": "promise",
    "pledge": "pledge",
    "praise": "praise",
    "demand": "demand",
    "claim": "claim",
    "allegation": "allege",
    "accusation": "accuse",
    "argument": "argue",
    "suggestion": "suggest",
    "proposal": "propose",
    "prediction": "predict",
    "announcement": "announce",
    "explanation": "explain",
    "critical": "criticise",
    "complaint": "complain",
    "threat": "threaten",
}
_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "wrote": "write",
    "written": "write",
    "spoke": "speak",
    "spoken": "speak",
    "swore": "swear",
    "sworn": "swear",
    "thought": "think",
    "felt": "feel",
    "knew": "know",
    "known": "know",
    "saw": "see",
    "seen": "see",
    "sought": "seek",
    "found": "find",
    "foresaw": "foresee",
    "understood": "understand",
    "undertook": "undertake",
    "chose": "choose",
    "chosen": "choose",
    "meant": "mean",
}
_WORD = re.compile(r"[^\W\d_]+")


def lemma(word: str) -> str:
    """Return the verb that a word in lower case is a form of, if it is one that attributes; else the word."""
    known = _IRREGULAR.get(word) or _NOUNS.get(word)
    if known or word in _MEANINGS:
        return known or word
    for ending, others in (
        ("ied", ("y",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("es", ("", "e")),
        ("s", ("",)),
    ):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for form in [stem + other for other in others] + [stem[:-1]] * (stem[-1:] == stem[-2:-1]):
                if form in _MEANINGS or form in _NOUNS:
                    return _NOUNS.get(form, form)
    return word


def meanings_of(words: str) -> frozenset[CueMeaning]:
    """Return what the words of a cue mean; nothing where none of them is known."""
    forms = [lemma(word) for word in _WORD.findall(words.lower())]
    pairs = [f"{first}_{second}" for first, second in itertools.pairwise(forms)]
    known = [_MEANINGS[form] for form in [*pairs, *forms] if form in _MEANINGS]
    return frozenset().union(*known)


def is_speech(cue: str, content: str) -> bool:
    """Whether something is said: not only thought, wanted or planned, but for what is in quotation marks."""
    if any(mark in content for mark in '“”"') or "''" in content or "‘" in content:
        return True
    return bool(meanings_of(cue) - {CueMeaning.THINK, CueMeaning.WANT, CueMeaning.SUPPORT, CueMeaning.OPPOSE})
