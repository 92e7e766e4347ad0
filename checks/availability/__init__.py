"""Availability groups: what must be so that the backup job works on whichever replica leads."""
