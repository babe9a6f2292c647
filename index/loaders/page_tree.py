"""Small steps on a page's parsed tree: take an element out, build one up again, tell blocks from inline."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml.html import HtmlElement

Content: TypeAlias = str | HtmlElement
"""A text, or an element; the text behind an element is a text of its own."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre "
    "search section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that a browser sets on lines of their own; every other, known or not, stands within a line."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)\]]*(?:\s|$)")

_CLOSING = (",", ".", ";", ":", "!", "?", ")", "]", "”", "»", "…", "、", "。", "，")


def drop_element(element: HtmlElement) -> None:
    """Take an element out of the tree; the white space around it becomes that of the text without it."""
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    before = (parent.text if previous is None else previous.tail) or ""
    text = "".join(close_gap(before, tail))
    parent.remove(element)
    if previous is None:
        parent.text = text
    else:
        previous.tail = text


def close_gap(before: str, after: str) -> tuple[str, str]:
    """Return what stood before and after something left out, without a blank, comma or bracket too many."""
    left, right = before.rstrip(), after.lstrip()
    if left.endswith("(") and right.startswith(")"):
        return left[:-1].rstrip(), right[1:]
    if left.endswith((",", ";")) and right.startswith((",", ";", ".")):
        return left[:-1], right
    if before[-1:].isspace():
        after = right if after[:1].isspace() else after
        if after.startswith(_CLOSING):
            before = left
    return before, after


def retag(element: HtmlElement, tag: str) -> None:
    """Give an element another name and no attributes, which a class could be misread by."""
    element.tag = tag
    element.attrib.clear()


def set_content(element: HtmlElement, content: Iterable[Content]) -> None:
    """Make these texts and elements, in order, all that an element holds."""
    parts = list(content)
    for child in list(element):
        element.remove(child)
    element.text = None
    texts: list[str] = []
    last: HtmlElement | None = None
    for part in [*parts, None]:
        if isinstance(part, str):
            texts.append(part)
            continue
        text = "".join(texts) or None
        texts = []
        if last is None:
            element.text = text
        else:
            last.tail = text
        if part is not None:
            part.tail = None
            element.append(part)
            last = part


def new_element(like: HtmlElement, tag: str, content: Iterable[Content]) -> HtmlElement:
    """Make a new element with this content, of the same kind as another one."""
    element: HtmlElement = like.makeelement(tag)
    set_content(element, content)
    return element


def text_of(element: HtmlElement) -> str:
    """Return all text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def block_containers(tree: HtmlElement) -> set[HtmlElement]:
    """Return all elements that hold a block, at whatever depth; whatever holds one is laid out as a block."""
    holders: set[HtmlElement] = set()
    for element in tree.iter("*"):
        if element.tag in BLOCKS:
            parent = element.getparent()
            while parent is not None and parent not in holders:
                holders.add(parent)
                parent = parent.getparent()
    return holders


def blocks_and_runs(block: HtmlElement, holders: set[HtmlElement]) -> Iterator[HtmlElement | list[Content]]:
    """Yield the blocks within a block and, as lists, what stands between them."""
    run: list[Content] = [block.text] if block.text else []
    for child in block:
        if child.tag in BLOCKS or child in holders:
            if run:
                yield run
            yield child
            run = []
        else:
            run.append(child)
        if child.tail:
            run.append(child.tail)
    if run:
        yield run


def content_of(element: HtmlElement) -> list[Content]:
    """Return the texts and elements within an element, in order."""
    content: list[Content] = [element.text] if element.text else []
    for child in element:
        content += [child, child.tail] if child.tail else [child]
    return content


def text_lengths(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Count the characters of text in every element, its tail aside."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter("*"))):
        weights[element] = weights.get(element, 0) + len((element.text or "").strip())
        parent = element.getparent()
        if parent is not None and element is not tree:
            tail = len((element.tail or "").strip())
            weights[parent] = weights.get(parent, 0) + weights[element] + tail
    return weights
