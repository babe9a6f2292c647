"""Article bodies that a page splits: parts between advertisements, and embedded posts."""

import re

from lxml.html import HtmlElement

from index.loaders.page_tree import content_of, drop_element, new_element, text_of

_BODY = re.compile(r"(?:article|story|post|entry)[_-]{0,2}(?:body|content|text)", re.I)
_POST = re.compile(r"twitter-tweet|twitter-video|bluesky-embed|mastodon-embed", re.I)


def join_bodies(tree: HtmlElement) -> None:
    """Move the later bodies of an article to the end of its first, which alone would be read."""
    first: dict[tuple[HtmlElement, str], HtmlElement] = {}
    for body in list(tree.iter("div", "section")):
        names = body.get("class", "")
        if not _BODY.search(names[:300]) or next(body.iter("h1"), None) is not None:
            continue
        article = next(body.iterancestors("article", "main", "body"), tree)
        earlier = first.setdefault((article, names), body)
        if earlier is body or earlier in set(body.iterancestors()) or not list(body.iter("p")):
            continue
        parts = content_of(body)
        drop_element(body)
        for part in parts:
            if not isinstance(part, str):
                part.tail = None
                earlier.append(part)
            elif part.strip():
                earlier.append(new_element(earlier, "p", [part]))


def keep_embedded_posts(tree: HtmlElement) -> None:
    """Unwrap embedded posts from their frames, which look like boilerplate."""
    for post in list(tree.iter("blockquote")):
        if not _POST.search(post.get("class", "")[:200]):
            continue
        frame, text = post, text_of(post)
        if not text:
            continue
        while (parent := frame.getparent()) is not None and parent.tag in {"div", "figure", "span"}:
            if len(parent) > 8 or text_of(parent) != text:
                break
            frame = parent
        for link in list(post.iter("a", "br")):
            link.tail = f" {link.tail or ''}" if link.tag == "br" else link.tail
            link.tag = "span"
        post.attrib.clear()
        if frame is not post:
            frame.addprevious(new_element(post, "blockquote", content_of(post)))
            drop_element(frame)
