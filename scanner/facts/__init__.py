"""Typed rows: one module per subject, one class per collector's answer."""
