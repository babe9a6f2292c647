"""Examples of requests: wordings with noise and marked parts, and questions of the public data, facts."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.answers import AnswerKind
from qa.requests.network import LABELS
from qa.requests.parts import Place
from training.datasets import held_out_titles, rows
from training.intents.grammar import (
    Fillers,
    draw,
    draw_marked,
    parts_of,
    read_fillers,
    read_wordings,
    unmarked,
)
from training.intents.noise import noisy

FEWEST_DRAWS, MOST_DRAWS = 8, 48
ALTERNATIVES_PER_DRAW = 2
"""Numbers of forms that are drawn of each wording: one for so many of its alternatives."""

QUESTIONS_PER_DATASET = {
    "squad2": 1600,
    "squadshifts_new_wiki": 2400,
    "squadshifts_reddit": 1400,
    "squadshifts_amazon_reviews": 500,
    "qed": 1000,
    "qamr": 2000,
}
"""Number of questions of each reading comprehension set that are taken as facts."""

ADJUNCT_SHARE = 0.2
"""Share of those questions that are asked a second time of a time, a place or by somebody's account."""

ADJUNCT_FIRST_SHARE = 0.25
"""Share of the adjuncts that stand before the question."""

_SAY = "(?:say|think|claim|argue|state|believe|announce|suggest|feel|tell|report|predict|warn|describe)"
_SAID = "(?:said|says|claim(?:s|ed)|argue[sd]|state[sd]|warned|believe[sd]?|announced|thinks|denied)"
_NAME = r"(?-i:[^\W\d_a-z][\w.'-]*)"
OTHER_THAN_FACT = re.compile(
    r"\bstands? for\b|\bmean(?:s|t)?\b|\bmeaning\b|\bdefinition of\b|\bacronym\b|\bterm for\b"
    rf"|^\W*who(?:'s| is| was| are) {_NAME}(?: {_NAME}){{0,3}}\W*$"
    r"|^\W*what(?:'s| is| are| was| were)(?: an?| the)? [\w“”\"'.-]+(?: [\w“”\"'.-]+)?\W*$"
    rf"|\bwhat (?:else )?(?:did|does|do|has|have) .{{1,60}} {_SAY}\b|^\W*(?:who|which \w+) {_SAID}\b"
    r"|\bdifferences? between\b|\bcompare\b|\bversus\b|\bin common\b"
    r"|\bhow (?:do|does|did|is|are|was|were) .{1,60} differ"
    r"|\bwhat (?:happened|events?|took place|occurred) (?:in|during|on|after|before|between|from|since)\b"
    r"|\bquot|\bmention|\bsummar|\bmain (?:idea|point|topic)"
    r"|\b(?:article|passage|post|review|text)\b.*\babout\b",
    re.IGNORECASE,
)
"""Pattern of questions that may ask for another kind of answer than a fact; none is trained on as a fact."""


@dataclass(frozen=True, slots=True)
class Example:
    """A request and what it asks for.

    Attributes:
        origin: the wording or the passage that it comes from.
        parts: where its parts stand; None where that is not known, and only its kind is learnt.
    """

    request: str
    label: str
    origin: str
    parts: tuple[Place, ...] | None = None


def normalised(request: str) -> str:
    """Return a request without case, signs and spaces, to tell whether two are the same."""
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", request.lower().replace("’", "'")))


def written_examples(
    seed: int, *, left_out: frozenset[str] = frozenset(), public: Fillers | None = None
) -> list[Example]:
    """Return forms of all wordings with noise, none twice, and none whose normalised text is left out.

    `public` has fillers that take the place of those of the same name.
    """
    fillers = {**read_fillers(), **(public or {})}
    found: dict[str, Example] = {}
    for label in LABELS:
        for wording in read_wordings(label):
            # Its own draws: another wording that is changed leaves them as they are.
            rng = random.Random(f"{seed} {wording}")  # noqa: S311
            for _ in range(draws(wording)):
                drawn = draw_marked(wording, fillers, rng)
                wrapped = label != AnswerKind.CONVERSATION.value
                for marked in (drawn, noisy(drawn, rng, wrapped=wrapped)):
                    request = unmarked(marked)
                    if normalised(request) not in left_out:
                        example = Example(request, label, wording, tuple(parts_of(marked)))
                        found.setdefault(request, example)
    return list(found.values())


def draws(wording: str) -> int:
    """Return the number of forms that are drawn of a wording."""
    return min(MOST_DRAWS, max(FEWEST_DRAWS, wording.count("|") // ALTERNATIVES_PER_DRAW))


def public_facts(data: Path, seed: int) -> list[Example]:
    """Return questions of the reading comprehension sets, of `squad2` only the half that is trained on.

    Some are asked "on that day" or "according to Berg" too, so that such words tell of no other kind.
    """
    rng = random.Random(seed)  # noqa: S311
    fillers = read_fillers()
    found = []
    for name, number in QUESTIONS_PER_DATASET.items():
        known = rows(data, f"train-{name}")
        judged = judged_titles(known) if name == "squad2" else set()
        asked = [row for row in known if row["title"] not in judged]
        for row in rng.sample(asked, min(number, len(asked))):
            if not OTHER_THAN_FACT.search(row["question"]):
                question, origin = " ".join(row["question"].split()), f"{name} {row['context_id']}"
                found.append(Example(noisy(question, rng), AnswerKind.FACT.value, origin))
                # Its own draws: the questions are the same without adjuncts.
                own = random.Random(f"{seed} {question}")  # noqa: S311
                if own.random() < ADJUNCT_SHARE:
                    request = noisy(with_adjunct(question, fillers, own), own)
                    found.append(Example(request, AnswerKind.FACT.value, origin))
    return found


def with_adjunct(question: str, fillers: Fillers, rng: random.Random) -> str:
    """Return a question with when, where or by whose account is asked for, at its end or its beginning."""
    adjunct = draw("$ADJUNCT", fillers, rng)
    if rng.random() < ADJUNCT_FIRST_SHARE:
        return f"{adjunct[:1].upper()}{adjunct[1:]}, {question[:1].lower()}{question[1:]}"
    asked = question.rstrip("?!. ")
    return f"{asked}{', ' if adjunct.startswith('according') else ' '}{adjunct}{question[len(asked) :]}"


def judged_titles(squad: Sequence[dict[str, str]]) -> set[str]:
    """Return the titles of the half of `squad2` that the request network is judged on."""
    return held_out_titles(squad, every=2)
