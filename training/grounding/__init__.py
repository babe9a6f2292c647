"""Training of the claim verifier, which scores whether quotes carry a claim; not in the wheel."""
