"""Tables, captions and definition lists of a page, in the shapes that trafilatura keeps whole."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from index.loaders.page_inline import flatten
from index.loaders.page_tree import (
    HEADINGS,
    SENTENCE_END,
    blocks_and_runs,
    drop_element,
    new_element,
    set_content,
    text_of,
)

MAX_CELL_LENGTH = 1_000
"""Number of characters of a data table's cell, at most; a table with a longer one is for layout."""

MAX_CELL_LINKS = 3
"""Number of links in a cell, at most; a cell with more is a menu."""

MAX_SPAN = 100
"""Number of rows or columns that one cell spans, at most."""

MAX_REPEATED_CELLS = 1_000
"""Number of cells that are repeated in a table, at most: a few short tags could ask for millions."""

_NOT_IN_CELLS = HEADINGS - {"h4", "h5", "h6"} | {"table", "form", "article"}
_MENU = re.compile(r"nav|menu|sidebar|toc\b|metadata", re.I)
_ENDS_A_PART = (".", "!", "?", ":", ";", ",", "…", "。")
_CREDIT = re.compile(
    r"\W*(?:photo(?:graph)?s?|pictures?|images?|credits?|source|foto|bild|illustration|video|graphics?|getty|reuters|"
    r"ap|afp|epa|courtesy|copyright|file)\b.{0,80}",
    re.I | re.S,
)
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])caption(?:[_-]?text)?(?:$|\s)", re.I)
_FEWEST_WORDS, _MANY_WORDS = 4, 9
"""Numbers of words of the shortest caption that is kept: where it is a sentence, and where it is none."""


def repair_tables(tree: HtmlElement, holders: set[HtmlElement], language: str) -> None:
    """Turn cells and captions of tables into lines of text, and repeat cells that span rows."""
    for table in list(tree.iter("table")):
        for caption in list(table.iterchildren("caption")):
            text = one_line_of(caption, holders, language)
            drop_element(caption)
            if text:
                table.addprevious(new_element(table, "p", [text]))
        cells = list(table.iter("td", "th"))
        if _lays_out(table, cells):
            for part in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")]:
                part.tag = "div"
            continue
        if not _holds_data(table, cells):
            continue
        for cell in cells:
            set_content(cell, [one_line_of(cell, holders, language)])
        _repeat_spanned(table)
        for row in list(table.iter("tr")):
            if not text_of(row):
                drop_element(row)


def repair_definition_lists(tree: HtmlElement, holders: set[HtmlElement], language: str) -> None:
    """Turn each term with its definitions into one item of a list: `Gate: locked at night`."""
    for definitions in list(tree.iter("dl")):
        parts = list(definitions.iter("dt", "dd"))
        nested = next(definitions.iterdescendants("dl", "table", *HEADINGS), None) is not None
        if nested or _is_linked(definitions) or any(len(text_of(part)) > MAX_CELL_LENGTH for part in parts):
            continue
        items = [new_element(definitions, "li", [text]) for text in _defined(parts, holders, language)]
        definitions.tag = "ul"
        set_content(definitions, items)


def repair_captions(tree: HtmlElement, holders: set[HtmlElement], language: str) -> None:
    """Move a picture's caption behind the picture, as a paragraph; a mere credit is left in the figure."""
    for caption in reversed(list(tree.iter("figcaption", "p", "div", "span"))):
        figure = _pictured(caption)
        if figure is None or len(text_of(caption)) > MAX_CELL_LENGTH:
            continue
        _set_credit_apart(caption)
        text = one_line_of(caption, holders, language)
        told = _tells_something(text) or next(figure.iter("blockquote"), None) is not None
        told = told and not _is_linked(caption, 0.5)
        told = told and next(caption.iterancestors("li", "aside", "nav", "footer"), None) is None
        drop_element(caption)
        if told and text:
            figure.addnext(new_element(figure, "p", [text]))
    for figure in list(tree.iter("figure")):
        if next(figure.iter("blockquote", "table", "pre", "dl", "ul"), None) is not None:
            figure.tag = "div"


def _pictured(caption: HtmlElement) -> HtmlElement | None:
    """Return the figure, or the frame with a picture, that an element is the caption of."""
    if caption.tag == "figcaption":
        return next(reversed(list(caption.iterancestors("figure"))), None)
    parent = caption.getparent()
    if parent is None or parent.tag != "div" or not _CAPTION_CLASS.search(caption.get("class", "")[:200]):
        return None
    return parent if next(parent.iter("img"), None) is not None and len(parent) < 5 else None


def one_line_of(block: HtmlElement, holders: set[HtmlElement], language: str) -> str:
    """Return the content of a block as one line, its paragraphs and items separated by `;`."""
    line = ""
    for part in _parts(block, holders, language):
        line += (" " if line.endswith(_ENDS_A_PART) else "; ") * bool(line) + part
    return line


