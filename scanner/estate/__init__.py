"""Read and doubt the estate file; find what the group's own tables name."""
