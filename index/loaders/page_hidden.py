"""Removal of what a page does not show: hidden elements, struck-out text, and text for programs."""

import re
from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement

from index.loaders.page_tree import drop_element, text_lengths

NEVER_SHOWN = frozenset(
    "script style template noframes textarea select datalist audio video canvas svg".split()
)

_STRUCK = frozenset("del s strike".split())
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.I)
_STRUCK_CLASS = frozenset(
    "strike strikethrough strike-through line-through linethrough struck crossed-out".split()
)
_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:left|top|text-indent)\s*:\s*-(?:999|\d{4,})(?:\.\d+)?(?:px|em|rem|%))",
    re.I,
)
_FOR_LISTENERS = frozenset(
    "visually-hidden visuallyhidden sr-only screen-reader-text screenreader screen-reader-only".split()
)
_EDITING = frozenset("mw-editsection mw-empty-elt".split())

_FOR_PROGRAMS = frozenset("script style template noframes".split())

MAX_HIDDEN_SHARE = 0.5
"""Share of a page's text that is taken for hidden, at most: a page saved while a dialog was open, or before
its script ran, hides all of the article."""


def remove_hidden(tree: HtmlElement) -> None:
    """Remove what readers of the page do not see, and struck-out text, from its tree."""
    for element in _outermost(tree, lambda found: found.tag in _FOR_PROGRAMS or is_struck_out(found)):
        drop_element(element)
    weights = text_lengths(tree)
    limit = MAX_HIDDEN_SHARE * weights[tree]
    for element in _outermost(tree, lambda found: weights[found] <= limit and _is_hidden(found)):
        drop_element(element)
    for element in tree.iter("*"):
        # Trafilatura takes every style with the word for hiding; what really hides is gone by now.
        if "hidden" in element.get("style", "").lower() or weights[element] > limit:
            for name in ("style", "hidden", "aria-hidden"):
                element.attrib.pop(name, None)


def is_struck_out(element: HtmlElement) -> bool:
    """Tell whether a page shows an element's text crossed out."""
    if element.tag in _STRUCK or _STRUCK_STYLE.search(element.get("style", "")):
        return True
    return not _STRUCK_CLASS.isdisjoint(element.get("class", "").lower().split())


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    classes = element.get("class", "").lower().split()
    if not _EDITING.isdisjoint(classes):
        return True
    return not _FOR_LISTENERS.isdisjoint(classes) and not _says_what_is_drawn(element)


def _says_what_is_drawn(element: HtmlElement) -> bool:
    """Tell whether an element is the screen-reader text of a sibling that only sighted readers are given."""
    siblings = (element.getnext(), element.getprevious())
    return any(other is not None and other.get("aria-hidden") == "true" for other in siblings)


def _outermost(tree: HtmlElement, wanted: Callable[[HtmlElement], bool]) -> list[HtmlElement]:
    """Return the wanted elements that stand in no other wanted one."""
    found = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element is not tree and isinstance(element.tag, str) and wanted(element):
            found.append(element)
            walk.skip_subtree()
    return found
