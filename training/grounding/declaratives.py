"""Questions turned into statements by rule, given an answer.

Demszky et al., Transforming Question Answering Datasets Into Natural Language Inference Datasets, 2018, do it
with a parser; where these rules find no statement, the question is followed by its answer.
"""

import re

from training.grounding.paraphrases import pairs

_IRREGULAR = dict(
    pairs(
        """
        be/was, become/became, begin/began, break/broke, bring/brought, build/built, buy/bought,
        catch/caught, choose/chose, come/came, cost/cost, cut/cut, do/did, draw/drew, drink/drank,
        drive/drove, eat/ate, fall/fell, feel/felt, fight/fought, find/found, fly/flew, forget/forgot,
        get/got, give/gave, go/went, grow/grew, have/had, hear/heard, hit/hit, hold/held, keep/kept,
        know/knew, lead/led, leave/left, let/let, lose/lost, make/made, mean/meant, meet/met, pay/paid,
        put/put, read/read, ride/rode, rise/rose, run/ran, say/said, see/saw, sell/sold, send/sent,
        set/set, shoot/shot, show/showed, sing/sang, sink/sank, sit/sat, sleep/slept, speak/spoke,
        spend/spent, stand/stood, steal/stole, swim/swam, take/took, teach/taught, tell/told,
        think/thought, throw/threw, understand/understood, wear/wore, win/won, write/wrote, lay/laid
        """
    )
)
"""Past forms of verbs by their base form."""

_AUXILIARIES = "is|are|was|were|do|does|did|can|could|will|would|has|have|had|should|may|might|must"
_BE = "is|are|was|were"
_PARTICIPLE = re.compile(
    r"\w+(?:ed|en|ing)|made|found|born|held|built|known|sent|put|set|led|said|kept|won|shot|told|hit|sold"
)
_DO = re.compile(
    r"^(?P<what>(?:what|which|who|whom|where|when|why|how)(?: (?!(?:did|do|does) ).+?)?) "
    r"(?P<do>did|do|does) (?P<rest>.+)$",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"^(?P<what>(?:what|which|who|where|when|how)(?: (?!(?:{_BE}) ).+?)?) (?P<be>{_BE}) (?P<rest>.+)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"^(?:who|what|how many|how much)(?= (?!(?:{_AUXILIARIES}) )\w)|"
    r"^who(?= (?:has|have|had|can|could|will|would|is|was) )",
    re.IGNORECASE,
)


def declarative(question: str, answer: str, verbs: frozenset[str]) -> str:
    """Return the statement that an answer to a question makes.

    Args:
        verbs: base forms of verbs, by which the end of a subject is told.
    """
    asked = " ".join(question.strip().rstrip("?").split())
    answer = answer.strip().rstrip(".,;")
    made = _of_do(asked, answer, verbs) or _of_be(asked, answer) or _of_subject(asked, answer)
    if not made:
        return f"{asked}? {answer}"
    return made[0].upper() + made[1:] + "."


def _of_do(asked: str, answer: str, verbs: frozenset[str]) -> str | None:
    if not (found := _DO.match(asked)):
        return None
    words = found["rest"].split()
    place = next((number for number in range(1, len(words)) if words[number].lower() in verbs), None)
    if place is None:
        return None
    subject, verb, rest = " ".join(words[:place]), words[place].lower(), " ".join(words[place + 1 :])
    verb = {"did": _past(verb), "does": _third(verb), "do": verb}[found["do"].lower()]
    wanted = found["what"].lower()
    if wanted.startswith(("how many", "how much")):
        answer = f"{answer}{found['what'][8:]}"
    if wanted.startswith(("when", "where", "why", "how")) or wanted.startswith(("what year", "which year")):
        said = _adverbial(wanted, answer) if not wanted.startswith(("how many", "how much")) else answer
        return f"{subject} {verb} {rest} {said}".replace("  ", " ")
    return f"{subject} {verb} {answer} {rest}".strip()


def _of_be(asked: str, answer: str) -> str | None:
    if not (found := _IS.match(asked)):
        return None
    wanted, be, rest = found["what"].lower(), found["be"].lower(), found["rest"]
    words = rest.split()
    part = next((number for number in range(1, len(words)) if _PARTICIPLE.fullmatch(words[number])), None)
    if wanted.startswith(("when", "where", "how")) and not wanted.startswith(
        ("how many", "how much", "how old")
    ):
        if part is None:
            return f"{rest} {be} {_adverbial(wanted, answer)}"
        return f"{' '.join(words[:part])} {be} {' '.join(words[part:])} {_adverbial(wanted, answer)}"
    if wanted.startswith(("how many", "how much")):
        return f"{answer}{found['what'][8:]} {be} {rest}"
    if wanted in {"who", "what"}:
        direct = _PARTICIPLE.fullmatch(words[0]) and words[0] not in {"called", "known"}
        return (
            f"{answer} {be} {rest}"
            if direct or be not in ("is", "are", "was", "were")
            else f"{rest} {be} {answer}"
        )
    return f"{answer} {be} {rest}" if _PARTICIPLE.fullmatch(words[0]) else None


def _of_subject(asked: str, answer: str) -> str | None:
    made = _SUBJECT.sub(lambda _: answer, asked, count=1)
    return made if made != asked else None


def _adverbial(wanted: str, answer: str) -> str:
    first = answer.split(" ", 1)[0].lower()
    if first in {
        "in",
        "on",
        "at",
        "by",
        "from",
        "because",
        "to",
        "with",
        "during",
        "since",
        "after",
        "before",
        "near",
    }:
        return answer
    if wanted.startswith(("when", "what year", "which year")):
        return (
            f"in {answer}"
            if re.fullmatch(r"\d{4}|\w+ \d{4}", answer)
            else f"on {answer}"
            if re.search(r"\d", answer)
            else answer
        )
    if wanted.startswith("where"):
        return f"in {answer}"
    if wanted.startswith("why"):
        return f"because of {answer}" if len(answer.split()) < 4 else f"because {answer}"
    return answer


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


def _third(verb: str) -> str:
    if verb in {"have", "be"}:
        return {"have": "has", "be": "is"}[verb]
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
