"""Faults while thousands of articles are added: what is killed, cut or full, and what must hold then."""
