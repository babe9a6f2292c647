"""Speaker matching: whether a speaker is meant by a surname, a full name, a role or an organisation."""

from collections.abc import Sequence

from index.articles import Article
from qa.attribution.cues import CueMeaning
from qa.attribution.person_names import is_proper_name
from qa.intents.asked_speaker import AskedSpeaker
from qa.intents.speaker_descriptions import is_several, plain_words
from qa.intents.statement_search import Statement

_TAKING_SIDES = {
    CueMeaning.CRITICISE: frozenset(("critic", "opponent", "detractor")),
    CueMeaning.SUPPORT: frozenset(("supporter", "backer", "proponent")),
}
"""Nouns for those who speak against something or for it."""


def statements_of(who: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements whose speaker is meant by these words.

    A name is looked for in the speakers' names, then in what they are; a role among what they are, with
    all that the words say of it, then without the nouns beside it, then at the organisation's head.
    """
    asked = AskedSpeaker(who)
    if not asked.noun:
        return []
    for is_meant in asked.tests():
        if found := [one for one in statements if is_meant(one)]:
            found = [one for one in found if not asked.is_one or not is_several(one)] or found
            # What tells who somebody is may stand beside one of their statements only.
            named = {(one.article.id, one.speaker) for one in found if is_proper_name(one.speaker.name)}
            chosen = {id(one) for one in found}
            return [one for one in statements if id(one) in chosen or (one.article.id, one.speaker) in named]
    taken = [meaning for meaning, nouns in _TAKING_SIDES.items() if asked.noun in nouns]
    return [one for one in statements if one.meanings.intersection(taken)]


def may_speak(who: str, articles: Sequence[Article]) -> bool:
    """Whether whoever these words call may say something in the articles, though nothing is attributed.

    Somebody is called by a role, has written an article, or is named beside a word for saying.
    """
    asked = AskedSpeaker(who)
    if not asked.names or asked.is_role:
        return True
    return any(
        asked.names[-1] in plain_words(article.author or "") or asked.is_beside_a_cue(article.text)
        for article in articles
    )
