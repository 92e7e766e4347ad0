"""Whether the databases could be brought back: what was tried, and what is kept ready for it."""
