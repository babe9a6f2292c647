"""Role nouns: words for what somebody is, by which a text speaks of them without their name."""

from collections.abc import Mapping

from qa.language.word_forms import SHORTEST_STEM

PERSON_NOUNS = frozenset(
    """
    minister president secretary chancellor premier governor mayor ambassador judge justice chief chairman
    chairwoman chair chairperson head leader director professor king queen prince princess duke duchess
    emperor pope bishop archbishop cardinal lord lady general admiral colonel major captain lieutenant
    sergeant commander senator congressman congresswoman representative lawmaker legislator councillor
    councilor councilman councilwoman alderman commissioner deputy delegate envoy diplomat official officer
    spokesman spokeswoman spokesperson aide adviser advisor strategist consultant pollster staffer operative
    surrogate manager executive ceo cfo founder co-founder cofounder owner entrepreneur businessman
    businesswoman mogul billionaire millionaire investor banker economist analyst expert scholar historian
    scientist researcher physicist biologist chemist geologist climatologist epidemiologist psychologist
    psychiatrist sociologist engineer doctor physician surgeon nurse lawyer attorney prosecutor solicitor
    barrister sheriff policeman policewoman detective inspector constable soldier veteran teacher principal
    headmaster lecturer dean provost student pupil graduate author novelist writer poet playwright
    journalist reporter columnist editor publisher correspondent anchor host moderator commentator pundit
    critic reviewer artist painter sculptor architect designer musician singer composer conductor actor
    actress comedian filmmaker producer photographer curator librarian archivist priest pastor rabbi imam
    monk nun farmer fisherman baker butcher carpenter driver pilot sailor worker employee trader shopkeeper
    waiter resident neighbor neighbour villager citizen voter supporter opponent activist campaigner
    organizer organiser volunteer protester demonstrator donor member candidate nominee front-runner
    frontrunner rival contender challenger incumbent politician statesman republican democrat conservative
    liberal socialist father mother son daughter brother sister husband wife widow widower uncle aunt nephew
    niece cousin grandfather grandmother friend colleague partner boss coach trainer player striker
    goalkeeper athlete champion defender midfielder witness victim survivor suspect defendant patient
    tourist passenger speaker whip source insider whistleblower informant agent broker realtor developer
    programmer technician fellow president-elect vice-president auditor accountant treasurer regulator
    investigator coordinator coroner warden ranger marshal magistrate clerk negotiator mediator observer
    monitor man woman boy girl advocate descendant heir relative parent counsel tenant homeowner landlord
    plaintiff skeptic sceptic backer defender ally lobbyist grower rancher firefighter paramedic therapist
    astronomer astronaut meteorologist forecaster demographer geographer quarterback pitcher cyclist
    """.split()
)
"""Nouns for a person, in the singular."""

ORGANISATION_NOUNS = frozenset(
    """
    company firm corporation group organisation organization ministry department agency office bureau
    commission committee council board authority administration government parliament senate congress house
    cabinet court tribunal police force army navy military party campaign union association federation
    foundation institute institution university college school church bank fund charity network newspaper
    paper magazine tabloid daily outlet website site station channel publisher broadcaster airline carrier
    manufacturer maker retailer supermarket chain brewery club team league embassy consulate kremlin palace
    coalition alliance bloc movement watchdog regulator think-tank service hospital clinic museum center
    centre chamber society trust laboratory lab startup start-up family crowd public city county state
    country nation report study survey poll statement letter document memo lawsuit complaint editorial
    article book film ad advertisement video
    """.split()
)
"""Nouns for what speaks as "it" or "they", in the singular."""

ADJECTIVES = frozenset(
    "republican democrat conservative liberal socialist official representative patient".split()
)
"""Nouns for a person that stand before a name as adjectives, too: "the liberal Herald"."""

MALE_NOUNS = frozenset(
    """
    chairman congressman councilman alderman spokesman businessman policeman fisherman statesman king prince
    duke emperor pope lord father son brother husband widower uncle nephew grandfather man boy actor waiter
    priest monk gentleman frontman
    """.split()
)
FEMALE_NOUNS = frozenset(
    """
    chairwoman congresswoman councilwoman spokeswoman businesswoman policewoman queen princess duchess lady
    mother daughter sister wife widow aunt niece grandmother woman girl actress waitress nun
    """.split()
)

TITLE_NOUNS: Mapping[str, str] = {
    "sen": "senator",
    "sens": "senators",
    "gov": "governor",
    "rep": "representative",
    "reps": "representatives",
    "prof": "professor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "dr": "doctor",
    "rev": "pastor",
    "atty": "attorney",
}
"""Abbreviated titles and the nouns that they stand for."""

