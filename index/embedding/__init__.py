"""How does a text become a vector? The embedder's protocol, and the networks behind it."""
