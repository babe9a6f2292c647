"""Vocabulary of requests: the words that ask, and the nouns by which a reader means articles."""

from index.text.words import STOP_WORDS

NOUNS = frozenset(
    """
    article articles piece pieces story stories report reports essay essays op-ed editorial editorials column
    columns commentary interview interviews paper papers review reviews text texts document documents doc docs
    analysis analyses post posts study studies file files item items one ones clipping clippings
    """.split()
)
"""Nouns by which a reader means articles of the collection."""

SURE_NOUNS = NOUNS - frozenset(
    "story report reports interview paper review text study studies item one ones".split()
)
SURE_NOUNS |= {"news", "coverage", "everything", "anything", "all"}
"""Nouns that mean articles of the collection even where news tells of such things."""

COORDINATORS = frozenset("and or versus vs with against than & plus".split())
ABOUT = frozenset(
    "about on regarding concerning covering mentioning mention mentions mentioned discussing".split()
)

REQUEST_WORDS = frozenset(
    """
    please tell give show make write create produce generate prepare draw provide list find get see want
    need like let know help read explain describe outline say says said saying state states report
    reports reported talk talks writes wrote written tells told cover covers covered mention mentions
    mentioned discuss discusses discussed quoted quote quotes speak speaks cited named contain contains
    include includes summary summaries summarize summarise summarized summarised summarizing sum
    overview recap digest gist brief short quick concise long longer shorter detailed simple bullet
    bullets tl dr tldr abstract synopsis rundown sketch main key important point points message takeaway
    takeaways essence highlights timeline timelines chronology chronological chronologically sequence
    events event order history dates date happened happen happens dated day days compare comparison
    compared contrast contrasting differ differs difference differences different similar similarities
    common agree agrees disagree disagrees contradict contradicts versus vs between apart people persons
    person names name organisations organizations companies places countries numbers figures speakers
    speaker sources statements statement news everything anything all both two thing things something
    whole entire full collection library archive just only again also now then more most much each every
    some other shall should may might hey hi hello ok okay well thanks thank first last second third up
    out there here everyone re occur occurs involved often newspapers newspaper except new nutshell tldr
    """.split()
)
"""Words that ask for something and say nothing of its subject."""

CATALOG_WORDS = frozenset(
    """
    words length covered named discussed source sources author authors writer writers byline bylines
    columnist columnists essayist essayists journalist journalists reporter reporters authored penned
    publisher publishers publication publications newspaper newspapers magazine magazines journal
    journals website websites site sites outlet outlets agency agencies media title titles titled
    entitled headlined headline headlines heading headings topic topics subject subjects theme themes
    matter kind kinds sort sorts period timespan timeframe span frame range years year month cover
    published posted printed publish appear appears appeared occur occurs come comes came run ran
    carried online available stored saved added database own hold holds exist many number total count
    often frequently times together anywhere regarding concerning containing mentioning called newest
    latest recent oldest earliest older newer earlier longest shortest shorter longer display ask written
    originally exactly mention mentions contain contains include includes discuss discusses covers
    covering please tell give show list find get see want need like let know help name names all
    both two every each thing things whole entire full just only also now then first last second third hi
    hello hey ok okay well
    thanks out here got most me quick s t m d re date dates dated day days long what whats wrote write
    writes something collection library archive corpus talk talks deal deals refer refers uploaded
    collected
    """.split()
)
"""Words that ask for what is known of articles."""

WORKS = frozenset(
    """
    album announcement autobiography biography book column comic composition diary documentary document
    edition episode essay film game interview journal law letter lyrics magazine manuscript memoir movie
    musical novel opera paper play poem report script series show single song speech story study
    symphony text track trilogy tune version video volume work wrote written write writing publish
    published release released article record recording
    """.split()
)
"""Things with an author, a title or a day of publication, other than an article of the collection."""

LEADING = (
    STOP_WORDS | REQUEST_WORDS | NOUNS | ABOUT | COORDINATORS | frozenset("no not me published txt".split())
)
"""Words before a subject that are no part of it."""

TRAILING = STOP_WORDS | ABOUT | COORDINATORS | frozenset("say says said tell tells article articles".split())
"""Words after a subject that are no part of it."""

ASKING = LEADING | CATALOG_WORDS
"""Words that ask, and stand for nothing that articles tell of."""

OF_CATALOG = STOP_WORDS | NOUNS | SURE_NOUNS | ABOUT | CATALOG_WORDS
"""Words that a request to the catalog may have beside what articles are named by and what they mention."""
