"""Verb tense: words that tell of the past, and of what is to come."""

import re

HAPPENED = re.compile(
    r"\b(?:was|were|had|did|became|began|came|went|took|made|saw|met|won|lost|left|sent|held|found|led|gave|kept|"
    r"cut|hit|struck|shot|broke|rose|fell|said|told|has|have|been|got|put|ran|set|brought|bought|built|caught|"
    r"chose|drew|drove|flew|grew|knew|paid|quit|sold|spent|spoke|stood|stole|taught|threw|wore|wrote|died|sank|"
    r"burnt|sang|swore|taken|given|seen|known|written|shown|done|born|drawn|thrown|driven|chosen|broken|spoken|"
    r"stolen|fallen|risen|worn|gone|begun|hidden|beaten|"
    r"\w{2,}ed)\b(?![’'])"
)
"""Regular expression of verbs in a past tense or the perfect."""

AHEAD = re.compile(
    r"(?:\b(?:will|would|won[’']t|shall|may|might|could|can|should|to be|(?:is|are|was|were) to|going to|"
    r"set (?:to|for)|due|plan(?:s|ned)?|schedul\w+|expect\w*|propos\w+|next|upcoming|coming|"
    r"deadline|ahead of|hop(?:es?|ed|ing) to|begin(?:s|ning)|starts?|starting|runs for|running for|"
    r"candidates?)\b|[’']ll\b)",
    re.IGNORECASE,
)
"""Regular expression of words that tell of what is to come."""
