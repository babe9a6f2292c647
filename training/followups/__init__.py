"""Training of the term classifier, which completes follow-up questions; not in the wheel."""
