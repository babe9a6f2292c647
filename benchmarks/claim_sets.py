"""Labelled claims: the sets by which grounding is fitted and judged, each claim with its quotes.

Claims that are fitted on and those that are judged by are of different groups: an article, a claim with its
twins, a pair of the fixed set.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.data import half_of, rows
from index.passages import sentences
from qa.grounding import Evidence, select_evidence

CASES = Path(__file__).parents[1] / "tests" / "grounding_cases.jsonl"
"""Our own claims, written before any check: ten kinds of fault."""

SENTENCES_OF_A_TEXT = 5
"""Number of sentences that a claim about a whole text is checked against, chosen by `select_evidence`."""

_TWIN = re.compile(r"(?:000000\d)?-\d+$")


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim with its quotes, and whether they carry it.

    Attributes:
        group: what it shares with other claims; claims of one group are never on both sides of a split.
        kind: the kind of fault of its pair, in the fixed set.
    """

    id: str
    group: str
    claim: str
    quotes: tuple[Evidence, ...]
    supported: bool
    kind: str = ""

    @property
    def is_fitted_on(self) -> bool:
        """Whether it is there to fit on, and not to judge by."""
        if self.kind:
            return int(self.group.rpartition("-")[2]) % 2 == 0
        return half_of(self.group) == "A"


def own_cases() -> Iterator[LabelledClaim]:
    """Yield the claims of the fixed set; pairs with an even number are there to tune on."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pair = row["id"][:-1]
        quotes = tuple(map(_evidence, row["quotes"]))
        yield LabelledClaim(row["id"], pair, row["claim"], quotes, row["supported"], pair.rpartition("-")[0])


def _evidence(row: dict[str, str]) -> Evidence:
    published = date.fromisoformat(row["published"]) if "published" in row else None
    return Evidence(row["text"], row.get("context", ""), row.get("speaker", ""), published)


def summaries(folder: Path) -> Iterator[LabelledClaim]:
    """Yield the claims of `summaries_with_articles`, each with the sentences that say most of it."""
    for one in summaries_with_articles(folder):
        yield replace(one, quotes=chosen(one.claim, one.quotes))


def summaries_with_articles(folder: Path) -> Iterator[LabelledClaim]:
    """Yield sentences of summarising models, supported where most of three people say so.

    The quotes are all sentences of the article: whoever summarised it cited none.
    """
    for row in rows(folder, "claims/summaries"):
        article = row["article"]
        told = tuple(Evidence(article[start:end]) for start, end in sentences(article))
        for number, claim in enumerate(row["claims"]):
            supported = 2 * claim["yes"] > claim["votes"]
            yield LabelledClaim(f"{row['id']}-{number}", row["id"], claim["text"], told, supported)


def fever_symmetric(folder: Path) -> Iterator[LabelledClaim]:
    """Yield claims and evidence that differ from their twins in a few words, which turn the label."""
    for row in rows(folder, "claims/fever_symmetric"):
        quotes = tuple(map(Evidence, row["evidence"]))
        group = _TWIN.sub("", row["id"])
        yield LabelledClaim(row["id"], group, row["claim"], quotes, row["supported"] == "yes")


def wice(folder: Path, name: str = "claims/wice") -> Iterator[LabelledClaim]:
    """Yield claims of an encyclopedia and the page that they cite: fully supported, or partly or not."""
    for row in rows(folder, name):
        quotes = chosen(row["claim"], tuple(map(Evidence, row["evidence"])))
        yield LabelledClaim(row["id"], row["id"], row["claim"], quotes, row["supported"] == "yes")


def chosen(claim: str, told: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the sentences of a text that say most of a claim, in the order of the text."""
    return tuple(told[place] for place in sorted(select_evidence(claim, told, SENTENCES_OF_A_TEXT)))
