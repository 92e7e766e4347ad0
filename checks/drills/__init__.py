"""What people must have practised."""
