"""The words that articles are to mention: "A and B" in its parts, and when it may be said that none does."""

import re

from index.text.words import STOP_WORDS

LONGEST_DENIED = 3
"""Words of a topic that no article may be said to mention; a longer one may stand there in other words."""

_OPENING = re.compile(r"^(?:the )?(?:word|name|term|phrase)s? |^(?:both|either) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:that|what|who|whom|whose|when|where|why|how|whether|if|which)\b|"
    r"^(?:to|of|for|by|in|on|at|it|them|him|her|there|any|anything|anyone|some|something|someone|"
    r"other|others|more|else|most)\b"
)
_LOOSE = re.compile(r"\b(?:about|on|regarding|concerning|discuss\w*|covers?|deals? with)$", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:is|was|does)$", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:are|were|do)$", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")


def is_clause(words: str) -> bool:
    """Whether words are a clause or a pronoun, and no topic. In lower case only, for WHO and IT are names."""
    return bool(_CLAUSE.search(words))


def asks_loosely(before: str) -> bool:
    """Whether a question asks for articles about a topic, by its words before the topic."""
    return bool(_LOOSE.search(before))


def takes_for_one(before: str, *, unless_told: bool) -> bool:
    """Whether a question takes its topic for one thing, by the verb before: "Is A and B mentioned?".

    `unless_told` is what is returned where no verb tells.
    """
    return bool(_SINGULAR.search(before)) or (unless_told and not _PLURAL.search(before))


def plain_topic(topic: str) -> str:
    """Return a topic as typed, without quotes and without "the word" before it."""
    return _OPENING.sub("", topic.strip(" ,")).strip("“”\"'‘’ ")


def without_article(phrase: str) -> str:
    """Take "the" off a phrase, but not off a name that has it: The Who, the Who."""
    bare = any_article_off(phrase)
    of_name = not phrase[:1].islower() and not phrase.isupper()
    says_nothing = bare.lower() in STOP_WORDS and not bare.isupper()
    return phrase if of_name or says_nothing else bare


def any_article_off(phrase: str) -> str:
    """Take "the" off a phrase even where it may belong to a name."""
    return _ARTICLE.sub("", phrase)


def parts_of(topic: str) -> tuple[list[str], bool]:
    """Split "A and B", "A or B" into its parts; tell whether an article must hold every one."""
    every = " or " not in topic
    parts = re.split(r", (?:and )?| and ", topic) if every else topic.split(" or ")
    return [without_article(part) for part in parts if re.search(r"\w", part)], every


def may_be_denied(topic: str, *, loose: bool) -> bool:
    """Whether it may be said that no article mentions a topic, because none of them holds its words.

    Only of names and single words: of more, some may tell how it is mentioned, as in "Bo Berg most often".

    Args:
        loose: whether articles about the topic are asked for; a word that is no name has other words for it.
    """
    listed = _WORD.findall(topic)
    if not listed or len(listed) > LONGEST_DENIED:
        return False
    if loose and not all(word[0].isupper() for word in listed):
        return False
    return all(map(_is_name_or_word, parts_of(topic)[0]))


def _is_name_or_word(part: str) -> bool:
    listed = _WORD.findall(part)
    # Typed all in capitals, any words look like a name.
    return len(listed) == 1 or (not part.isupper() and all(map(_is_like_a_name, listed)))


def _is_like_a_name(word: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in word)
