"""User interfaces: the command line, the web chat, and services for programs and agents."""
