"""Regular expressions of the forms of a question about the collection, each with what it asks for."""

from enum import Enum


class Wanted(Enum):
    """What is asked of the articles meant."""

    AUTHOR = "author"
    AUTHOR_NAME = "author's name"
    DATE = "date"
    PERIOD = "first and last date"
    SOURCE = "source"
    SOURCES = "all sources"
    TITLE = "title"
    SUBJECT = "subject"
    COUNT = "number"
    LIST = "list"
    TIMES = "number of mentions"


_BE = "(?:is|was|are|were)"
_DO = "(?:do|does|did)"
_WHAT = "(?:what|which)"
_R = r"(?P<reference>\S.{0,120}?)"
_X = r"(?P<topic>\S.{0,80}?)"
_WRITER = "(?:author|writer|journalist|reporter|columnist|essayist)s?"
_PAPER = (
    "(?:news ?papers?|papers?|magazines?|journals?|publications?|publishers?|websites?|sites?|sources?|"
    "(?:news|media) (?:outlets?|sites?|sources?|agenc(?:y|ies)|organi[sz]ations?)|outlets?)"
)
_OURS = "(?:the|this|my|your|our) (?:article |whole |entire )?"
_COLLECTION = f"(?:{_OURS}(?:collection|library|archive|corpus)(?: of articles)?)"
HERE = f"(?:here|in {_COLLECTION})"
_PUBLISHED = "(?:first )?(?:published|written|posted|printed)"
_TITLE = "(?:title|headline|heading)s?"
_THEME = "(?:(?:main|general|overall|central) )?(?:topic|subject|theme|subject matter)s?"
_PERIOD = "(?:period|time ?span|time ?frame|date range)"
_THERE_IS = "(?:(?:is|are) there|have you(?: got)?|do you have)"
_COVER = "(?:cover|deal with|discuss|talk about|treat|address)"
_MENTION = "(?:mention(?:s|ed)?|names?|refers? to|contains? the (?:word|name|phrase|term)s?)"
_CONCERN = (
    f"(?:{_MENTION}|contains?|includes?|talks? about|discuss(?:es)?|covers?|deals? with|"
    "(?:is|are) (?:about|on)|"
    "speaks? of|writes? about)"
)
_ABOUT = "(?:about|on|regarding|concerning|mentioning|(?:that|which) mentions?)"
_SHOW = "(?:list|show|name|give|display)(?: me)?"
_ANYTHING = "(?:anything|something|(?:an |any |some )?(?:news )?articles?)"

