"""The record in PostgreSQL, which several machines share."""
