"""Copies of a group, and what they do to the original."""
