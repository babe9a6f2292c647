"""Training of the attribution tagger; not in the wheel."""
