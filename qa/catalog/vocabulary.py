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
    abstract according after aftermath afterwards again against agree agreement agreements agrees alike all
    also another anything apart archive arranged attitude attitudes based before began begin between both
    brief briefly build bullet bullets came chronicle chronological chronologically chronology cited
    collection come common companies compare compared compares comparing comparison complete concise
    conflicting contain contains contradict contradiction contradictions contradictory contradicts contrary
    contrast contrasting contrasts countries course cover coverage covered covers create date dated dates day
    days describe described describes detail detailed details develop developed development developments
    differ differed difference differences different differently differs digest disagree disagreement
    disagreements disagrees discrepancies discrepancy discuss discussed discusses distinguish distinguishes
    down dr draw during each earlier earliest else end ended entire essence event events every everyone
    everything except explain far figures find first follow followed follows four full further generate get
    gimme gist give go going happen happened happening happens hello help here hey hi highlights history
    important include includes inconsistencies inconsistency inconsistent involved just keep key know last
    later lead leading led less let lets library like line lines list long longer main major make may mention
    mentioned mentions message might more most much name named names need new news newspaper newspapers next
    now numbers nutshell occur occurred occurs often ok okay only opinion opinions order ordered
    organisations organizations other others out outline over overview past people person persons place
    places please pls point points position positions prepare previously produce provide put quick quickly
    quote quoted quotes re read recap reported rundown said same say saying says second see sees sentence
    sentences sequence series shall short shorter shortly should show side sides similar similarities
    similarity simple since situation sketch something sorted source sources speak speaker speakers speaks
    stance stances start started state statement statements states step steps subsequently sum summaries
    summarise summarised summarize summarized summarizing summary synopsis take takeaway takeaways taken
    takes talk talks tell tells thank thanks thing things think thinks third thought three through till time
    timeline timelines times tl tldr told took treat treated treats two unfold unfolded unfolds until version
    versions versus view views vs want wants well went whats whole within without word words write writes
    written wrote
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
    thanks out here got most me quick s t m d re date dates dated day days weekday long what whats wrote write
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
