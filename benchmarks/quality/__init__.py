"""The quality benchmark: every figure that the project promises for its answers, on public sets."""
