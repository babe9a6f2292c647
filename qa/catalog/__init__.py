"""The catalog: which articles words mean, and what is known of the articles themselves."""
