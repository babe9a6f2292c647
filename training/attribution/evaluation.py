"""Scores of the tagger while it is trained: F1 over word pieces, and rightly linked pieces."""

from collections import Counter
from collections.abc import Sequence

import torch

from qa.attribution.decoding import ROLES
from qa.attribution.model import MAX_PIECES
from training.attribution.examples import TaggedArticle, batch_of, segments
from training.attribution.network import AttributionNetwork

BATCH_SIZE = 16


def scores(
    network: AttributionNetwork, articles: Sequence[TaggedArticle], *, bf16: bool = False
) -> dict[str, float]:
    """Return the F1 of each role, and the shares of pieces that are linked to a right cue and source."""
    chosen = [(article, span) for article in articles for span in segments(article.pieces, MAX_PIECES)]
    counts: Counter[str] = Counter()
    was_training = network.training
    network.eval()
    for first in range(0, len(chosen), BATCH_SIZE):
        inputs, right = batch_of(chosen[first : first + BATCH_SIZE])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            tags, cues, sources = network(**inputs)
        said, true = (tags.argmax(-1) + 1) // 2, (right["tags"] + 1) // 2
        inside = right["tags"] >= 0
        for role, name in ROLES.items():
            counts[f"{name} right"] += int(((said == role) & (true == role) & inside).sum())
            counts[f"{name} all"] += int(((said == role) & inside).sum() + (true == role).sum())
        for name, logits in (("cues", cues), ("sources", sources)):
            hit = right[name].gather(-1, logits.argmax(-1, keepdim=True)).squeeze(-1)
            counts[f"{name} right"] += int(hit.sum())
            counts[f"{name} all"] += int(right[name].any(-1).sum())
    network.train(was_training)
    f1 = {name: 2 * counts[f"{name} right"] / max(1, counts[f"{name} all"]) for name in ROLES.values()}
    links = {name: counts[f"{name} right"] / max(1, counts[f"{name} all"]) for name in ("cues", "sources")}
    return {name: round(value, 4) for name, value in (f1 | links).items()}
