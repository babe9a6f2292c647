"""Page furniture: sentences that are the page's own and not the article's, recognised one by one.

The line classifier of the loaders knows what stands at the top of a page; here is what stands among the
paragraphs: links to other stories, credits, calls to subscribe, notes about the story and its writer.
"""

import re

from index.loaders.line_classifier import MAX_FACT_LINE_LENGTH, classify_line
from qa.language.past_tense import PAST

# "More:Bees are back": a label and a headline that were separate on the page.
_LABELLED_LINK = re.compile(r"^[^\s:.!?][^:.!?]{1,70}:(?=[^\s\d/])")
_CALL = re.compile(
    r"""
    ^\W*(?:(?:please|to)\s+)?(?:sign\s+up|subscribe|read\s+(?:more|also|the\s+full|our)|see\s+also|click|tap|
        watch|listen|follow|download|contact|reach\s+(?:him|her|them|out)|share\s+(?:this|your)|donate|support\s+us|
        check\s+out|start\s+your|get\s+(?:the|our|your|all|more|in\s+touch|cnn)|enjoy|join\s+(?:us|our|the\s+conversation)|
        don[’']t\s+miss|stay\s+(?:up|tuned|informed|connected)|advertisement|sponsored|related|keep\s+up|learn\s+more|
        for\s+more\b|view\s+(?:more|all|this)|if\s+you\s+(?:or\s+someone|have\s+a\s+(?:tip|story)))\b |
    \b(?:newsletters?|free\s+trial|inbox|your\s+e-?mail|sign\s+up\s+(?:here|for|to)|terms\s+of\s+(?:use|service)|
        privacy\s+policy|all\s+rights\s+reserved|subscribers?\s+only|subscribe\s+(?:to\b.*\b)?(?:today|now)\b|on\s+(?:twitter|facebook|instagram)\s*[:@(]|
        this\s+(?:story|article|report|post|page|piece|file|copy)\s+(?:has\s+been|was|is|will\s+be|may|originally|
            first)\s|
        (?:contributed\s+to|first\s+reported)\s+(?:this|the)\s+(?:story|report|article|news)|
        (?:reporting|editing|additional\s+reporting|writing|graphics?)\s+by\s+[A-Z])|
    \b(?:click|tick|tap|hit\s+play)\s+(?:here|on|above|below)\b|\bsee\s+our\s+(?:live|latest)\b|
    \b(?:use\s+of\s+your\s+data|(?:details|information)\s+you\s+have\s+shared|cookie\s+policy|legitimate\s+interest)\b|
    \b(?:player\s+above|transcript\s+below|slow\s+to\s+load|this\s+ad|ad\s+feedback)\b|
    \b(?:earlier|previous)\s+version\s+of\s+this\b|^\W*JUST\s+WATCHED\b|\bmust\s+watch\s*$|
    https?://|www\.|\S@\S+\.\w|(?:^|\s)@\w
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT = re.compile(
    r"\((?:image|photo|picture|credit|file|video|reuters|ap|afp|getty)\b[^)]*\)\W*$|"
    r"\b(?:image|photo|picture|video)\s?(?:credit|by|courtesy|:)|\bgetty images\b|"
    r"/\s?(?:AP|AFP|Reuters|EPA)\b|"
    r"^\W*(?:contributing|sources?|photos?|image|caption|credit|corrections?(?:\s+and\s+clarifications?)?|"
    r"editor[’']s note|note|above|below|left|right|pictured)\s*:",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\W*(?:an?|this|the)\s+(?:[\w-]+\s+){0,2}?(?:photo|photograph|picture|image|view|shot|screenshot|still)\s+"
    r"(?:shows?|taken|from|provided|released|showing)\b|\b(?:hide|show|view)\s+caption\b|"
    r"\b\d+\s+of\s+\d+\s+photos\b|\((?:pictured|file|above|left|right|center|centre)\)",
    re.IGNORECASE,
)
_DATED_SCENE = re.compile(
    r"\b(?:on|in)\s+(?:\w+,\s+)?[A-Z][a-z]{2,8}\.?(?:\s+\d{1,2},?)?\s+(?:19|20)\d\d\W*$"
)
_PAST_OR_FUTURE = re.compile(rf"(?<!\bthe )(?<!\ban )(?<!\ba )\b(?:{PAST}|will|would)\b", re.IGNORECASE)
# "Ada Lind/The Gull Workers clear debris …": a photographer and an agency before a caption.
_CREDITED_CAPTION = re.compile(r"^\W*(?:[A-Z][\w.’'-]*\s){1,5}[A-Z][\w.’'-]*/\s?[A-Z]")
# "Here's what we know": what follows is announced, and nothing told.
_SIGNPOST = re.compile(
    r"\bhere(?:[’']s|\s+(?:is|are))\s+(?:(?:a|an|the|our|some|your)\s+)?(?:what|why|how|everything|all|look|list|guide|"
    r"rundown|recap|things|more|where|who)\b",
    re.IGNORECASE,
)
_AUTHOR_NOTE = re.compile(
    r"\b(?:covers|is|was)\s+(?:(?:an?|the)\s+)?(?:[\w’'&,-]+\s+){0,6}?"
    r"(?:reporter|correspondent|columnist|journalist|editor|producer|writer|contributor)\s+"
    r"(?:at|for|with|on|in|covering|who)\b|"
    r"\bcovers\s+(?:[\w’'&,-]+\s+){1,8}for\s+(?:the\s+)?[A-Z]|"
    r"^\W*(?:the\s+)?(?:views|opinions)\s+expressed\b"
)
_NO_REPLY = re.compile(
    r"\b(?:(?:not|n[’']t)\s+(?:immediately|yet)?\s*(?:been\s+)?(?:respond(?:ed)?|repl(?:y|ied)|returned?|available\s+for)|"
    r"(?:contacted|asked)\s+for\s+comment|"
    r"request(?:s)?\s+for\s+comment)\b",
    re.IGNORECASE,
)
_SIGNS = (_LABELLED_LINK, _CALL, _CREDIT, _CREDITED_CAPTION, _CAPTION, _SIGNPOST, _AUTHOR_NOTE, _NO_REPLY)


def is_page_furniture(sentence: str) -> bool:
    """Whether a sentence is the page's own and not the article's: a link, a credit, a call, a note."""
    if any(sign.search(sentence) for sign in _SIGNS) or _is_dated_scene(sentence):
        return True
    return len(sentence) <= MAX_FACT_LINE_LENGTH and classify_line(sentence) is not None


def is_labelled_link(sentence: str) -> bool:
    """Whether a sentence is a link's label and headline in one, "More:Bees are back"."""
    return bool(_LABELLED_LINK.search(sentence))


def _is_dated_scene(sentence: str) -> bool:
    """Whether a sentence tells in the present what is seen on a day with its year, as captions do."""
    return bool(_DATED_SCENE.search(sentence)) and not _PAST_OR_FUTURE.search(sentence)
