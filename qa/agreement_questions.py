"""Questions about the articles' agreement: what they ask underneath, so that it can be searched and read."""

import re

_ARTICLES = r"(?:articles?|sources?|papers?|newspapers?|reports?|texts?|stories|authors?|accounts?)"
_WHOSE = rf"(?:(?:all|both|any|the|these|those|my|your|our|two|of)\s+)*{_ARTICLES}"
_ON = r"(?:on|about|over|upon|as to|as for|regarding|concerning|in|when it comes to)"
_SAME = r"(?:the\s+same|different|conflicting|contradictory|differing)"
_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:do|does|did)\s+{_WHOSE}\s+(?:all\s+|really\s+|ever\s+)?"
        r"(?:agree|disagree|differ|conflict|contradict\s+(?:each\s+other|one\s+another))"
        rf"(?:\s+with\s+(?:each\s+other|one\s+another))?\s+{_ON}\s+(?P<about>.+)",
        rf"(?:are|is)\s+{_WHOSE}\s+(?:in\s+agreement|in\s+conflict|consistent|unanimous|at\s+odds|divided)"
        rf"\s+{_ON}\s+(?P<about>.+)",
        rf"(?:is|are)\s+there\s+(?:an?\s+|any\s+)?(?:agreement|conflicts?|differences?)"
        rf"\s+(?:between|among|in)\s+{_WHOSE}\s+{_ON}\s+(?P<about>.+)",
        rf"(?:is|are)\s+there\s+(?:an?\s+|any\s+)?(?:disagreements?|contradictions?|discrepanc(?:y|ies))"
        rf"(?:\s+(?:between|among|in)\s+{_WHOSE})?\s+(?!in\b){_ON}\s+(?P<about>.+)",
        rf"(?:do|does|did)\s+{_WHOSE}\s+(?:say|tell|report|claim|state|write)\s+{_SAME}(?:\s+things?)?"
        rf"\s+{_ON}\s+(?P<about>.+)",
        rf"(?:do|does|did)\s+{_WHOSE}\s+(?:give|name|report|state|mention|have|cite)\s+(?:an?\s+)?{_SAME}"
        r"\s+(?P<what>\w+)\s+(?:for|of)\s+(?P<whose>.+)",
    )
)
_THE = (
    (
        re.compile(r"the\s+(?:exact\s+)?(?:date|day|year|month|time)s?\s+(?:of|for)\s+", re.IGNORECASE),
        "When was ",
    ),
    (re.compile(r"the\s+(?:exact\s+)?number\s+of\s+", re.IGNORECASE), "How many "),
    (re.compile(r"the\s+(?:place|location|venue|site)\s+(?:of|for)\s+", re.IGNORECASE), "Where was "),
)
_QUESTION_WORDS = re.compile(
    r"(?:(?:in|on|at|by|for|to|from|since|until)\s+)?(?:when|where|who|whom|whose|what|which|why|how)\b",
    re.IGNORECASE,
)


def asks_for_agreement(question: str) -> str | None:
    """Return what a question such as "Do the articles agree on when he came?" asks underneath, or None.

    None also where it names no subject ("Do the articles agree?").
    """
    asked = " ".join(question.split()).rstrip("?.! ")
    found = next(filter(None, (pattern.fullmatch(asked) for pattern in _ASKS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    about = parts.get("about") or f"the {parts['what']} of {parts['whose']}"
    return _as_question(about)


def _as_question(about: str) -> str:
    if _QUESTION_WORDS.match(about):
        return f"{about[0].upper()}{about[1:]}?"
    for the, asking in _THE:
        if match := the.match(about):
            return f"{asking}{about[match.end() :]}?"
    if about.lower().startswith("whether "):
        return f"{about[8:][:1].upper()}{about[9:]}?"
    return f"What is {about}?"
