"""The record in SQLite: one file of a folder."""
