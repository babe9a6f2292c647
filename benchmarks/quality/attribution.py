"""Attribution: how well who says what is found in news articles that were annotated by hand."""

from benchmarks.attribution import AttributionScores
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Measured, Part
from qa.attribution import attributions

DEV = "attribution/dev"

TARGETS = {"content": 0.91, "cue": 0.76, "source": 0.84}


def attribution(bench: Bench) -> Part:
    """Measure the tagger's token F1 by role, and how often content and source belong together."""
    scores = AttributionScores()
    rows = bench.sampled_rows(bench.rows(DEV))
    for row in rows:
        scores.add(row["text"], attributions(row["text"]), row["attributions"])
    return Part(
        "attribution",
        f"{DEV}: {scores.annotated_links} attributions in {len(rows)} articles; tokens are words and "
        "punctuation marks, counted over all articles together.",
        (
            *(Measured(f"token F1, {role}", scores.f1(role), at_least=TARGETS[role]) for role in TARGETS),
            Measured("content found, some of it at least", scores.share_found),
            Measured("content found with the right source (its head)", scores.share_linked),
            Measured("speaker of a direct quote right (its head)", scores.share_direct, at_least=0.88),
            Measured("of what is found with a source, the source is right", scores.link_precision),
        ),
    )
