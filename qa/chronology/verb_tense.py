"""Verb tense: words that tell of the past, and of what is to come."""

import re

from qa.language.past_tense import PAST

HAPPENED = re.compile(rf"\b{PAST}\b(?![’'])")
"""Regular expression of verbs in a past tense or the perfect."""

AHEAD = re.compile(
    r"(?:\b(?:will|would|won[’']t|shall|(?-i:may)|might|could|can|should|to be|(?:is|are|was|were) to|"
    r"going to|set (?:to|for)|due|plan(?:s|ned)?|schedul\w+|expect\w*|propos\w+|next|upcoming|coming|"
    r"deadline|ahead of|hop(?:es?|ed|ing) to|begin(?:s|ning)|starts?|starting|runs for|running for|"
    r"candidates?)\b|[’']ll\b)",
    re.IGNORECASE,
)
"""Regular expression of words that tell of what is to come."""

SCHEDULED = re.compile(
    r"(?<!n’t )(?<!n't )\b(?:plays?|opens?|hosts?|meets?|faces?|concludes?|ends?|returns?|"
    r"runs?|begins?|starts?|arrives?|approaches|nears)\b(?!-)"
)
"""Regular expression of verbs in the present tense that tell of what is scheduled: "it opens Friday"."""
