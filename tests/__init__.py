"""Tests, and the lab they scan."""