FORMS = (
    (Wanted.AUTHOR, f"who (?:wrote|authored|penned|has written) {_R}"),
    (Wanted.AUTHOR, f"who {_BE} the {_WRITER} (?:of|behind) {_R}"),
    (Wanted.AUTHOR, f"who {_BE} the authors?"),
    (Wanted.AUTHOR, f"who {_BE} {_R}'s {_WRITER}"),
    (Wanted.AUTHOR, f"(?:who|by whom) {_BE} {_R} (?:written(?: by)?|by)"),
    (Wanted.AUTHOR, f"(?:name )?(?:the )?{_WRITER} of {_R}"),
    (Wanted.AUTHOR, f"whose byline {_BE} (?:on|above|under) {_R}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the names? of the {_WRITER}(?: (?:of|behind) {_R})?"),
    (Wanted.AUTHOR_NAME, rf"{_WHAT} {_BE} the names? of the \w+(?: \w+){{0,3}} who wrote {_R}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the {_WRITER}'s? names?"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_BE} the names? of {_R}'s {_WRITER}"),
    (Wanted.AUTHOR_NAME, f"{_WHAT} {_WRITER} wrote {_R}"),
    (Wanted.DATE, f"when {_BE} {_R} (?:{_PUBLISHED}|dated|from)"),
    (Wanted.DATE, f"when {_R} {_BE} {_PUBLISHED}"),
    (Wanted.DATE, f"when {_DO} {_R} (?:come out|appear|run|go online)"),
    (Wanted.DATE, f"(?:on |in )?{_WHAT} (?:date|day|month|year) {_BE} {_R} (?:{_PUBLISHED}|from)"),
    (Wanted.DATE, f"{_WHAT} date (?:is|does) {_R}(?: have| bear| carry)?"),
    (Wanted.DATE, f"{_WHAT} {_BE} the (?:publication )?dates?(?: of publication)? (?:of|for|on) {_R}"),
    (Wanted.DATE, f"{_WHAT} {_BE} {_R}'s (?:publication )?dates?"),
    (Wanted.DATE, f"{_WHAT} {_BE} the (?:publication dates?|dates? of publication)"),
    (
        Wanted.PERIOD,
        f"{_WHAT} (?:{_PERIOD}|dates|years) {_DO} {_R} (?:cover|span|come from)",
    ),
    (Wanted.PERIOD, f"{_WHAT} {_BE} the {_PERIOD} of {_R}"),
    (Wanted.SOURCE, f"{_WHAT} {_PAPER} (?:published|printed|ran|carried|wrote) {_R}"),
    (
        Wanted.SOURCE,
        f"(?:in |on |from )?{_WHAT} {_PAPER} {_BE} {_R} (?:{_PUBLISHED}|taken|from|in)(?: in| by| on| from)?",
    ),
    (Wanted.SOURCE, f"(?:in |on )?{_WHAT} {_PAPER} {_BE} {_R} from"),
    (
        Wanted.SOURCE,
        f"(?:in |on |from )?{_WHAT} {_PAPER} {_DO} {_R} (?:appear|come|run)(?: out)?(?: in| from| on)?",
    ),
    (Wanted.SOURCE, f"where {_BE} {_R} (?:published|printed|posted|from|taken from)"),
    (Wanted.SOURCE, f"where {_DO} {_R} (?:come from|appear|run)"),
    (Wanted.SOURCE, f"who (?:published|printed) {_R}"),
    (Wanted.SOURCE, f"who {_BE} {_R} published by"),
    (Wanted.SOURCE, f"who {_BE} the publishers?(?: of {_R})?"),
    (Wanted.SOURCE, f"{_WHAT} {_BE} (?:the )?(?:source|publisher)s? (?:of|for) {_R}"),
    (Wanted.SOURCES, f"{_WHAT} {_PAPER} (?:are there|do (?:you|we|i) have|are {HERE})(?: {HERE})?"),
    (Wanted.SOURCES, f"{_WHAT} are (?:your|the) sources|{_SHOW}(?: all)? (?:your|the) sources"),
    (Wanted.TITLE, f"{_WHAT} {_BE} the {_TITLE}(?: of {_R})?"),
    (Wanted.TITLE, f"{_WHAT} {_BE} the names? of {_R}"),
    (Wanted.TITLE, f"(?:what|how) {_BE} (?!\\w+ called){_R} (?:called|titled|entitled|headlined)"),
    (Wanted.TITLE, f"{_WHAT} {_TITLE} {_DO} {_R} (?:have|bear|carry)"),
    (Wanted.TITLE, f"{_WHAT} {_BE} {_R}'s {_TITLE}"),
    (Wanted.TITLE, f"(?:{_SHOW} )?(?:all )?(?:the )?{_TITLE}(?: of {_R})?"),
    (Wanted.SUBJECT, f"what {_BE} {_R} (?:all )?about"),
    (Wanted.SUBJECT, f"what {_R} (?:is|are) about"),
    (Wanted.SUBJECT, f"what {_DO} {_R} {_COVER}"),
    (Wanted.SUBJECT, f"{_WHAT} {_BE} the {_THEME} (?:of|in|covered (?:by|in)) {_R}"),
    (Wanted.SUBJECT, f"{_WHAT} {_THEME} {_DO} {_R} {_COVER}"),
    (Wanted.SUBJECT, f"{_WHAT} {_THEME} are (?:covered|discussed|treated|there) (?:in|by) {_R}"),
    (
        Wanted.SUBJECT,
        f"what (?:kind|sort)s? of (?:news )?articles (?:are (?:these|there|{HERE})|do you have)",
    ),
    (Wanted.SUBJECT, "what can i ask(?: you)?(?: about)?|what do you have(?: here)?"),
    (Wanted.SUBJECT, f"what is in(?:side)? {_R}"),
    (Wanted.TIMES, f"how (?:often|many times) {_BE} {_X} mentioned(?: (?:in {_R}|here))?"),
    (Wanted.TIMES, f"how (?:often|many times) {_DO} {_X} (?:appear|occur|come up) in {_R}"),
    (Wanted.TIMES, f"how (?:often|many times) {_DO} {_R} mention {_X}"),
    (Wanted.COUNT, f"how many (?:of )?{_R} {_CONCERN} {_X}"),
    (Wanted.COUNT, f"in how many (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed)"),
    (Wanted.COUNT, f"in how many (?:of )?{_R} {_DO} {_X} (?:appear|occur|come up)"),
    (Wanted.COUNT, f"how many (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed) in"),
    (Wanted.COUNT, f"how many (?:news )?articles are there {_ABOUT} {_X}"),
    (Wanted.COUNT, f"how many {_R} (?:are there(?: {HERE})?|are {HERE}|do (?:you|we|i) have(?: {HERE})?)"),
    (Wanted.COUNT, f"how many {_R} does {_COLLECTION} (?:have|hold|contain)"),
    (Wanted.COUNT, f"how many {_R}"),
    (Wanted.COUNT, f"{_WHAT} {_BE} the (?:total )?number of {_R}"),
    (Wanted.LIST, f"{_WHAT} (?:of )?{_R} {_CONCERN} {_X}"),
    (Wanted.LIST, f"{_SHOW} {_R} (?:that|which) {_CONCERN} {_X}"),
    (Wanted.LIST, f"in {_WHAT} (?:of )?{_R} {_BE} {_X} (?:mentioned|named|discussed)"),
    (Wanted.LIST, f"{_DO} (?:any of |any )?{_R} {_MENTION} {_X}"),
    (Wanted.LIST, f"{_BE} {_X} mentioned(?: anywhere)?(?: (?:in (?:any of |any )?{_R}|here))?"),
    (Wanted.LIST, f"where {_BE} {_X} mentioned(?: in {_R})?"),
    (
        Wanted.LIST,
        f"{_THERE_IS} {_ANYTHING} (?:{HERE} )?about {_X}(?: {HERE})?",
    ),
    (Wanted.LIST, f"{_THERE_IS} {_ANYTHING} {_ABOUT} {_X} {HERE}"),
    (
        Wanted.LIST,
        f"{_THERE_IS} (?:an |any |some )?articles? {_ABOUT} {_X}",
    ),
    (Wanted.LIST, f"anything (?:{HERE} )?about {_X}(?: {HERE})?"),
    (Wanted.LIST, f"anything {_ABOUT} {_X} {HERE}"),
    (Wanted.LIST, f"what do you have (?:about|on) {_X}"),
    (Wanted.LIST, f"{_WHAT} (?:news )?articles (?:do you have|are there) {_ABOUT} {_X}"),
    (Wanted.LIST, f"{_WHAT} {_R} (?:are there|are {HERE}|do (?:you|we|i) have|are available)(?: {HERE})?"),
    (Wanted.LIST, f"{_SHOW}(?: a list of)? {_R}"),
    (Wanted.LIST, f"{_WHAT} {_R}"),
    (Wanted.LIST, f"what (?:is|was) {_R}"),
)
