"""Repair of a page's tree before trafilatura reads it, which loses text in elements that it does not expect.

Every block of text keeps its words and its place; its inline elements become plain text.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from index.loaders.page_bodies import join_bodies, keep_embedded_posts
from index.loaders.page_hidden import remove_hidden
from index.loaders.page_inline import flatten, shows_text
from index.loaders.page_live_reports import keep_entry_times
from index.loaders.page_tables import repair_captions, repair_definition_lists, repair_tables
from index.loaders.page_tree import (
    BLOCKS,
    HEADINGS,
    SENTENCE_END,
    Content,
    block_containers,
    blocks_and_runs,
    content_of,
    new_element,
    set_content,
    text_of,
)

_LINES = HEADINGS | frozenset("p li dt dd td th caption figcaption summary blockquote address".split())
"""Tags of blocks that hold text; in others, such as `div`, short text is mostly boilerplate."""

_ITEMS = frozenset(("li", "dd", "td", "blockquote", "figcaption"))
_UNTOUCHED = frozenset("html head pre script style nav form select menu svg".split())
_LOST = frozenset("time label output object picture button noscript progress meter map legend dialog".split())
"""Tags of inline elements that trafilatura drops with their text."""

_WRAPPING = frozenset("p blockquote details".split())
_BOILERPLATE = re.compile(
    r"paywall|subscri|newsletter|cookie|consent|promo|sign-?up|regist|log-?in|related|shar(?:e|ing)|social|comment|"
    r"copyright|advert|sponsor|foot|nav|menu|bread-?crumb|byline|author|credit|teaser|banner|modal|popup|toast|meta|tag|caption",
    re.I,
)
_SHORTEST_PROSE = 40
"""Number of characters outside links from which on loose text counts as prose."""


def repair_tree(tree: HtmlElement) -> None:
    """Change a page's tree so that trafilatura keeps the article's text as readers see it."""
    language = tree.get("lang", "")
    remove_hidden(tree)
    join_bodies(tree)
    keep_embedded_posts(tree)
    keep_entry_times(tree)
    holders = block_containers(tree)
    repair_captions(tree, holders, language)
    repair_tables(tree, holders, language)
    repair_definition_lists(tree, holders, language)
    for block in list(tree.iter("*")):
        if (block.tag in BLOCKS or block in holders) and block.tag not in _UNTOUCHED:
            _mend_block(block, holders, language)


def _mend_block(block: HtmlElement, holders: set[HtmlElement], language: str) -> None:
    parted = list(blocks_and_runs(block, holders))
    groups = _sentences_made_whole(parted, holders)
    unchanged = len(groups) == len(parted)
    if unchanged and not any(isinstance(group, list) and shows_text(group) for group in groups):
        return
    if len(groups) == 1 and isinstance(groups[0], list):
        if block.tag in _LINES or (block.tag == "div" and _is_in_an_item(block)):
            _mend_line(block, groups[0], language)
        elif _is_loose_prose(groups[0]) and not _is_boilerplate(block):
            set_content(block, [new_element(block, "p", flatten(groups[0], block, language))])
        elif _is_short_sentence(groups[0]):
            set_content(block, flatten(groups[0], block, language))
        return
    prose = not _is_boilerplate(block) and any(
        isinstance(group, list) and _is_loose_prose(group) for group in groups
    )
    content: list[Content] = []
    for group in groups:
        if not isinstance(group, list):
            content.append(group)
        elif block.tag == "li" and shows_text(group):
            content += flatten(group, block, language)
        elif shows_text(group) and (block.tag in _WRAPPING or (prose and _is_mostly_text(group))):
            content.append(new_element(block, "p", flatten(group, block, language)))
        else:
            content += group
    set_content(block, content)
    if block.tag == "p":
        block.tag = "div"


def _is_in_an_item(block: HtmlElement) -> bool:
    return next(block.iterancestors(*_ITEMS), None) is not None


def _mend_line(line: HtmlElement, content: list[Content], language: str) -> None:
    """Flatten a line's text, but for a line that is nothing but a button or a time."""
    outside = [part for part in content if not _may_be_dropped(part)]
    if line.tag in HEADINGS or shows_text(outside) or _is_prose_in_spans(content):
        set_content(line, flatten(content, line, language))
        return
    kept: list[Content] = []
    for part in content:
        if isinstance(part, str) or (part.tag in _LOST and not _is_lost_prose(part)):
            kept.append(part)
        elif part.tag == "span":
            _mend_line(part, content_of(part), language)
            kept.append(part)
        else:
            kept += flatten([part], line, language)
    set_content(line, kept)


