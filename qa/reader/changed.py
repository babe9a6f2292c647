"""Questions changed in one word, so that the passage that answered them no longer does.

To train on: whoever reads only for the subject answers them all the same. They are changed as people do who
write questions without an answer (another name or number, the opposite, a negation: Rajpurkar et al. 2018,
"Know What You Don't Know", table 3).
"""

import random
import re
from collections.abc import Sequence

OPPOSITES = (
    ("first", "last"),
    ("earliest", "latest"),
    ("oldest", "youngest"),
    ("older", "younger"),
    ("most", "least"),
    ("more", "fewer"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("larger", "smaller"),
    ("highest", "lowest"),
    ("higher", "lower"),
    ("longest", "shortest"),
    ("longer", "shorter"),
    ("best", "worst"),
    ("better", "worse"),
    ("maximum", "minimum"),
    ("major", "minor"),
    ("strong", "weak"),
    ("before", "after"),
    ("begin", "end"),
    ("began", "ended"),
    ("start", "finish"),
    ("started", "stopped"),
    ("open", "close"),
    ("opened", "closed"),
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("win", "lose"),
    ("won", "lost"),
    ("gain", "lose"),
    ("gained", "lost"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("allow", "forbid"),
    ("allowed", "forbidden"),
    ("accept", "reject"),
    ("accepted", "rejected"),
    ("agreed", "refused"),
    ("succeed", "fail"),
    ("buy", "sell"),
    ("bought", "sold"),
    ("build", "destroy"),
    ("built", "destroyed"),
    ("create", "destroy"),
    ("created", "abolished"),
    ("join", "leave"),
    ("joined", "left"),
    ("arrive", "depart"),
    ("arrived", "departed"),
    ("borrowed", "lent"),
    ("love", "hate"),
    ("positive", "negative"),
    ("advantage", "disadvantage"),
    ("cause", "prevent"),
    ("caused", "prevented"),
    ("include", "exclude"),
    ("included", "excluded"),
    ("internal", "external"),
    ("public", "private"),
    ("male", "female"),
    ("men", "women"),
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("day", "night"),
    ("summer", "winter"),
    ("hot", "cold"),
    ("early", "late"),
    ("rich", "poor"),
    ("common", "rare"),
    ("friend", "enemy"),
    ("ally", "enemy"),
    ("attack", "defend"),
    ("attacked", "defended"),
)

NEGATED = {
    "did": "didn't",
    "does": "doesn't",
    "do": "don't",
    "was": "wasn't",
    "were": "weren't",
    "is": "isn't",
    "are": "aren't",
    "has": "hasn't",
    "have": "haven't",
    "had": "hadn't",
    "can": "can't",
    "could": "couldn't",
    "would": "wouldn't",
    "should": "shouldn't",
    "will": "won't",
}

NEGATIONS = 0.3
"""Of the questions that could be negated: they are easier to see than a contrary, and few ask so."""

FARTHEST = 30
"""A number none other stands in for is changed by no more than this."""

_OTHERS = {
    word: tuple(other for pair in OPPOSITES if word in pair for other in pair if other != word)
    for word in {word for pair in OPPOSITES for word in pair}
}

_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*|\d[\d,.]*\d|\d)")


def names(text: str) -> list[str]:
    """Return the names and numbers in a question: capitalised runs that do not begin it, and digits."""
    return _NAME.findall(text)


def of_another(question: str, others: Sequence[str], passage: str, chance: random.Random) -> str | None:
    """Ask of another name or number, one of `others` that neither question nor passage holds.

    None where the question has neither. A number that none of the others can stand in for is moved a little.
    """
    own = names(question)
    if not own:
        return None
    name = chance.choice(own)
    said = (passage + question).casefold()
    likely = [
        other for other in others if other[0].isdigit() == name[0].isdigit() and other.casefold() not in said
    ]
    if not likely and name.isdecimal():
        moved = str(max(1, int(name) + chance.choice((-1, 1)) * chance.randint(1, FARTHEST)))
        likely = [moved] if moved not in said else []
    return question.replace(name, chance.choice(likely)) if likely else None


def opposite(question: str, passage: str, chance: random.Random) -> str | None:
    """Ask the opposite: a word turned into its contrary that the passage does not say, or a verb negated.

    None where no word of the question can be turned.
    """
    turned = [
        (match, other)
        for match in re.finditer(r"\w+", question)
        for other in _OTHERS.get(match.group(), ())
        if not re.search(rf"\b{other}\b", passage, re.IGNORECASE)
    ]
    verbs = [
        (match, NEGATED[match.group()])
        for match in re.finditer(r"\w+(?!['’]?\w)", question)
        if match.group() in NEGATED
    ]
    choices = turned or (verbs[:1] if chance.random() < NEGATIONS else [])
    if not choices:
        return None
    match, other = chance.choice(choices)
    return question[: match.start()] + other + question[match.end() :]