HYPERNYMS: Mapping[str, frozenset[str]] = {
    "expert": frozenset(
        """
        analyst professor researcher scientist economist historian scholar fellow physicist biologist
        chemist geologist climatologist epidemiologist psychologist psychiatrist sociologist lecturer
        pollster strategist consultant academic
        """.split()
    ),
    "analyst": frozenset(("strategist", "economist")),
    "specialist": frozenset("expert analyst researcher scientist scholar economist".split()),
    "boss": frozenset("chief head leader director president chairman ceo commissioner manager".split()),
    "official": frozenset(
        """
        minister secretary spokesman spokeswoman spokesperson commissioner ambassador envoy diplomat officer
        ministry governor mayor director
        """.split()
    ),
    "politician": frozenset(
        """
        minister president senator congressman congresswoman representative lawmaker governor mayor
        chancellor premier legislator candidate councillor deputy
        """.split()
    ),
    "lawmaker": frozenset(
        "senator congressman congresswoman representative legislator deputy parliamentarian".split()
    ),
    "critic": frozenset("opponent skeptic sceptic detractor foe".split()),
    "opponent": frozenset("critic foe rival".split()),
    "supporter": frozenset("backer proponent advocate ally defender".split()),
    "academic": frozenset("professor lecturer scholar researcher historian economist dean".split()),
    "scientist": frozenset(
        "researcher physicist biologist chemist geologist climatologist epidemiologist professor".split()
    ),
    "congressman": frozenset(("representative",)),
    "congresswoman": frozenset(("representative",)),
    "nominee": frozenset(("candidate",)),
    "candidate": frozenset(("nominee",)),
    "adviser": frozenset(("advisor", "aide")),
    "aide": frozenset(("adviser", "advisor")),
    "journalist": frozenset("reporter columnist correspondent editor anchor commentator".split()),
    "lawyer": frozenset("attorney solicitor barrister counsel".split()),
    "doctor": frozenset("physician surgeon".split()),
    "resident": frozenset("villager neighbour neighbor local inhabitant".split()),
    "spokesman": frozenset("spokeswoman spokesperson".split()),
    "spokesperson": frozenset("spokesman spokeswoman".split()),
    "group": frozenset("association union federation alliance agency lobby organisation society".split()),
    "company": frozenset("firm corporation manufacturer maker retailer".split()),
    "government": frozenset("ministry administration cabinet minister premier chancellor".split()),
    "ministry": frozenset(("minister",)),
    "police": frozenset("policeman policewoman sheriff detective constable".split()),
}
"""What else somebody may be called who is meant by a more general word."""

AFFILIATIONS: Mapping[str, frozenset[str]] = {
    "expert": frozenset(
        "institute university college think-tank research laboratory science sciences".split()
    ),
    "academic": frozenset("university college school".split()),
    "official": frozenset("ministry department agency office government commission".split()),
}
"""Where somebody works who is meant by a word."""

_SIBLINGS, _PARENTS, _CHILDREN = ("brother", "sister"), ("father", "mother"), ("son", "daughter")
RECIPROCALS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_SIBLINGS, _SIBLINGS),
    **dict.fromkeys(_CHILDREN, _PARENTS),
    **dict.fromkeys(_PARENTS, _CHILDREN),
    "husband": ("wife", "widow"),
    "wife": ("husband", "widower"),
}
"""What somebody is whose brother, daughter or the like is spoken of: "Ada Lind, whose brother drowned"."""

_PLURALS = {"people": "person", "men": "man", "women": "woman", "wives": "wife", "children": "child"}


def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, as far as its ending tells."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("men") and noun[:-3] + "man" in PERSON_NOUNS:
        return noun[:-3] + "man"
    if noun.endswith("women") and noun[:-5] + "woman" in PERSON_NOUNS:
        return noun[:-5] + "woman"
    if noun.endswith("ies") and len(noun) > SHORTEST_STEM:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")) or (
        noun.endswith("oes") and len(noun) > SHORTEST_STEM + 1
    ):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def is_plural(noun: str) -> bool:
    """Whether an English noun in lower case is a plural, as far as its ending tells."""
    return singular(noun) != noun


def is_role(noun: str) -> bool:
    """Whether a word in lower case says what somebody is, in the singular or plural."""
    return noun in TITLE_NOUNS or singular(noun) in PERSON_NOUNS


def is_called(role: str, noun: str) -> bool:
    """Whether somebody with this role may be meant by this noun; both in lower case and singular."""
    return role == noun or role in HYPERNYMS.get(noun, ())
