"""What the backup job wrote down: complete sets, recent enough, with every database."""
