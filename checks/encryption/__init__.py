"""Encryption: without its certificate, a backup that is whole restores nothing."""
