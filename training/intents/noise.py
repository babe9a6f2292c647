"""Noise: the same wording as hurried, polite and shouting people type it."""

import random
import re

TYPO_SHARE = 0.12
LOWER_CASE_SHARE = 0.4
CAPITALS_SHARE = 0.04
WITHOUT_SIGN_SHARE = 0.3
WRAPPED_SHARE = 0.12
"""Shares of wordings that get a misspelling, lower case, capitals, no last sign, or polite words around."""

_OPENINGS = (
    "ok, ",
    "hi, ",
    "hello! ",
    "hey ",
    "so ",
    "please ",
    "pls ",
    "thanks! ",
    "now ",
    "well, ",
    "good. ",
    "quick question: ",
    "sorry to bother you, ",
    "student here, ",
    "i'm in a hurry. ",
    "my boss wants to know: ",
    "for my class: ",
    "one more thing: ",
    "not sure if you can do this: ",
)
_ASKING = ("can you tell me ", "please tell me ", "could you tell me ", "i'd like to know ", "do you know ")
_ENDINGS = (
    " please",
    " pls",
    ", please",
    " thanks",
    ", thank you",
    " now",
    "??",
    "!",
    "...",
    " :)",
    " - thanks in advance",
    ", i'm on my phone",
    ", no rush",
    " (short)",
    ", for my notes",
    ", if you can",
)
_ASKED = re.compile(r"(?:who|what|which|when|where|why|how)\b", re.IGNORECASE)
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def noisy(wording: str, rng: random.Random, *, wrapped: bool = True) -> str:
    """Return a wording with noise drawn at random; `wrapped` allows polite words around it."""
    if wrapped and rng.random() < WRAPPED_SHARE:
        wording = _wrapped(wording, rng)
    if rng.random() < TYPO_SHARE:
        wording = misspelt(wording, rng)
    if rng.random() < WITHOUT_SIGN_SHARE:
        wording = wording.rstrip("?!. ") or wording
    share = rng.random()
    if share < LOWER_CASE_SHARE:
        return wording.lower()
    if share < LOWER_CASE_SHARE + CAPITALS_SHARE:
        return wording.upper()
    return wording[:1].upper() + wording[1:]


def _wrapped(wording: str, rng: random.Random) -> str:
    if rng.random() < 0.5:
        return wording.rstrip("?!. ") + rng.choice(_ENDINGS)
    openings = _OPENINGS + (_ASKING if _ASKED.match(wording) else ())
    return rng.choice(openings) + wording


def misspelt(wording: str, rng: random.Random) -> str:
    """Swap, drop, double or mistype a letter of one word of four letters or more."""
    words = list(re.finditer(r"[A-Za-z]{4,}", wording))
    if not words:
        return wording
    word = rng.choice(words)
    place = rng.randrange(word.start() + 1, word.end() - 1)
    letters = list(wording)
    match rng.randrange(4):
        case 0:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        case 1:
            del letters[place]
        case 2:
            letters.insert(place, letters[place])
        case _:
            letters[place] = _neighbour(letters[place], rng)
    return "".join(letters)


def _neighbour(letter: str, rng: random.Random) -> str:
    """Return a letter beside this one on the keyboard."""
    row = next((row for row in _KEYBOARD if letter.lower() in row), letter)
    place = row.find(letter.lower())
    return rng.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2] or letter)
