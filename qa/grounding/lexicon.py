"""Words that news uses for one another, and those that mean the opposite."""

from collections.abc import Iterable
from functools import lru_cache

from qa.language.name_matching import same_name
from qa.language.word_forms import same_stem

_IRREGULAR = {
    form: base
    for line in """
    be was were been is are am being
    beat beaten
    become became
    begin began begun
    bite bit bitten
    break broke broken
    bring brought
    build built
    burn burnt
    buy bought
    catch caught
    choose chose chosen
    come came
    do did done does
    draw drew drawn
    drive drove driven
    eat ate eaten
    fall fell fallen
    feel felt
    fight fought
    find found
    flee fled
    fly flew flown
    forget forgot forgotten
    freeze froze frozen
    get got gotten
    give gave given
    go went gone
    grow grew grown
    have had has
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known
    lead led
    leave left
    lend lent
    lose lost
    make made
    mean meant
    meet met
    overtake overtook overtaken
    pay paid
    ride rode ridden
    rise rose risen
    run ran
    say said
    see saw seen
    seek sought
    sell sold
    send sent
    shake shook shaken
    shoot shot
    shrink shrank shrunk
    sing sang sung
    sink sank sunk
    speak spoke spoken
    spend spent
    stand stood
    steal stole stolen
    strike struck stricken
    swear swore sworn
    swim swam swum
    take took taken
    teach taught
    tear tore torn
    tell told
    think thought
    throw threw thrown
    understand understood
    wear wore worn
    win won
    write wrote written
    withdraw withdrew withdrawn
    man men
    woman women
    child children
    person people
    foot feet
    die died dead death dies dying
    good better best
    bad worse worst
    """.strip().splitlines()
    for base, *forms in [line.split()]
    for form in forms
}
_SYNONYMS = [
    frozenset(line.split())
    for line in """
    rise increase grow climb gain jump surge soar up raise growth
    fall drop decline decrease sink slide plunge shrink down lose dip slip lower
    cut reduce slash lower trim
    kill die fatal
    injure hurt wound
    lose loss
    win victory
    close shut closure
    begin start launch open
    end finish conclude stop
    buy purchase acquire acquisition
    large big huge major main
    job work employment jobless unemployment
    reject dismiss decline refuse
    approve pass adopt back
    beat defeat
    win take victory
    leave quit resign depart
    postpone delay defer
    arrest detain capture
    free release
    sick ill illness
    show find reveal
    plan intend aim propose
    help aid assist
    company firm business corporation
    country nation
    lawmaker parliament mp legislator
    police officer
    test trial
    film movie
    child kid
    house home household
    think believe
    fire blaze
    attack assault
    head chief lead boss
    car vehicle
    doctor physician
    boat ship vessel
    storm hurricane
    town city
    former ex
    electricity power
    percent cent
    nearly almost
    move relocate transfer
    get receive obtain
    give grant
    name call title
    """.strip().splitlines()
]
_SENSES: dict[str, frozenset[int]] = {}
for _number, _words in enumerate(_SYNONYMS):
    for _word in _words:
        _SENSES[_word] = _SENSES.get(_word, frozenset()) | {_number}


@lru_cache(maxsize=65536)
def base_form(word: str) -> str:
    """Return the form that a word's irregular forms are listed under, or the word without a plural's s."""
    known = _IRREGULAR.get(word)
    if known:
        return known
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" else word


@lru_cache(maxsize=65536)
def same_form(first: str, second: str) -> bool:
    """Whether two words in plain lower case are forms of one word or one name."""
    if first == second:
        return True
    if not (first.isalpha() and second.isalpha()):
        return False
    one, other = base_form(first), base_form(second)
    return one == other or same_stem(one, other) or same_name(first, second)


@lru_cache(maxsize=65536)
def senses(word: str) -> frozenset[int]:
    """Return the numbers of the groups of synonyms that a word or a form of it is in."""
    base = base_form(word)
    if base in _SENSES:
        return _SENSES[base]
    for ending, other in (
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("es", ""),
        ("er", ""),
    ):
        if base.endswith(ending) and base[: -len(ending)] + other in _SENSES:
            return _SENSES[base[: -len(ending)] + other]
    doubled = base.removesuffix("ing").removesuffix("ed")
    if doubled != base and doubled[-1:] == doubled[-2:-1]:
        return _SENSES.get(doubled[:-1], frozenset())
    return frozenset()


class Vocabulary:
    """The words of a text, in which others are looked up that are forms or synonyms of one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._senses = frozenset(sense for word in self._words for sense in senses(word))
        # Forms of a word have their first letters in common, but for those that are listed by their base.
        self._alike: dict[str, list[str]] = {}
        for word in self._words:
            for form in {word, base_form(word)}:
                self._alike.setdefault(form[:SHORTEST_ALIKE], []).append(word)

    def __contains__(self, word: object) -> bool:
        if word in self._words:
            return True
        return isinstance(word, str) and (not self._senses.isdisjoint(senses(word)) or self.has_form(word))

    def has_form(self, word: str) -> bool:
        """Whether one of the words is a form of another."""
        return any(
            same_form(word, other)
            for form in {word, base_form(word)}
            for other in self._alike.get(form[:SHORTEST_ALIKE], ())
        )


SHORTEST_ALIKE = 3
"""First letters that forms of one word have in common, at least."""
