"""The master secret of Enterprise Single Sign-On: without it no stored password can be read."""
