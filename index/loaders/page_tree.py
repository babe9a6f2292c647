"""Operations on a page's tree: removing and rebuilding elements, telling blocks from inline elements."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml.html import HtmlElement

Content: TypeAlias = str | HtmlElement
"""Text or element; an element's tail is a text of its own."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre "
    "search section summary table tbody td tfoot th thead tr ul".split()
)
"""Tags of block elements; every other element, known or not, is inline."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)\]]*(?:\s|$)")

_CLOSING = (",", ".", ";", ":", "!", "?", ")", "]", "”", "»", "…", "、", "。", "，")


def drop_element(element: HtmlElement) -> None:
    """Remove an element from the tree and collapse the white space around it."""
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
    """Return the texts before and after a gap without a superfluous blank, comma or bracket."""
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
    """Give an element another tag and no attributes, since its class could be misread."""
    element.tag = tag
    element.attrib.clear()


def set_content(element: HtmlElement, content: Iterable[Content]) -> None:
    """Replace the content of an element by these texts and elements, in order."""
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
    """Return a new element with this content, in the tree of another one."""
    element: HtmlElement = like.makeelement(tag)
    set_content(element, content)
    return element


def text_of(element: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def block_containers(tree: HtmlElement) -> set[HtmlElement]:
    """Return all elements that contain a block at any depth, and so are laid out as blocks."""
    holders: set[HtmlElement] = set()
    for element in tree.iter("*"):
        if element.tag in BLOCKS:
            parent = element.getparent()
            while parent is not None and parent not in holders:
                holders.add(parent)
                parent = parent.getparent()
    return holders


def blocks_and_runs(block: HtmlElement, holders: set[HtmlElement]) -> Iterator[HtmlElement | list[Content]]:
    """Yield the blocks within a block and, as lists, the inline content between them."""
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
    """Return the number of characters of text in every element, without its tail."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter("*"))):
        weights[element] = weights.get(element, 0) + len((element.text or "").strip())
        parent = element.getparent()
        if parent is not None and element is not tree:
            tail = len((element.tail or "").strip())
            weights[parent] = weights.get(parent, 0) + weights[element] + tail
    return weights