def _is_prose_in_spans(content: Sequence[Content]) -> bool:
    """Tell whether several spans make a sentence, most of it in none that looks like boilerplate."""
    spans = [part for part in content if not isinstance(part, str) and part.tag == "span"]
    whole = sum(len(text_of(span)) for span in spans)
    boilerplate = sum(len(text_of(span)) for span in spans if _is_boilerplate(span))
    text = " ".join(text_of(span) for span in spans)
    return len(spans) > 1 and boilerplate < whole / 2 and bool(SENTENCE_END.search(text))


def _is_lost_prose(element: HtmlElement) -> bool:
    """Tell whether a whole line stands in an element such as `output`; a label belongs to its box."""
    if element.tag in {"button", "noscript"} or element.get("for") is not None:
        return False
    in_an_item = element.tag in {"label", "output"} and _is_in_an_item(element)
    return (in_an_item or _is_prose([element])) and next(element.iter("input", "select"), None) is None


def _may_be_dropped(part: Content) -> bool:
    return not isinstance(part, str) and (part.tag in _LOST or part.tag == "span")


def _sentences_made_whole(
    groups: list[HtmlElement | list[Content]], holders: set[HtmlElement]
) -> list[HtmlElement | list[Content]]:
    """Join a paragraph that an address or a centred line within it has ended to the text that follows it.

    HTML lets no block stand within a paragraph, so a parser ends the paragraph there, in mid-sentence.
    """
    done: list[HtmlElement | list[Content]] = []
    open_end = False
    for group in groups:
        last = next(
            (found for found in reversed(done[-2:]) if not isinstance(found, list) or shows_text(found)), None
        )
        if isinstance(group, list):
            if open_end and isinstance(last, HtmlElement) and shows_text(group):
                set_content(last, [*content_of(last), _blank_before(group), *group])
                open_end = False
                continue
        else:
            open_end = (
                group.tag in {"address", "center", "div"}
                and group not in holders
                and isinstance(last, HtmlElement)
                and last.tag == "p"
                and last not in holders
                and _breaks_off(last, group)
            )
            if open_end and isinstance(last, HtmlElement):
                set_content(last, [*content_of(last), " ", *content_of(group)])
                continue
        done.append(group)
    return done


def _blank_before(content: Sequence[Content]) -> str:
    text = "".join(part if isinstance(part, str) else text_of(part) for part in content).lstrip()
    return " " if text[:1].isalnum() or text[:1] in {"(", "“", "„", "«", "–", "—"} else ""


def _breaks_off(paragraph: HtmlElement, following: HtmlElement) -> bool:
    text, tail = text_of(paragraph), (following.tail or "").strip()
    if not text or SENTENCE_END.search(text[-3:]) or text.endswith(":"):
        return False
    return following.tag == "address" or tail[:1].islower() or tail[:1] in {",", ".", ";", ")", "–"}


def _is_loose_prose(content: Sequence[Content]) -> bool:
    return _is_prose([part for part in content if isinstance(part, str) or part.tag not in _LOST])


def _is_short_sentence(content: Sequence[Content]) -> bool:
    shown = [part for part in content if not _may_be_dropped(part)]
    text = "".join(part if isinstance(part, str) else text_of(part) for part in shown)
    return any(map(str.isalpha, text)) and bool(SENTENCE_END.search(text))


def _is_prose(content: Sequence[Content]) -> bool:
    text = " ".join(" ".join(part if isinstance(part, str) else text_of(part) for part in content).split())
    return len(text) >= _SHORTEST_PROSE and bool(SENTENCE_END.search(text)) and _is_mostly_text(content)


def _is_mostly_text(content: Sequence[Content]) -> bool:
    linked = sum(
        len(text_of(link)) for part in content if not isinstance(part, str) for link in part.iter("a")
    )
    whole = sum(len(" ".join(part.split()) if isinstance(part, str) else text_of(part)) for part in content)
    return whole - linked >= max(_SHORTEST_PROSE, linked)


def _is_boilerplate(block: HtmlElement) -> bool:
    return bool(_BOILERPLATE.search(f"{block.get('class', '')[:300]} {block.get('id', '')[:100]}"))
