"""A small world that backs up and restores, to ask what a restore could really reach."""
