"""Flattening of inline elements: a run of text within a block becomes plain text with links and breaks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement

from index.loaders.page_text_runs import APART, NOTE_MARK, InlineRun, inline_runs
from index.loaders.page_tree import Content, close_gap, new_element, text_of
from index.loaders.superscripts import render_subscript, render_superscript

CONTEXT = 60
"""Number of characters before and after a superscript that decide what it is."""

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
_APART_WITHIN_WORDS = re.compile(rf"(?<=\w){APART}+(?=\w)")
_BEFORE_A_REFERENCE = re.compile(r"(?:^|\W)(?:in|see|from|by|of|to|with|cf\.?|refs?\.?|and)\s$", re.I)
_SHORT_REFERENCE = 6
_WORDS_IN_BRACKETS = re.compile(r"\[(?![^\]]{0,40}needed)[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){1,4}\]")
"""Regular expression of words that a writer set in brackets, but for an encyclopedia's calls for sources."""
_ENDS_A_LINE = (".", "!", "?", ":", ";", "…", '"', "”", "»", "。", "！", "？")


def flatten(content: Sequence[Content], like: HtmlElement, language: str = "") -> list[Content]:
    """Return the same text with no other elements in it than links and line breaks.

    Args:
        content: texts and inline elements in order; the elements' tails are texts of their own.
        like: an element of the same tree, to make others of its kind.
        language: the page's language, as HTML writes it.
    """
    pieces = [piece for part in content for piece in inline_runs(part, language)]
    return list(_joined(_spaced(_resolved(pieces)), like))


def shows_text(content: Iterable[Content]) -> bool:
    """Tell whether there is any letter or figure in a run."""
    return any(
        map(str.isalnum, "".join(part if isinstance(part, str) else text_of(part) for part in content))
    )


def _resolved(pieces: list[InlineRun]) -> list[InlineRun]:
    """Return the runs with superscripts and subscripts as plain text, and without note marks."""
    done: list[InlineRun] = []
    before, note, at = "", -1, 0
    while at < len(pieces):
        piece = pieces[at]
        taken, text = _fraction_at(pieces, at, before)
        if not taken:
            taken, text = 1, _plain_text(piece, before, _after(pieces, at + 1))
        if (piece.shift > 0 or piece.noted) and not text.strip():
            if note >= 0 and re.fullmatch(r"\s?[,;–-]?\s?", "".join(found.text for found in done[note:])):
                del done[note + 1 :]
            note = len(done)
            done.append(InlineRun(text, noted=True))
        else:
            done.append(InlineRun(text, link=piece.link, is_break=piece.is_break))
        before = "" if piece.is_break else (before + _SPACE.sub(" ", text))[-CONTEXT:]
        at += taken
    return done


def _plain_text(piece: InlineRun, before: str, after: str) -> str:
    if piece.shift > 0:
        if piece.noted and NOTE_MARK.fullmatch(piece.text.strip()):
            return ""
        return render_superscript(before, piece.text, after)
    if piece.shift < 0:
        return render_subscript(before, piece.text)
    if piece.noted:
        apart = not before or before[-1].isspace()
        named = not piece.text.startswith(("[", "(")) or _BEFORE_A_REFERENCE.search(before)
        said = _WORDS_IN_BRACKETS.fullmatch(piece.text.strip())
        return piece.text if said or (apart and named) else ""
    return piece.text


def _fraction_at(pieces: list[InlineRun], at: int, before: str) -> tuple[int, str]:
    """Return the number of runs from here on that make a fraction, and the fraction."""
    if pieces[at].shift < 1 or not pieces[at].text.strip().isdecimal():
        return 0, ""
    taken = 2 if at + 1 < len(pieces) and pieces[at + 1].text.strip() in {"/", "⁄", "∕"} else 1
    below = pieces[at + taken] if at + taken < len(pieces) else None
    if below is None or below.shift >= 0 or not below.text.strip().isdecimal():
        return 0, ""
    apart = " " if before[-1:].isdigit() else ""
    return taken + 1, f"{apart}{pieces[at].text.strip()}/{below.text.strip()}"


def _after(pieces: list[InlineRun], at: int) -> str:
    text = ""
    for piece in pieces[at : at + 6]:
        if piece.is_break or len(text) >= CONTEXT:
            break
        text += piece.text[:CONTEXT]
    return _SPACE.sub(" ", text)


def _spaced(pieces: list[InlineRun]) -> list[InlineRun]:
    """Return the runs with white space collapsed as a browser does, also around what was left out."""
    done: list[InlineRun] = []
    dropped = False
    for piece in pieces:
        text = _INVISIBLE.sub("", _SPACE.sub(" ", piece.text))
        if not text and not piece.is_break:
            dropped = dropped or piece.noted
            continue
        last = done[-1] if done and not done[-1].is_break else None
        if last is None or piece.is_break:
            done.append(InlineRun(text.lstrip(" "), link=piece.link, is_break=piece.is_break))
        else:
            before, text = close_gap(last.text, text) if dropped else (last.text, text)
            text = text[1:] if before.endswith(" ") and text.startswith(" ") else text
            done[-1:] = [InlineRun(before, link=last.link), InlineRun(text, link=piece.link)]
        dropped = False
    return done


def _points_within(link: HtmlElement, text: str) -> bool:
    """Tell whether a link is a short reference within the page, which trafilatura would take for a menu's."""
    return len(text) <= _SHORT_REFERENCE and link.get("href", "").startswith("#")


def _joined(pieces: list[InlineRun], like: HtmlElement) -> Iterator[Content]:
    """Yield texts, links with their texts, and breaks but for those within a sentence."""
    groups = [
        (key, [piece.text for piece in group])
        for key, group in groupby(pieces, lambda found: (found.is_break, found.link))
    ]
    texts = [_APART_WITHIN_WORDS.sub(" ", "".join(found)).replace(APART, "") for _, found in groups]
    for at, ((is_break, link), _) in enumerate(groups):
        before, after = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
        if is_break:
            runs_on = before and not before.rstrip().endswith(_ENDS_A_LINE) and after[:1].islower()
            yield " " if runs_on else new_element(like, "br", [])
            continue
        text = texts[at].lstrip(" ") if not at or groups[at - 1][0][0] else texts[at]
        text = text.rstrip(" ") if at + 1 == len(groups) or groups[at + 1][0][0] else text
        if link is None or _points_within(link, text):
            yield text
        else:
            element = new_element(like, "a", [text])
            element.set("href", link.get("href", ""))
            yield element
