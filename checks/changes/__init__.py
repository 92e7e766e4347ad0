"""The written record of changes."""
