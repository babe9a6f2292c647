"""Small talk: thanks, greetings and the like get a friendly word and what can be asked, never a quote."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from functools import cache

from qa.turns import Turn

LONGEST = 100
"""Characters; who says more asks something."""

WHAT_TO_ASK = (
    "Ask what your articles tell: a fact, a summary, a timeline, who said what, a comparison, who or what "
    "somebody is. Or ask about the articles themselves: who wrote one, when it was published, which of them "
    "mention a name. Every answer is made of exact quotes."
)


class Talk(Enum):
    """What somebody says who asks nothing of the articles; the later outweighs the earlier."""

    FILLER = ""
    AGREEMENT = f"Good. {WHAT_TO_ASK}"
    THANKS = f"You’re welcome. {WHAT_TO_ASK}"
    GREETING = f"Hello! {WHAT_TO_ASK}"
    FAREWELL = "Goodbye! Your articles stay here for the next time."
    HELP = f"I look things up in your articles. {WHAT_TO_ASK}"


_SO = "(?:(?:so|very|really|quite|super|all) )*"
_FINE = (
    f"{_SO}(?:great|good|nice|cool|perfect|wonderful|awesome|excellent|brilliant|"
    f"super|fine|amazing|lovely|fantastic|"
    "interesting|impressive|helpful|useful|best)"
)
_SAID = {
    Talk.FILLER: "so|oh|ah|and|then|well|please|again|there|friend|mate|buddy|man|folks|guys|"
    "everyone|everybody|all|"
    "now|for now|for today|today|much|a lot|indeed|you too|to you|you",
    Talk.AGREEMENT: f"ok(?:ay)?|k|{_FINE}(?: (?:job|work|answer|one|stuff))?|al ?right|all right|"
    f"right|sure|got it|"
    "gotcha|i see|understood|makes sense|well done|wow|sounds good|that(?:'?s| is| was) "
    f"(?:{_FINE}|{_SO}(?:clear|right|correct|it|enough))|you(?:'?re| are) {_FINE}|"
    f"that (?:helps|helped)(?: a lot)?|"
    "no problem|yes|no|yeah|yep|nope|sorry|never ?mind|ha(?:ha)+|lol",
    Talk.THANKS: "thanks?(?: you)?(?: (?:so|very) much| a (?:lot|million|bunch)| again)?"
    "(?: for (?:that|this|it|everything|all|(?:the|your) \\w+|\\w+ing(?: me)?))?|"
    "many thanks|thx|thnx|tysm|ty|ta|"
    f"cheers|much obliged|{_SO}(?:much )?appreciated|(?:i )?{_SO}appreciate (?:it|"
    f"that|this)|danke(?: sch(?:ö|oe)n)?|"
    "vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias|(?:mille )?grazie|obrigad[oa]",
    Talk.GREETING: "hello+|hi+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|"
    "how are you(?: doing)?|how(?:'?s| is) it going|what'?s up|nice to meet you|"
    "hallo|guten (?:tag|morgen|abend)|"
    "bonjour|salut|hola|ciao",
    Talk.FAREWELL: "(?:good ?)?bye(?:[ -]?bye)?|see (?:you|ya)(?: (?:later|soon|tomorrow|"
    "next time))?|good ?night|"
    "farewell|have a (?:nice|good|great|lovely) (?:day|evening|night|weekend|one)|take care|"
    "until (?:next time|tomorrow|then)|that(?:'?s| is| will be) all|nothing else|au revoir|adi(?:ó|o)s|"
    "tsch(?:ü|ue)ss|auf wiedersehen",
    Talk.HELP: "who are you|what are you|what(?: all)? can you do(?: for me)?|what do you do|"
    "how do you work|"
    "how does this work|help(?: me)?|(?:can|could) you help(?: me)?(?: out)?|"
    "how (?:can|do) i use (?:this|you|it)|what should i ask",
}
_NO_QUESTIONS = {Talk.AGREEMENT, Talk.FAREWELL}
"""What asks nothing: with a question mark it leans on what was said before ("Nothing else?")."""

_PAUSE = re.compile(r"[.,;:!–—]\s")
_BETWEEN = re.compile(r"[^\w']+")


def small_talk(question: str) -> Talk | None:
    """Return what kind of small talk a whole message is; None where it asks or says anything besides."""
    if len(question) > LONGEST:
        return None
    said = _BETWEEN.sub(" ", question.lower().replace("’", "'")).strip(" ")
    if not said and any(unicodedata.category(sign) == "So" for sign in question):
        return Talk.AGREEMENT  # a thumb up, a smile
    kinds: list[Talk] = []
    while said:
        found = next(((talk, match) for talk, form in _forms() if (match := form.match(said))), None)
        if found is None:
            return None
        kinds.append(found[0])
        said = said[found[1].end() :].lstrip(" ")
    telling = [talk for talk in Talk if talk in kinds and talk is not Talk.FILLER]
    if not telling or (question.rstrip().endswith("?") and telling[-1] in _NO_QUESTIONS):
        return None
    return telling[-1]


def without_opening_talk(question: str) -> str:
    """Return a request without the small talk that it opens with: "Thanks, and who is Berg?"."""
    for end in _PAUSE.finditer(question, 0, LONGEST):
        rest = question[end.end() :].strip()
        if small_talk(question[: end.start()]) and small_talk(rest) is None and " " in rest:
            return rest
    return question


def without_small_talk(history: Sequence[Turn]) -> list[Turn]:
    """Return the turns of a conversation that a next question may lean on."""
    return [turn for turn in history if small_talk(turn.question) is None]


@cache
def _forms() -> list[tuple[Talk, re.Pattern[str]]]:
    """Return the forms, what says most first, so that "good morning" is a greeting."""
    return [(talk, re.compile(rf"(?:{_SAID[talk]})(?![\w'])")) for talk in reversed(Talk)]
