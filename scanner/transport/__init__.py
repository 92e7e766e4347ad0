"""Doors to the outside: each reads, none writes."""
