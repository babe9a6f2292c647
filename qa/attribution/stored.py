"""Attributions as they are stored: compact JSON, without speakers, which are resolved anew."""

import json
from collections.abc import Sequence

from qa.attribution.values import Attribution, Spans


def to_json(attributions: Sequence[Attribution]) -> str:
    """Return attributions as JSON: of each, the offsets of source, cue and content, a flat list each."""
    flat = [[_flat(one.source), _flat(one.cue), _flat(one.content)] for one in attributions]
    return json.dumps(flat, separators=(",", ":"))


def from_json(stored: str) -> tuple[Attribution, ...]:
    """Return stored attributions. Raises ValueError where they are no such JSON."""
    try:
        return tuple(
            Attribution(_spans(source), _spans(cue), _spans(content))
            for source, cue, content in json.loads(stored)
        )
    except TypeError as error:
        raise ValueError(f"no stored attributions: {error}") from error


def _flat(spans: Spans) -> list[int]:
    return [offset for span in spans for offset in span]


def _spans(flat: Sequence[int]) -> Spans:
    if not all(type(offset) is int for offset in flat):
        raise ValueError("an offset is no integer")
    return tuple(zip(flat[::2], flat[1::2], strict=True))
