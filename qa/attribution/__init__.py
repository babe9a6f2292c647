"""Who says what: attributions of source, cue and content, and the speakers they resolve to."""

from qa.attribution.library_attributor import LibraryAttributor
from qa.attribution.tagger import attributions
from qa.attribution.values import Attribution, Attributor, Speaker, speaker_at

__all__ = ["Attribution", "Attributor", "LibraryAttributor", "Speaker", "attributions", "speaker_at"]
