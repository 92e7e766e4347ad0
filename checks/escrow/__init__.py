"""What only people keep: passwords and private keys that a restore asks for."""