def _parts(block: HtmlElement, holders: set[HtmlElement], language: str) -> Iterator[str]:
    waiting: list[HtmlElement | str] = [block]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
            continue
        inner: list[HtmlElement | str] = []
        for group in blocks_and_runs(found, holders):
            if isinstance(group, list):
                flat = flatten(group, block, language)
                text = "".join(part if isinstance(part, str) else text_of(part) or " " for part in flat)
                inner += [" ".join(text.split())] if text.strip() else []
            else:
                inner.append(group)
        waiting += reversed(inner)


def _lays_out(table: HtmlElement, cells: list[HtmlElement]) -> bool:
    """Tell whether a table is for layout, with headings or long text in its cells."""
    if next(table.iterdescendants("h1", "h2"), None) is not None:
        return True
    return any(
        len(text_of(cell)) > MAX_CELL_LENGTH and next(cell.iter("p"), None) is not None for cell in cells
    )


def _holds_data(table: HtmlElement, cells: list[HtmlElement]) -> bool:
    if table.get("role") in {"presentation", "none"} or _MENU.search(table.get("class", "")[:200]):
        return False
    if not any(len(list(row.iterchildren("td", "th"))) > 1 for row in table.iter("tr")):
        return False
    if next(table.iterdescendants(*_NOT_IN_CELLS), None) is not None:
        return False
    if _is_linked(table) and not _is_headed(table):
        return False
    return not any(_is_menu(cell) or len(text_of(cell)) > MAX_CELL_LENGTH for cell in cells)


def _is_headed(table: HtmlElement) -> bool:
    """Tell whether a row of column heads, not linked themselves, stands above two rows or more."""
    first, *rows = table.iter("tr")
    return len(rows) > 1 and first.find("th") is not None and bool(text_of(first)) and not _is_linked(first)


def _is_menu(cell: HtmlElement) -> bool:
    return len([link for link in cell.iter("a") if text_of(link)]) > MAX_CELL_LINKS and _is_linked(cell)


def _repeat_spanned(table: HtmlElement) -> None:
    """Repeat a cell that spans several rows in each of them, so that no value loses its label."""
    spanning: dict[int, tuple[HtmlElement, int]] = {}
    repeated = 0
    for row in table.iter("tr"):
        column = 0
        for cell in [*row.iterchildren("td", "th"), None]:
            while column in spanning and repeated < MAX_REPEATED_CELLS:
                source, left = spanning.pop(column)
                copy = new_element(source, source.tag, [source.text or ""])
                row.append(copy) if cell is None else cell.addprevious(copy)
                if left > 1:
                    spanning[column] = (source, left - 1)
                column, repeated = column + 1, repeated + 1
            if cell is None:
                break
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            if rows > 1 and columns == 1:
                spanning[column] = (cell, rows - 1)
                del cell.attrib["rowspan"]
            column += columns


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()[:4]
    return max(1, min(int(value), MAX_SPAN)) if value.isascii() and value.isdecimal() else 1


def _defined(parts: list[HtmlElement], holders: set[HtmlElement], language: str) -> Iterator[str]:
    """Yield a line for each definition, its term before it."""
    terms: list[str] = []
    met = False
    for part in parts:
        text = one_line_of(part, holders, language)
        if not text:
            continue
        if part.tag == "dt":
            if met:
                terms = []
            terms, met = [*terms, text], False
            continue
        term = ", ".join(terms)
        yield f"{term} {text}" if term.endswith(_ENDS_A_PART) else f"{term}: {text}" if term else text
        met = True
    if terms and not met:
        yield ", ".join(terms)


def _tells_something(caption: str) -> bool:
    """Tell whether a caption is a sentence or as long as one; others are credits."""
    fewest = _FEWEST_WORDS if SENTENCE_END.search(caption) else _MANY_WORDS
    return len(caption.split()) >= fewest and not _CREDIT.fullmatch(caption)


def _set_credit_apart(caption: HtmlElement) -> None:
    """Separate a picture's credit from its caption where only the style sheet does."""
    for part in caption.iterdescendants("span", "cite", "small", "em", "i", "strong", "b"):
        previous, parent = part.getprevious(), part.getparent()
        before = (parent.text if previous is None else previous.tail or text_of(previous)) or ""
        if (before[-1:].isalnum() or before.endswith(_ENDS_A_PART)) and text_of(part)[:1].isupper():
            part.addprevious(new_element(part, "br", []))


def _is_linked(element: HtmlElement, share: float = 0.8) -> bool:
    text = len(text_of(element))
    return text > 0 and sum(len(text_of(link)) for link in element.iter("a")) > share * text
