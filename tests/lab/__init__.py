"""A BizTalk estate on loopback; `python -m tests.lab` runs one in the foreground."""
