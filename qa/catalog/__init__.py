"""The catalog: what is known of the articles themselves, and which of them a request names."""
