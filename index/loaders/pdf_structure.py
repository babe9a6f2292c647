"""The structure of a tagged PDF: the paragraph, and the cell of a table, that marked content belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MAX_STRUCTURE_NODES = 500_000
"""Number of nodes of the structure that are visited, at most; a long article has some thousands."""


@dataclass(frozen=True, slots=True)
class StructurePlace:
    """The place of text in a document's structure; numbers count from 1 in its order, 0 is none."""

    block: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    note: bool = False


NOWHERE = StructurePlace()

_BLOCKS = frozenset(
    "/P /H /H1 /H2 /H3 /H4 /H5 /H6 /Title /LI /Caption /BlockQuote /Note /FENote /TD /TH /TOCI /BibEntry "
    "/Div /Aside /Code".split()
)
_NOTES = frozenset(("/Note", "/FENote"))


def places_by_page(reader: Any) -> dict[int, dict[int, StructurePlace]]:
    """Return the places of marked contents by the object number of their page; empty without tags."""
    places: dict[int, dict[int, StructurePlace]] = {}
    for page, number, place in _contents(reader):
        places.setdefault(page, {}).setdefault(number, place)
    return places


def _contents(reader: Any) -> Iterator[tuple[int, int, StructurePlace]]:
    """Yield (page, number, place) of each marked content, in the order of the structure."""
    tree = _resolved(reader.trailer["/Root"]).get("/StructTreeRoot")
    tree = _resolved(tree)
    if not isinstance(tree, dict):
        return
    roles = _resolved(tree.get("/RoleMap"))
    roles = roles if isinstance(roles, dict) else {}
    counts = {"block": 0, "table": 0, "row": 0, "cell": 0}
    seen: set[int] = set()
    waiting: list[tuple[Any, int, StructurePlace]] = [(tree, 0, NOWHERE)]
    for _ in range(MAX_STRUCTURE_NODES):
        if not waiting:
            return
        node, page, place = waiting.pop()
        node = _resolved(node)
        if isinstance(node, int) and not isinstance(node, bool):
            yield page, int(node), place
        elif isinstance(node, list):
            waiting.extend((child, page, place) for child in reversed(node))
        elif isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            page = _page(node) or page
            if "/MCID" in node:
                waiting.append((node["/MCID"], page, place))
            elif "/K" in node:
                waiting.append((node["/K"], page, _within(_role(node, roles), place, counts)))


def _within(role: str, place: StructurePlace, counts: dict[str, int]) -> StructurePlace:
    """Return the place within an element of that role; a table in a cell is part of the cell."""
    if role == "/Table" and not place.cell:
        place = replace(place, table=_next(counts, "table"), row=0)
    if role == "/TR" and place.table and not place.cell:
        place = replace(place, row=_next(counts, "row"))
    if role in {"/TD", "/TH"} and place.row and not place.cell:
        place = replace(place, cell=_next(counts, "cell"))
    if role in _BLOCKS:
        place = replace(place, block=_next(counts, "block"))
    return replace(place, note=True) if role in _NOTES else place


def _next(counts: dict[str, int], name: str) -> int:
    counts[name] += 1
    return counts[name]


def _role(node: Any, roles: Any) -> str:
    role = node.get("/S")
    role = roles.get(role, role)
    return role if isinstance(role, str) else ""


def _page(node: Any) -> int:
    """Return the object number of the page that an element names; 0 where it names none."""
    try:
        return int(node.raw_get("/Pg").idnum)
    except (KeyError, AttributeError, TypeError):
        return 0


def _resolved(node: Any) -> Any:
    return node.get_object() if hasattr(node, "get_object") else node
